import { type Data, Numeral } from '../parse/data';
import { KnownNames } from '../parse/knownNames';
import { bytesOf, fieldsOf, stringOf } from '../parse/protobuf';
import { ProtoScan } from '../parse/protoScan';
import { maxPoints, Series } from './parse/series';
import { eachTfRecord } from './parse/tfRecords';

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
	let hparams: ReadonlyMap<string, Data> = new Map();
	let from: number | undefined;
	let to: number | undefined;
	let finished = false;
	const [event, summary, inner] = [new ProtoScan(), new ProtoScan(), new ProtoScan()];
	const tags = new KnownNames((tag): Tag => ({ tag, series: undefined, isScalar: false }));
	const seriesOf = (one: Tag, isFloat: boolean): Series | undefined => {
		if (!one.series && series.size < maxTags) { series.set(one.tag, one.series = series.get(one.tag) ?? new Series(maxPoints, isFloat ? fromFloat : undefined)); }
		return one.series;
	};
	/** `Summary.Value`: tag 1, simple_value 2, tensor 8, metadata 9. */
	const takeValue = (bytes: Buffer, start: number, end: number, step: number, time: number | undefined) => {
		let [tagAt, tagEnd, simpleAt, tensorAt, tensorEnd, metadataAt, metadataEnd] = [0, 0, -1, -1, 0, -1, 0];
		for (inner.of(bytes, start, end); inner.next();) {
			if (inner.number === 1 && inner.wire === 2) { tagAt = inner.start; tagEnd = inner.stop; }
			if (inner.number === 2) { simpleAt = inner.wire === 5 ? inner.start : -1; }
			if (inner.number === 8) { tensorAt = inner.wire === 2 ? inner.start : -1; tensorEnd = inner.stop; }
			if (inner.number === 9 && inner.wire === 2) { metadataAt = inner.start; metadataEnd = inner.stop; }
		}
		const one = tags.of(bytes, tagAt, tagEnd);
		if (metadataAt >= 0) {
			const plugin = bytesOf(bytes.subarray(metadataAt, metadataEnd), 1);
			const name = stringOf(plugin, 1);
			if (name === 'hparams') {
				hparams = sessionStart(bytesOf(plugin, 2)) ?? hparams;
				finished ||= one.tag === '_hparams_/session_end_info';
			}
			// Only the first event of a tag names its plugin.
			if (name === 'scalars') { one.isScalar = true; }
		}
		if (simpleAt >= 0) {
			seriesOf(one, true)?.add(step, bytes.readFloatLE(simpleAt), time);
		} else if (tensorAt >= 0 && one.isScalar) {
			const scalar = tensorScalar(bytes, tensorAt, tensorEnd, inner);
			if (scalar) { seriesOf(one, scalar.isFloat)?.add(step, scalar.value, time); }
		}
	};
	/** `Event`: wall_time 1, step 2, and the values (1) of its summary (5). */
	const take = (bytes: Buffer, start: number, end: number) => {
		let [wall, step, summaryAt, summaryEnd] = [NaN, 0, -1, 0];
		for (event.of(bytes, start, end); event.next();) {
			if (event.number === 1 && event.wire === 1) { if (Number.isNaN(wall)) { wall = bytes.readDoubleLE(event.start); } }
			if (event.number === 2) { step = event.wire === 0 ? event.value : 0; }
			if (event.number === 5 && event.wire === 2) { summaryAt = event.start; summaryEnd = event.stop; }
		}
		const time = Number.isFinite(wall) ? Math.round(wall * 1000) : undefined;
		from ??= time;
		to = time ?? to;
		if (summaryAt < 0) { return; }
		for (summary.of(bytes, summaryAt, summaryEnd); summary.next();) {
			if (summary.number === 1 && summary.wire === 2) { takeValue(bytes, summary.start, summary.stop, step, time); }
		}
	};
	for (const path of paths) { await eachTfRecord(path, take, brief ? briefTail : undefined); }
	return { series, hparams, finished, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** A tag of the log, and what is known of it. */
interface Tag { readonly tag: string; series: Series | undefined; isScalar: boolean }

/** `TensorProto` of one number: dtype 1, tensor_content 4, float_val 5, double_val 6, int_val 7, int64_val 10. */
function tensorScalar(bytes: Buffer, start: number, end: number, scan: ProtoScan): { readonly value: number; readonly isFloat: boolean } | undefined {
	let [type, contentAt, content, valueAt, valueLength, whole] = [0, -1, 0, -1, 0, NaN];
	for (scan.of(bytes, start, end); scan.next();) {
		switch (scan.number) {
			case 1: if (scan.wire === 0) { type = scan.value; } break;
			case 4: if (scan.wire === 2) { contentAt = scan.start; content = scan.stop - scan.start; } break;
			// Packed or not, the first number is where the payload begins.
			case 5: case 6: if (scan.wire !== 0) { valueAt = scan.start; valueLength = scan.stop - scan.start; } break;
			case 7: case 10: if (scan.wire === 0) { whole = scan.value; } else if (scan.wire === 2) { whole = bytes[scan.start] ?? NaN; } break;
			default:
		}
	}
	const [at, length] = contentAt >= 0 ? [contentAt, content] : [valueAt, valueLength];
	switch (type) {
		case 1: return at >= 0 && length >= 4 ? { value: bytes.readFloatLE(at), isFloat: true } : undefined;
		case 2: return at >= 0 && length >= 8 ? { value: bytes.readDoubleLE(at), isFloat: false } : undefined;
		case 3: return contentAt >= 0 && content >= 4 ? { value: bytes.readInt32LE(contentAt), isFloat: false } : Number.isNaN(whole) ? undefined : { value: whole, isFloat: false };
		case 9: return contentAt >= 0 && content >= 8 ? { value: Number(bytes.readBigInt64LE(contentAt)), isFloat: false } : Number.isNaN(whole) ? undefined : { value: whole, isFloat: false };
		default: return undefined;
	}
}

/** The shortest decimal that a 32-bit float stands for: 0.1, not 0.10000000149011612. */
function fromFloat(value: number): number {
	// A number that no float stands for is told as it is: tags seldom, but may, change their type.
	if (!Number.isFinite(value) || Math.fround(value) !== value) { return value; }
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
