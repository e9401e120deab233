import { setImmediate as nextTurn } from 'node:timers/promises';

/** So many are sorted or merged at a time (a few milliseconds) before others have their turn. */
const batch = 8192;

/** The order of UTF-8 bytes, as `LC_ALL=C sort` has it. UTF-16's own order differs above U+FFFF. */
export const byteKey = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

/** `items` in the byte order of their `path`. Never holds up the event loop for long, however many they are. */
export async function sortedByPath<T extends { readonly path: string }>(items: readonly T[]): Promise<T[]> {
	let runs: Keyed<T>[][] = [];
	for (let start = 0; start < items.length; start += batch) {
		runs.push(items.slice(start, start + batch).map(item => ({ key: byteKey(item.path), item })).sort(compare));
		await nextTurn();
	}
	while (runs.length > 1) {
		const longer: Keyed<T>[][] = [];
		for (let i = 0; i < runs.length; i += 2) { longer.push(await merged(runs[i] ?? [], runs[i + 1] ?? [])); }
		runs = longer;
	}
	return (runs[0] ?? []).map(({ item }) => item);
}

interface Keyed<T> { readonly key: string; readonly item: T }

const compare = (a: Keyed<unknown>, b: Keyed<unknown>) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;

async function merged<T>(left: readonly Keyed<T>[], right: readonly Keyed<T>[]): Promise<Keyed<T>[]> {
	const result: Keyed<T>[] = [];
	let l = 0, r = 0;
	for (;;) {
		const a = left[l], b = right[r];
		if (a === undefined && b === undefined) { return result; }
		if (b === undefined || (a !== undefined && compare(a, b) <= 0)) {
			if (a !== undefined) { result.push(a); l++; }
		} else {
			result.push(b); r++;
		}
		if (result.length % (4 * batch) === 0) { await nextTurn(); }
	}
}
