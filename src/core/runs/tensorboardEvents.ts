import { type Data, Numeral } from '../parse/data';
import { bytesOf, fieldOf, fieldsOf, stringOf } from '../parse/protobuf';
import { Series } from './parse/series';
import { tfRecords } from './parse/tfRecords';

/** What event files say of one run. */
export interface EventLog {
	readonly series: ReadonlyMap<string, Series>;
	/** Of the hparams plugin. */
	readonly hparams: ReadonlyMap<string, Data>;
	/** Milliseconds since 1970. */
	readonly from?: number;
	readonly to?: number;
	readonly finished: boolean;
}

/** Tags are few in earnest; a crafted file may hold millions. */
const maxTags = 5_000;
const briefTail = 256 * 1024;

/**
 * Scalars and hyperparameters of TensorBoard event files, in the files' order (tensorboard/compat/proto/event.proto, summary.proto,
 * plugins/hparams/plugin_data.proto). Pictures, graphs and histograms are passed over. `brief`: the last values, from the ends of long files.
 */
export async function readEvents(paths: readonly string[], brief: boolean): Promise<EventLog> {
	const series = new Map<string, Series>();
	const scalarTags = new Set<string>();
	let hparams: ReadonlyMap<string, Data> = new Map();
	let from: number | undefined;
	let to: number | undefined;
	let finished = false;
	for (const path of paths) {
		for await (const record of tfRecords(path, brief ? briefTail : undefined)) {
			const event = fieldsOf(record);
			const wall = event.find(field => field.number === 1 && field.wire === 1)?.bytes.readDoubleLE();
			const time = wall === undefined || !Number.isFinite(wall) ? undefined : Math.round(wall * 1000);
			const step = event.find(field => field.number === 2)?.value ?? 0;
			from ??= time;
			to = time ?? to;
			for (const value of event.filter(field => field.number === 5).flatMap(summary => fieldsOf(summary.bytes))) {
				if (value.number !== 1) { continue; }
				const tag = stringOf(value.bytes, 1) ?? '';
				const plugin = bytesOf(bytesOf(value.bytes, 9), 1);
				const name = stringOf(plugin, 1);
				if (name === 'hparams') {
					hparams = sessionStart(bytesOf(plugin, 2)) ?? hparams;
					finished ||= tag === '_hparams_/session_end_info';
				}
				// Only the first event of a tag names its plugin.
				if (name === 'scalars') { scalarTags.add(tag); }
				const scalar = scalarOf(value.bytes, scalarTags.has(tag));
				if (scalar === undefined || (!series.has(tag) && series.size >= maxTags)) { continue; }
				const one = series.get(tag) ?? new Series();
				one.add(step, scalar, time);
				series.set(tag, one);
			}
		}
	}
	return { series, hparams, finished, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function scalarOf(value: Buffer, isScalar: boolean): number | undefined {
	const simple = fieldOf(value, 2);
	if (simple?.wire === 5) { return fromFloat(simple.bytes.readFloatLE()); }
	const tensor = isScalar ? bytesOf(value, 8) : undefined;
	if (!tensor) { return undefined; }
	const content = bytesOf(tensor, 4);
	switch (fieldOf(tensor, 1)?.value) {
		case 1: return fromFloat(first(content ?? fieldOf(tensor, 5)?.bytes, 4, bytes => bytes.readFloatLE()));
		case 2: return first(content ?? fieldOf(tensor, 6)?.bytes, 8, bytes => bytes.readDoubleLE());
		case 3: return first(content, 4, bytes => bytes.readInt32LE()) ?? fieldOf(tensor, 7)?.value;
		case 9: return first(content, 8, bytes => Number(bytes.readBigInt64LE())) ?? fieldOf(tensor, 10)?.value;
		default: return undefined;
	}
}

function first(bytes: Buffer | undefined, width: number, read: (bytes: Buffer) => number): number | undefined {
	return bytes && bytes.length >= width ? read(bytes) : undefined;
}

/** The shortest decimal that a 32-bit float stands for: 0.1, not 0.10000000149011612. */
function fromFloat(value: number | undefined): number | undefined {
	if (value === undefined || !Number.isFinite(value)) { return value; }
	for (let digits = 6; digits < 9; digits++) {
		const short = Number(value.toPrecision(digits));
		if (Math.fround(short) === value) { return short; }
	}
	return Number(value.toPrecision(9));
}

/** `HParamsPluginData.session_start_info.hparams`, a map of google.protobuf.Value. */
function sessionStart(content: Buffer | undefined): ReadonlyMap<string, Data> | undefined {
	const session = bytesOf(content, 3);
	return session && new Map(fieldsOf(session).filter(field => field.number === 1).flatMap((entry): [string, Data][] => {
		const name = stringOf(entry.bytes, 1);
		return name === undefined ? [] : [[name, protoValue(bytesOf(entry.bytes, 2))]];
	}));
}

function protoValue(value: Buffer | undefined): Data {
	const field = value && fieldsOf(value).at(-1);
	if (field?.number === 2 && field.wire === 1) {
		const number = field.bytes.readDoubleLE();
		return new Numeral(number, String(number));
	}
	if (field?.number === 3) { return field.bytes.toString('utf8'); }
	return field?.number === 4 ? field.value !== 0 : null;
}
