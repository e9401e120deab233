import { type Data, Numeral } from '../parse/data';
import { bytesOf, eachField, fieldOf, fieldsOf, stringOf } from '../parse/protobuf';
import { breathe } from '../files/breathe';
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
/** Records between two breaths of the event loop: a few milliseconds of work. */
const atOnce = 2_000;

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
	const add = (tag: string, step: number, scalar: number | undefined, time: number | undefined) => {
		let one = series.get(tag);
		if (!one && (scalar === undefined || series.size >= maxTags)) { return; }
		if (!one) { series.set(tag, one = new Series()); }
		if (scalar !== undefined) { one.add(step, scalar, time); }
	};
	const take = (record: Buffer) => {
		const { wall, step, values } = eventOf(record);
		const time = wall === undefined || !Number.isFinite(wall) ? undefined : Math.round(wall * 1000);
		from ??= time;
		to = time ?? to;
		for (const { start, end } of values) {
			const plain = plainScalar(record, start, end);
			if (plain) {
				add(plain.tag, step, plain.value, time);
				continue;
			}
			const value = record.subarray(start, end);
			const tag = stringOf(value, 1) ?? '';
			const plugin = bytesOf(bytesOf(value, 9), 1);
			const name = stringOf(plugin, 1);
			if (name === 'hparams') {
				hparams = sessionStart(bytesOf(plugin, 2)) ?? hparams;
				finished ||= tag === '_hparams_/session_end_info';
			}
			// Only the first event of a tag names its plugin.
			if (name === 'scalars') { scalarTags.add(tag); }
			add(tag, step, scalarOf(value, scalarTags.has(tag)), time);
		}
	};
	for (const path of paths) {
		for await (const records of tfRecords(path, brief ? briefTail : undefined)) {
			for (let at = 0; at < records.length; at += atOnce) {
				for (const record of records.slice(at, at + atOnce)) { take(record); }
				await breathe();
			}
		}
	}
	return { series, hparams, finished, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

interface Span { readonly start: number; readonly end: number }

/** `Event`: wall_time 1, step 2, and the values (1) of its summary (5). */
function eventOf(record: Buffer): { readonly wall: number | undefined; readonly step: number; readonly values: readonly Span[] } {
	let wall: number | undefined;
	let step = 0;
	const values: Span[] = [];
	eachField(record, 0, record.length, ({ number, wire, value, start, end }) => {
		if (number === 1 && wire === 1) { wall ??= record.readDoubleLE(start); }
		if (number === 2) { step = value; }
		if (number === 5 && wire === 2) { eachField(record, start, end, inner => { if (inner.number === 1 && inner.wire === 2) { values.push(inner); } }); }
	});
	return { wall, step, values };
}

/** `Summary.Value` of nothing but a tag (1) and a simple value (2): nearly all there are, and told without a copy. */
function plainScalar(record: Buffer, from: number, to: number): { readonly tag: string; readonly value: number | undefined } | undefined {
	let tag: string | undefined;
	let value: number | undefined;
	let isPlain = true;
	eachField(record, from, to, ({ number, wire, start, end }) => {
		if (number === 1 && wire === 2) { tag = record.toString('utf8', start, end); }
		else if (number === 2 && wire === 5) { value = fromFloat(record.readFloatLE(start)); }
		else { isPlain = false; }
		return isPlain ? undefined : false;
	});
	return isPlain && tag !== undefined && value !== undefined ? { tag, value } : undefined;
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
