import type { Tensor, Warning } from '../../model';
import type { ByteSource } from '../bytes/source';
import { damaged, grouped } from '../damaged';
import { Cursor } from '../pickle/cursor';
import { dtypeName, dtypeOfText } from '../pickle/numpy';
import { safetyWarnings } from '../pickle/safety';
import { unpickle } from '../pickle/unpickle';
import type { PyArray } from '../pickle/value';

const MAGIC = '\x93NUMPY';
const MOST_HEADER = 1024 * 1024;
/** Arrays up to here keep their bytes: class labels and coefficients. */
const KEPT = 4096;

export function isNpy(head: Buffer): boolean {
	return head.toString('latin1', 0, 6) === MAGIC;
}

interface NpyHeader {
	readonly shape: readonly number[];
	readonly elements: number;
	/** As the header spells it: '<f4'; undefined for a record, whose fields are `fields`. */
	readonly descr: string | undefined;
	readonly fields: string | undefined;
	/** Bytes before the array's own. */
	readonly length: number;
}

/** Reads up to the array's first byte: magic, version, length, then a Python dict of type, order and shape. Throws RegistryError 'damaged-file'. */
async function readHeader(where: { readonly workspacePath: string }, name: string, cursor: Cursor): Promise<NpyHeader> {
	await cursor.fill(12);
	if (cursor.left < 10 || !isNpy(await cursor.take(6))) { throw damaged(where, `'${name}' is not an array of NumPy`); }
	const major = cursor.u8();
	cursor.u8();
	await cursor.fill(4);
	if (cursor.left < (major === 1 ? 2 : 4)) { throw damaged(where, `it ends inside the header of the array '${name}'`); }
	const length = major === 1 ? cursor.u16() : cursor.u32();
	if (major > 3 || length > MOST_HEADER) { throw damaged(where, `the array '${name}' has a header that can't be read`); }
	await cursor.fill(length);
	if (cursor.left < length) { throw damaged(where, `it ends inside the header of the array '${name}'`); }
	const header = (await cursor.take(length)).toString(major === 3 ? 'utf8' : 'latin1');
	const shape = /['"]shape['"]\s*:\s*\(([\d,\sL]*)\)/.exec(header)?.[1]?.split(',').map(part => part.trim().replace(/L$/, '')).filter(Boolean).map(Number);
	const descr = /['"]descr['"]\s*:\s*(?:['"]([^'"]{1,40})['"]|(\[))/.exec(header);
	if (!shape || !descr || shape.length > 64) { throw damaged(where, `the array '${name}' has a header that can't be read`); }
	const elements = shape.reduce((all, count) => all * count, 1);
	if (!Number.isSafeInteger(elements)) { throw damaged(where, `the array '${name}' is larger than any`); }
	return { shape, elements, descr: descr[1], fields: descr[2] === undefined ? undefined : header, length: 6 + 2 + (major === 1 ? 2 : 4) + length };
}

/**
 * One array in NumPy's own format, versions 1 to 3 (numpy/lib/format.py): magic, version, length, then a Python dict of type, order and shape.
 * An array of objects is a pickle: it is judged, not loaded. Throws RegistryError 'damaged-file'.
 *
 * @param size bytes of the whole array's file
 */
export async function readNpy(where: { readonly workspacePath: string }, name: string, source: ByteSource, size: number): Promise<{ readonly tensor: Tensor; readonly warnings: readonly Warning[] }> {
	const cursor = new Cursor(source);
	const { shape, elements, descr, fields, length } = await readHeader(where, name, cursor);
	const dtype = descr === undefined ? undefined : dtypeOfText(descr);
	if (dtype?.hasObjects || (fields !== undefined && /\|?O['"]/.test(fields))) {
		const pickled = await unpickle(cursor);
		return { tensor: { name, dtype: 'O', shape }, warnings: [{ code: 'pickled-array', message: `The array '${name}' holds Python objects: loading it means loading a pickle.` }, ...safetyWarnings(pickled.globals)] };
	}
	const bytes = dtype ? elements * dtype.itemsize : undefined;
	const end = length + (bytes ?? 0);
	return {
		tensor: { name, dtype: dtype ? dtypeName(dtype.code) : descr ?? 'record', shape, ...(bytes === undefined ? {} : { bytes }) },
		warnings: end > size ? [{ code: 'truncated', message: `Only ${grouped(size)} of ${grouped(end)} bytes of the array '${name}' are there: the file was cut short.` }] : [],
	};
}

/** The same as a value: a small one with its numbers; undefined for records and objects. Throws RegistryError 'damaged-file'. */
export async function readSmallNpy(where: { readonly workspacePath: string }, name: string, source: ByteSource): Promise<PyArray | undefined> {
	const cursor = new Cursor(source);
	const { shape, elements, descr } = await readHeader(where, name, cursor);
	const dtype = descr === undefined ? undefined : dtypeOfText(descr);
	if (!dtype || dtype.hasObjects) { return undefined; }
	const bytes = elements * dtype.itemsize;
	if (bytes > KEPT) { return { kind: 'array', dtype: dtype.code, shape }; }
	await cursor.fill(bytes);
	if (cursor.left < bytes) { throw damaged(where, `it ends inside the array '${name}'`); }
	return { kind: 'array', dtype: dtype.code, shape, bigEndian: dtype.bigEndian, data: await cursor.take(bytes) };
}
