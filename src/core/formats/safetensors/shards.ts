import type { Tensor, Warning } from '../../model';
import { RegistryError } from '../../errors';
import { counted, damaged } from '../damaged';
import type { Candidate } from '../format';
import { isRecord, type JsonRecord } from '../json';
import { readHeader, type SafetensorsHeader } from './header';

const MOST_SHARDS = 2000;

export interface Shards {
	readonly files: readonly string[];
	readonly tensors: readonly Tensor[];
	readonly metadata: Readonly<Record<string, string>>;
	readonly warnings: readonly Warning[];
}

/**
 * Every shard that an index (`{ weight_map: { tensor: file } }`) names, as one model. `folder` is the folder they lie in, or the index in it.
 * A shard is a plain file name: anything else is refused with RegistryError 'damaged-file'. A missing shard is a warning.
 * `readShard` throws RegistryError 'not-found' for one.
 */
export async function readShards(folder: Candidate, index: JsonRecord, readShard: (file: string) => Promise<Omit<SafetensorsHeader, 'places'>> = file => folder.open(file, readHeader)): Promise<Shards> {
	const map = isRecord(index['weight_map']) ? index['weight_map'] : {};
	const files = [...new Set(Object.values(map))].map(name => plainName(folder, name)).sort();
	if (files.length > MOST_SHARDS) { throw damaged(folder, `its index names ${counted(files.length, 'file')}`); }
	const tensors: Tensor[] = [];
	const warnings: Warning[] = [];
	const absent: string[] = [];
	let metadata: Readonly<Record<string, string>> = {};
	for (const file of files) {
		try {
			const header = await readShard(file);
			tensors.push(...header.tensors.filter(tensor => map[tensor.name] === file));
			metadata = { ...header.metadata, ...metadata };
			warnings.push(...header.warnings.map(({ code, message }) => ({ code, message: `${file}: ${message}` })));
		} catch (error) {
			if (!RegistryError.is(error, 'not-found')) { throw error; }
			absent.push(file);
		}
	}
	if (absent.length) {
		warnings.push({ code: 'missing-shard', message: `${absent.length} of ${counted(files.length, 'file')} of the model ${absent.length === 1 ? 'is' : 'are'} missing: ${absent.slice(0, 3).join(', ')}${absent.length > 3 ? ', …' : ''}.` });
	} else {
		const found = new Set(tensors.map(tensor => tensor.name));
		const lost = Object.keys(map).filter(name => !found.has(name));
		if (lost.length) { warnings.push({ code: 'missing-tensor', message: `${counted(lost.length, 'tensor')} of the index ${lost.length === 1 ? 'is' : 'are'} in none of its files, '${lost[0]}' among them.` }); }
	}
	return { files, tensors, metadata, warnings };
}

function plainName(folder: Candidate, name: unknown): string {
	if (typeof name === 'string' && /^[^/\\\0:]{1,255}$/.test(name) && !/^\.{1,2}$/.test(name)) { return name; }
	throw damaged(folder, `its index names '${String(name).slice(0, 200)}', which is no file beside it`);
}
