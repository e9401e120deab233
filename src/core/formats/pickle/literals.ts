import { PickleProblem, type Cursor } from './cursor';
import type { PickleValue } from './value';

/** Text past this is cut: no name or value is as long, but whole models pickled as text are (LightGBM). */
const MOST_TEXT = 64 * 1024;
/** Bytes past this are passed over: small arrays fit. */
const MOST_BYTES = 8 * 1024;

/** Text of `length` bytes, cut where it is long. */
export async function text(cursor: Cursor, length: number, encoding: 'utf8' | 'latin1' = 'utf8'): Promise<string> {
	if (length <= MOST_TEXT) { return (await cursor.take(length)).toString(encoding); }
	const kept = (await cursor.take(MOST_TEXT)).toString(encoding);
	await cursor.skip(length - MOST_TEXT);
	return kept;
}

export async function bytes(cursor: Cursor, length: number): Promise<PickleValue> {
	if (length <= MOST_BYTES) { return { kind: 'bytes', length, data: await cursor.take(length) }; }
	await cursor.skip(length);
	return { kind: 'bytes', length };
}

/** A two's complement little-endian integer of `length` bytes (LONG1, LONG4); one past 1 KiB is passed over. */
export async function long(cursor: Cursor, length: number): Promise<PickleValue> {
	if (length < 0) { throw new PickleProblem('it holds a number of negative length'); }
	if (length > 1024) { await cursor.skip(length); return null; }
	const raw = await cursor.take(length);
	if (length === 0) { return 0; }
	const unsigned = BigInt(`0x${Buffer.from(raw).reverse().toString('hex')}`);
	return integer((raw[length - 1] ?? 0) & 0x80 ? unsigned - (1n << BigInt(8 * length)) : unsigned);
}

/** Protocol 0: 'I' and 'L' lines. */
export function integerLine(line: string): PickleValue {
	const digits = line.trim().replace(/L$/, '');
	if (digits === '01') { return true; }
	if (digits === '00') { return false; }
	if (!/^[+-]?\d{1,400}$/.test(digits)) { throw new PickleProblem('it holds a number that is none'); }
	return integer(BigInt(digits));
}

export function floatLine(line: string): number {
	const word = line.trim();
	if (/^[+-]?(nan|inf)$/i.test(word)) { return /nan/i.test(word) ? NaN : word.startsWith('-') ? -Infinity : Infinity; }
	const value = Number(word);
	if (word === '' || Number.isNaN(value)) { throw new PickleProblem('it holds a number that is none'); }
	return value;
}

/** Protocol 0: `'text'` with Python's escapes. */
export function quotedLine(line: string): string {
	const quote = line[0];
	if (line.length < 2 || (quote !== '\'' && quote !== '"') || line.at(-1) !== quote) { throw new PickleProblem('it holds text without quotes'); }
	return line.slice(1, -1).replace(/\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|.)/g, (_whole, escape: string) => {
		if (escape.startsWith('x')) { return String.fromCharCode(parseInt(escape.slice(1), 16)); }
		if (/^[0-7]/.test(escape)) { return String.fromCharCode(parseInt(escape, 8) & 0xff); }
		return ({ n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v' } as Record<string, string>)[escape] ?? escape;
	});
}

/** Protocol 0: text with only \u and \U escapes. */
export function rawUnicodeLine(line: string): string {
	return line.replace(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/g, (whole, short: string | undefined, long: string | undefined) => {
		const code = parseInt(short ?? long ?? '0', 16);
		return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
	});
}

function integer(value: bigint): number | bigint {
	return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}
