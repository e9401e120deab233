import { RegistryError } from '../errors';
import type { Tensor } from '../model';
import type { LongRunning } from '../verbs/context';
import { numbersOf } from './numbers';
import type { TensorPlace } from './places';

/** What became of a tensor's values. */
export interface TensorValue {
	readonly tensor: Tensor;
	/** `same`: every byte is. `changed`: the same shape and type with other bytes. */
	readonly state: 'same' | 'changed' | 'added' | 'removed' | 'reshaped' | 'retyped';
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

/** Bytes that are read at a time from each side. */
const piece = 1 << 20;

/**
 * Compares the bytes of tensors by their names, a piece at a time: which are the same, and by how much the others changed. In the order of
 * `now`, then what only `then` has. Throws 'cancelled', 'damaged-file', 'changed-while-read'.
 */
export async function tensorValues(now: readonly TensorPlace[], then: readonly TensorPlace[], { signal, onProgress }: LongRunning = {}): Promise<readonly TensorValue[]> {
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
		found.push({ tensor, ...await changeOf(place, other, step) });
	}
	return [...found, ...then.filter(place => !there.has(place.tensor.name)).map(({ tensor }): TensorValue => ({ tensor, state: 'removed' }))];
}

function fits(now: TensorPlace, then: TensorPlace | undefined): boolean {
	return then !== undefined && now.tensor.dtype === then.tensor.dtype && now.bytes === then.bytes && String(now.tensor.shape) === String(then.tensor.shape);
}

async function changeOf(now: TensorPlace, then: TensorPlace, step: (length: number) => void): Promise<Omit<TensorValue, 'tensor'>> {
	const numbers = numbersOf(now.tensor.dtype);
	let difference = 0, base = 0, isChanged = false;
	for (let at = 0; at < now.bytes; at += piece) {
		const length = Math.min(piece, now.bytes - at);
		const [a, b] = await Promise.all([now.file.read(now.offset + at, length), then.file.read(then.offset + at, length)]);
		step(length);
		const isEqual = a.equals(b);
		if (isEqual && !isChanged) { continue; }
		if (!isChanged) {
			isChanged = true;
			// What was equal so far counts in the norm that the change is measured by.
			if (numbers) { base = await squaresBefore(then, at, numbers); }
		}
		if (!numbers) { return { state: 'changed', ...rest(step, now.bytes - at - length) }; }
		const y = numbers.decode(b), x = isEqual ? y : numbers.decode(a);
		for (let i = 0; i < y.length; i++) {
			const p = x[i] ?? NaN, q = y[i] ?? NaN;
			if (!Number.isFinite(p) || !Number.isFinite(q)) { continue; }
			difference += (p - q) * (p - q);
			base += q * q;
		}
	}
	if (!isChanged) { return { state: 'same' }; }
	return { state: 'changed', ...(numbers ? { squares: { difference, base } } : {}), ...(base > 0 ? { relative: Math.sqrt(difference / base) } : {}) };
}

/** What needn't be read any more counts as done. */
function rest(step: (length: number) => void, length: number): object {
	step(length);
	return {};
}

async function squaresBefore({ file, offset }: TensorPlace, end: number, { decode }: NonNullable<ReturnType<typeof numbersOf>>): Promise<number> {
	let sum = 0;
	for (let at = 0; at < end; at += piece) {
		const values = decode(await file.read(offset + at, Math.min(piece, end - at)));
		for (let i = 0; i < values.length; i++) { const value = values[i] ?? NaN; if (Number.isFinite(value)) { sum += value * value; } }
	}
	return sum;
}
