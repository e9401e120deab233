import type { Tensor, Warning } from '../../model';
import { damaged, grouped } from '../damaged';
import type { RangeReader } from '../format';
import { isRecord } from '../json';

/** Bytes of the JSON header: the format's own limit (safetensors/src/tensor.rs, MAX_HEADER_SIZE). */
export const MAX_HEADER = 100_000_000;
/** What is parsed here: a million tensors fit. */
const MAX_PARSED = 64 * 1024 * 1024;
const MAX_RANK = 64;

export interface SafetensorsHeader {
	readonly tensors: readonly Tensor[];
	readonly metadata: Readonly<Record<string, string>>;
	readonly warnings: readonly Warning[];
	/** Where each tensor's bytes lie: from `begin` up to, not including, `end`, in the file. Not checked against its length. */
	readonly places: readonly Placed[];
}

/**
 * The header of one safetensors file: u64 length, then JSON of that length (safetensors README, "Format").
 * Throws RegistryError 'damaged-file' where the header can't be had; data that is cut short or doesn't tile comes back as a warning.
 */
export async function readHeader(file: RangeReader): Promise<SafetensorsHeader> {
	if (file.size < 8) { throw damaged(file, `it ends after ${grouped(file.size)} bytes, inside the length of its header`); }
	const length = Number((await file.read(0, 8)).readBigUInt64LE(0));
	if (length > MAX_HEADER) { throw damaged(file, `its header claims ${grouped(length)} bytes, and the format allows ${grouped(MAX_HEADER)}`); }
	if (8 + length > file.size) { throw damaged(file, `it ends after ${grouped(file.size)} bytes, inside its header of ${grouped(8 + length)}`); }
	if (length > MAX_PARSED) { throw damaged(file, `its header of ${grouped(length)} bytes is larger than what is read here (${grouped(MAX_PARSED)})`); }
	let header: unknown;
	try {
		header = JSON.parse((await file.read(8, length)).toString('utf8'));
	} catch (error) {
		if (error instanceof SyntaxError) { throw damaged(file, 'its header is not valid JSON'); }
		throw error;
	}
	if (!isRecord(header)) { throw damaged(file, 'its header holds no JSON object'); }
	const metadata = header['__metadata__'];
	// By keys: a copy of an object of 100,000 of them, or its pairs, takes as long as parsing it.
	const parsed: Placed[] = [];
	for (const name of Object.keys(header)) { if (name !== '__metadata__') { parsed.push(tensorOf(file, name, header[name])); } }
	return {
		tensors: parsed.map(({ tensor }) => tensor),
		metadata: isRecord(metadata) ? Object.fromEntries(Object.entries(metadata).filter((pair): pair is [string, string] => typeof pair[1] === 'string')) : {},
		warnings: tilingWarnings(file, 8 + length, parsed),
		get places() { return parsed.map(({ tensor, begin, end }) => ({ tensor, begin: 8 + length + begin, end: 8 + length + end })); },
	};
}

export interface Placed { readonly tensor: Tensor; readonly begin: number; readonly end: number }

function tensorOf(file: RangeReader, name: string, entry: unknown): Placed {
	const { dtype, shape, data_offsets: offsets } = isRecord(entry) ? entry : {};
	if (typeof dtype !== 'string' || !isShape(shape) || !isShape(offsets) || offsets.length !== 2) {
		throw damaged(file, `its header describes the tensor '${name.slice(0, 200)}' in a way that can't be read`);
	}
	const [begin = 0, end = 0] = offsets;
	if (begin > end) { throw damaged(file, `the tensor '${name.slice(0, 200)}' ends before it begins`); }
	return { tensor: { name, dtype, shape, bytes: end - begin }, begin, end };
}

function isShape(value: unknown): value is readonly number[] {
	return Array.isArray(value) && value.length <= MAX_RANK && value.every(size => Number.isSafeInteger(size) && (size as number) >= 0);
}

/** The tensors' bytes, sorted, must fill the data with no hole and no overlap, to the file's last byte. */
function tilingWarnings(file: RangeReader, start: number, placed: readonly Placed[]): Warning[] {
	// Nearly every writer has them in order.
	const sorted = placed.every((one, at) => at === 0 || (placed[at - 1]?.end ?? 0) <= one.begin) ? placed : [...placed].sort((a, b) => a.begin - b.begin || a.end - b.end);
	let at = 0;
	let holed: string | undefined;
	for (const { tensor, begin, end } of sorted) {
		if (begin !== at) { holed ??= tensor.name; }
		at = Math.max(at, end);
	}
	const warnings: Warning[] = [];
	if (holed !== undefined) {
		warnings.push({ code: 'inconsistent-header', message: `The bytes of '${holed.slice(0, 200)}' don't begin where the tensor before it ends: the header and the data don't fit together.` });
	}
	if (start + at > file.size) {
		warnings.push({ code: 'truncated', message: `Only ${grouped(file.size)} of ${grouped(start + at)} bytes are there: the file was cut short, probably while it was downloaded or copied.` });
	} else if (start + at < file.size && placed.length > 0) {
		warnings.push({ code: 'trailing-bytes', message: `${grouped(file.size - start - at)} bytes at the end of the file belong to no tensor.` });
	}
	return warnings;
}
