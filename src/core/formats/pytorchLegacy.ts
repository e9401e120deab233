import type { Warning } from '../model';
import { fileSource } from './bytes/source';
import { damaged, grouped } from './damaged';
import type { Candidate, FormatFacts, ModelFormat, RangeReader } from './format';
import { Cursor } from './pickle/cursor';
import { unpickle } from './pickle/unpickle';
import type { Pickled } from './pickle/pickled';
import { isGlobal, itemsOf, type PickleValue } from './pickle/value';
import { dtypeBytes, torchDtype } from './torch/dtypes';
import { readScalars, type ReadStorage } from './torch/scalars';
import { torchFacts } from './torch/torchFacts';

/** Protocol 2, then LONG1 0x1950a86a20f9469cfc6c. */
const MAGIC = Buffer.from('80028a0a6cfc9c46f9206aa850192e', 'hex');
const MOST_STORAGES = 50_000;

/**
 * `torch.save` before PyTorch 1.6 (torch/serialization.py, _legacy_save): five pickles one behind the other (magic, protocol, system, object,
 * keys of the storages), then the storages: a count of elements and the elements. The tar files of before 0.1.10 are told, not read.
 */
export const pytorchLegacy: ModelFormat = {
	name: 'pytorch-legacy',
	title: 'PyTorch (Legacy)',
	extensions: ['.pt', '.pth', '.ckpt'],

	matches(candidate) {
		return candidate.head.subarray(0, MAGIC.length).equals(MAGIC) || isTar(candidate);
	},

	async read(candidate) {
		if (isTar(candidate)) {
			return { kind: 'model', framework: 'pytorch', warnings: [{ code: 'not-read', message: 'This is a tar file of PyTorch before 0.1.10: nothing was read from it. Load and save it with a newer PyTorch.' }] };
		}
		return candidate.open(undefined, file => readLegacy(candidate, file));
	},
};

function isTar({ head, name }: Candidate): boolean {
	return head.toString('latin1', 257, 262) === 'ustar' && /^(\.\/)?(storages|tensors|pickle|sys_info)\0/.test(head.toString('latin1', 0, 20)) && /\.(pt|pth|tar|t7)$/i.test(name);
}

async function readLegacy(candidate: Candidate, file: RangeReader): Promise<FormatFacts> {
	const cursor = new Cursor(fileSource(file));
	for (const part of ['magic number', 'protocol', 'system information']) {
		const { problem } = await unpickle(cursor);
		if (problem) { throw damaged(candidate, `its ${part} can't be read: ${problem}`); }
	}
	const object = await unpickle(cursor);
	const keys = object.problem ? undefined : await unpickle(cursor);
	const storages = keys && !keys.problem ? await findStorages(file, cursor.offset, object, keys) : { places: new Map<string, number>(), end: 0 };
	const numberOf = await readScalars(object.value, readerOf(file, storages.places));
	const facts = torchFacts(candidate, object, numberOf);
	const cut: Warning[] = storages.end > file.size
		? [{ code: 'truncated', message: `Only ${grouped(file.size)} of at least ${grouped(storages.end)} bytes are there: the file was cut short.` }] : [];
	return { ...facts, warnings: [...cut, ...facts.warnings ?? []] };
}

/** Where each storage's elements begin, and where the last one ends. */
async function findStorages(file: RangeReader, from: number, object: Pickled, keys: Pickled): Promise<{ places: ReadonlyMap<string, number>; end: number }> {
	const sizes = new Map(object.persistents.map((id): [string, number] => {
		const [, cls, key] = itemsOf(id) ?? [];
		return [keyText(key), isGlobal(cls) ? dtypeBytes(torchDtype(cls.name)) : 1];
	}));
	const places = new Map<string, number>();
	let at = from;
	for (const key of (itemsOf(keys.value) ?? []).slice(0, MOST_STORAGES)) {
		if (at + 8 > file.size) { return { places, end: at + 8 }; }
		const count = Number((await file.read(at, 8)).readBigUInt64LE(0));
		places.set(keyText(key), at + 8);
		at += 8 + count * (sizes.get(keyText(key)) ?? 1);
	}
	return { places, end: Number.isSafeInteger(at) ? at : 0 };
}

function keyText(key: PickleValue | undefined): string {
	return typeof key === 'string' || typeof key === 'number' ? String(key) : '';
}

function readerOf(file: RangeReader, places: ReadonlyMap<string, number>): ReadStorage {
	return async (key, offset, length) => {
		const start = places.get(key);
		return start !== undefined && start + offset + length <= file.size ? file.read(start + offset, length) : undefined;
	};
}
