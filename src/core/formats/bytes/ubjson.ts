import { damaged } from '../damaged';
import type { RangeReader } from '../format';
import { Sequence } from './sequence';
import { windowed } from './window';

const MOST_VALUES = 5_000_000;
const MOST_DEPTH = 64;
const MOST_TEXT = 1_000_000;
/** Lists longer than this are passed over. */
const MOST_ITEMS = 100_000;
const SIZES: Readonly<Record<string, number>> = { i: 1, U: 1, I: 2, l: 4, L: 8, d: 4, D: 8, C: 1, T: 0, F: 0, Z: 0, N: 0 };

/**
 * A UBJSON file (Universal Binary JSON draft 12, as XGBoost writes it: src/common/json.cc) without the values of some keys.
 * Throws RegistryError 'damaged-file'.
 */
export async function readUbjson(file: RangeReader, skip: ReadonlySet<string>): Promise<unknown> {
	const at = new Sequence(windowed(file));
	at.bigEndian = true;
	let left = MOST_VALUES;

	const marker = async (): Promise<string> => {
		const waiting = at.need(1);
		if (waiting) { await waiting; }
		return String.fromCharCode(at.u8());
	};
	const number = async (type: string): Promise<number | boolean | string | null> => {
		const waiting = at.need(SIZES[type] ?? 0);
		if (waiting) { await waiting; }
		switch (type) {
			case 'i': return at.i8();
			case 'U': return at.u8();
			case 'I': return at.i16();
			case 'l': return at.i32();
			case 'L': { const value = at.i64(); return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER) ? Number(value) : String(value); }
			case 'd': return at.f32();
			case 'D': return at.f64();
			case 'C': return String.fromCharCode(at.u8());
			case 'T': return true;
			case 'F': return false;
			case 'Z': case 'N': return null;
			default: throw damaged(file, 'it holds a value of a type that is not known');
		}
	};
	const count = async (type?: string): Promise<number> => {
		const value = await number(type ?? await marker());
		if (typeof value !== 'number' || value < 0) { throw damaged(file, 'it announces a length that no file has'); }
		return value;
	};
	const text = async (keep: boolean): Promise<string> => {
		const length = await count();
		if (!keep || length > MOST_TEXT) { at.skip(length); return ''; }
		await at.need(length);
		return at.text(length);
	};
	const list = async (keep: boolean, depth: number): Promise<unknown[] | null> => {
		let type = await marker();
		let items: number | undefined;
		let plain: string | undefined;
		if (type === '$') { plain = await marker(); type = await marker(); if (type !== '#') { throw damaged(file, 'it holds a list without a length'); } }
		if (type === '#') { items = await count(); }
		if (plain !== undefined && SIZES[plain] !== undefined && items !== undefined) {
			const kept = keep && items <= MOST_ITEMS;
			if (!kept) { at.skip(items * (SIZES[plain] ?? 0)); return null; }
			const values: unknown[] = [];
			for (let item = 0; item < items; item++) { values.push(await number(plain)); }
			return values;
		}
		const values: unknown[] = [];
		for (let item = 0; items === undefined || item < items; item++) {
			const next = items === undefined ? item === 0 ? type : await marker() : plain ?? await marker();
			if (items === undefined && next === ']') { break; }
			const one = await value(next, keep, depth + 1);
			if (keep && values.length < MOST_ITEMS) { values.push(one); }
		}
		return values;
	};
	const value = async (type: string, keep: boolean, depth: number): Promise<unknown> => {
		if (--left < 0 || depth > MOST_DEPTH) { throw damaged(file, 'it has more parts than are read'); }
		if (type === 'S' || type === 'H') { return text(keep); }
		if (type === '[') { return list(keep, depth); }
		if (type !== '{') { return number(type); }
		const entries: [string, unknown][] = [];
		for (let next = await marker(); next !== '}'; next = await marker()) {
			const length = await count(next);
			if (length > MOST_TEXT) { throw damaged(file, 'it has a key longer than any'); }
			await at.need(length);
			const key = at.text(length);
			const kept = keep && !skip.has(key);
			const one = await value(await marker(), kept, depth + 1);
			if (kept) { entries.push([key, one]); }
		}
		return Object.fromEntries(entries);
	};
	return value(await marker(), true, 0);
}
