import { below, mutate, pick, type Next } from '../../core/support/mutations';
import type { Pair } from './hits';
import type { Input } from './target';

/** No input grows past this: what is long by itself says nothing new. */
const longest = 300_000;

export interface Known {
	/** Inputs to take pieces of. */
	readonly corpus: readonly Input[];
	readonly words: readonly string[];
	/** What the input that is changed was compared with when it ran. */
	readonly pairs: readonly Pair[];
}

/** A changed copy of an input: by what was known beforehand of files that break things, by the words of the sources, and by what the sources looked for in it. */
export function change({ place, bytes }: Input, known: Known, next: Next): Input {
	let changed = bytes;
	for (let times = 1 + below(next, 3); times > 0; times--) {
		const kind = next();
		const other = pick(next, known.corpus).bytes;
		if (kind < 0.5) { changed = mutate(changed, other, next).bytes; }
		else if (kind < 0.7) { changed = put(changed, Buffer.from(pick(next, known.words.length ? known.words : ['0'])), next); }
		else if (kind < 0.9) { changed = wanted(changed, known.pairs, next); }
		else { changed = nudged(changed, next); }
	}
	return { place, bytes: changed.subarray(0, longest) };
}

/** A piece put in, or over what is there. */
function put(bytes: Buffer, piece: Buffer, next: Next): Buffer {
	const at = below(next, bytes.length + 1);
	return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(next() < 0.5 ? at : at + piece.length)]);
}

/** One of the values that a comparison saw put in place of the other, wherever that stands in the input: as text, or as a number of any width and order. */
function wanted(bytes: Buffer, pairs: readonly Pair[], next: Next): Buffer {
	if (!pairs.length) { return bytes; }
	const pair = pick(next, pairs);
	const [from, to] = next() < 0.5 ? pair : [pair[1], pair[0]];
	const forms = encoded(from, to);
	if (!forms.length) { return bytes; }
	const [found, replacement] = pick(next, forms);
	let at = bytes.indexOf(found, below(next, bytes.length + 1));
	if (at < 0) { at = bytes.indexOf(found); }
	return at < 0 ? bytes : Buffer.concat([bytes.subarray(0, at), replacement, bytes.subarray(at + found.length)]);
}

function encoded(from: unknown, to: unknown): readonly (readonly [Buffer, Buffer])[] {
	if (typeof from === 'string' && typeof to === 'string') { return [[Buffer.from(from), Buffer.from(to)]]; }
	if (typeof from !== 'number' && typeof from !== 'bigint') { return []; }
	const texts = [Buffer.from(String(from)), Buffer.from(String(to))] as const;
	if (!Number.isInteger(Number(from)) || !Number.isInteger(Number(to))) { return [texts]; }
	const wide = (value: unknown) => { const all = Buffer.alloc(8); all.writeBigInt64LE(BigInt.asIntN(64, BigInt(value as number | bigint))); return all; };
	const [a, b] = [wide(from), wide(to)];
	return [texts, ...[1, 2, 4, 8].flatMap(width => {
		const [one, other] = [a.subarray(0, width), b.subarray(0, width)];
		return [[one, other], [Buffer.from(one).reverse(), Buffer.from(other).reverse()]] as const;
	})];
}

/** A byte a little larger or smaller. */
function nudged(bytes: Buffer, next: Next): Buffer {
	if (!bytes.length) { return bytes; }
	const copy = Buffer.from(bytes);
	const at = below(next, next() < 0.5 ? Math.min(copy.length, 128) : copy.length);
	copy[at] = ((copy[at] ?? 0) + 1 + below(next, 16) * (next() < 0.5 ? 1 : -1)) & 0xff;
	return copy;
}
