import { createHash } from 'node:crypto';
import { RegistryError } from '../errors';
import type { Tensor } from '../model';
import type { LongRunning } from '../verbs/context';
import { numbersOf } from './numbers';
import type { TensorPlace } from './places';

/** What became of a tensor's values. */
export interface TensorValue {
	readonly tensor: Tensor;
	/** `same`: every byte is. `changed`: the same shape and type with other bytes. `unread`: its bytes can't be had, or weren't asked for. */
	readonly state: 'same' | 'changed' | 'added' | 'removed' | 'reshaped' | 'retyped' | 'unread';
	/** ‖now − then‖ / ‖then‖ over what is finite on both sides; of floating-point tensors that changed, and weren't all zero. */
	readonly relative?: number;
	/** Squares of the two norms above, to be added up over several tensors. */
	readonly squares?: { readonly difference: number; readonly base: number };
}

/** What became of the values of a version's tensors since another's. */
export type ValuesBetween =
	| { readonly is: 'compared'; readonly values: readonly TensorValue[] }
	/** One of the two has no tensors whose bytes can be found: another format, or bytes that are gone. `why` is a clause. */
	| { readonly is: 'unknown'; readonly why: string };

/** Squares of norms, over what is finite on both sides. */
export interface Squares { readonly difference: number; readonly then: number; readonly now: number }

/** What was learnt of two artifacts' tensors before, by their names; what is learnt anew is added. */
export interface LearntValues {
	/** SHA-256 of a tensor's bytes. */
	readonly now: Map<string, string>;
	readonly then: Map<string, string>;
	/** Of those that changed. */
	readonly squares: Map<string, Squares>;
}

export interface ValuesOptions extends LongRunning {
	readonly learnt?: LearntValues;
	/** False: nothing is read, and what wasn't learnt before is `unread`. */
	readonly reads?: boolean;
}

/** Bytes that are read at a time from each side. */
const piece = 1 << 20;

/**
 * Compares the bytes of tensors by their names, a piece at a time: which are the same, and by how much the others changed. In the order of
 * `now`, then what only `then` has. Throws 'cancelled', 'damaged-file', 'changed-while-read'.
 */
export async function tensorValues(now: readonly TensorPlace[], then: readonly TensorPlace[], { signal, onProgress, reads = true, learnt = { now: new Map(), then: new Map(), squares: new Map() } }: ValuesOptions = {}): Promise<readonly TensorValue[]> {
	const before = new Map(then.map(place => [place.tensor.name, place]));
	const there = new Set(now.map(place => place.tensor.name));
	const total = now.reduce((sum, place) => sum + (fits(place, before.get(place.tensor.name)) ? place.bytes : 0), 0);
	let bytes = 0;
	const step = (length: number) => {
		if (signal?.aborted) { throw new RegistryError('cancelled', { what: 'Comparing the values of tensors' }); }
		onProgress?.({ bytes: bytes += length, total });
	};
	const found: TensorValue[] = [];
	for (const place of now) {
		const { tensor } = place, other = before.get(tensor.name);
		if (!other) { found.push({ tensor, state: 'added' }); continue; }
		if (!fits(place, other)) { found.push({ tensor, state: String(tensor.shape) === String(other.tensor.shape) ? 'retyped' : 'reshaped' }); continue; }
		const known = valueOf(tensor, learnt);
		if (known || !reads) {
			step(place.bytes);
			found.push(known ?? { tensor, state: stateOf(tensor, learnt) });
			continue;
		}
		await learn(place, other, learnt, step);
		found.push(valueOf(tensor, learnt) ?? { tensor, state: 'unread' });
	}
	return [...found, ...then.filter(place => !there.has(place.tensor.name)).map(({ tensor }): TensorValue => ({ tensor, state: 'removed' }))];
}

function fits(now: TensorPlace, then: TensorPlace | undefined): boolean {
	return then !== undefined && now.tensor.dtype === then.tensor.dtype && now.bytes === then.bytes && String(now.tensor.shape) === String(then.tensor.shape);
}

/** Whether the bytes are the same, by what was learnt of them. */
function stateOf({ name }: Tensor, { now, then }: LearntValues): 'same' | 'changed' | 'unread' {
	const [mine, theirs] = [now.get(name), then.get(name)];
	return mine === undefined || theirs === undefined ? 'unread' : mine === theirs ? 'same' : 'changed';
}

/** Undefined where something of it hasn't been learnt yet. */
function valueOf(tensor: Tensor, learnt: LearntValues): TensorValue | undefined {
	const state = stateOf(tensor, learnt), squares = learnt.squares.get(tensor.name);
	if (state === 'unread' || (state === 'changed' && !squares && numbersOf(tensor.dtype))) { return undefined; }
	if (state === 'same' || !squares) { return { tensor, state }; }
	const { difference, then: base } = squares;
	return { tensor, state, squares: { difference, base }, ...(base > 0 ? { relative: Math.sqrt(difference / base) } : {}) };
}

/** Reads both sides of a tensor once: the digests of their bytes, and where they differ, by how much. */
async function learn(now: TensorPlace, then: TensorPlace, learnt: LearntValues, step: (length: number) => void): Promise<void> {
	const { name, dtype } = now.tensor, numbers = numbersOf(dtype);
	const mine = createHash('sha256'), theirs = createHash('sha256');
	const sum = { difference: 0, then: 0, now: 0 };
	let isChanged = false;
	for (let at = 0; at < now.bytes; at += piece) {
		const length = Math.min(piece, now.bytes - at);
		const [a, b] = await Promise.all([now.file.read(now.offset + at, length), then.file.read(then.offset + at, length)]);
		step(length);
		mine.update(a);
		theirs.update(b);
		if (!numbers || (!isChanged && a.equals(b))) { continue; }
		if (!isChanged) {
			isChanged = true;
			// What was equal so far counts in the norms that the change is measured by.
			sum.then = sum.now = await squaresBefore(then, at, numbers);
		}
		add(sum, numbers.decode(a), numbers.decode(b));
	}
	learnt.now.set(name, mine.digest('hex'));
	learnt.then.set(name, theirs.digest('hex'));
	if (isChanged) { learnt.squares.set(name, sum); }
}

function add(sum: { difference: number; then: number; now: number }, now: ArrayLike<number>, then: ArrayLike<number>): void {
	for (let i = 0; i < then.length; i++) {
		const p = now[i] ?? NaN, q = then[i] ?? NaN;
		if (!Number.isFinite(p) || !Number.isFinite(q)) { continue; }
		sum.difference += (p - q) * (p - q);
		sum.then += q * q;
		sum.now += p * p;
	}
}

async function squaresBefore({ file, offset }: TensorPlace, end: number, { decode }: NonNullable<ReturnType<typeof numbersOf>>): Promise<number> {
	let sum = 0;
	for (let at = 0; at < end; at += piece) {
		const values = decode(await file.read(offset + at, Math.min(piece, end - at)));
		for (let i = 0; i < values.length; i++) { const value = values[i] ?? NaN; if (Number.isFinite(value)) { sum += value * value; } }
	}
	return sum;
}
