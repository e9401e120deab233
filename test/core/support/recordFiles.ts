import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { packName, readPackFile } from '../../../src/core/records/pack';

/** Names of all record files of a registry, 'month/file', whether they have a file of their own or are in a pack, each once. */
export function recordFiles(folder: string): readonly string[] {
	const records = join(folder, '.model-registry/records');
	const paths = existsSync(records) ? readdirSync(records, { recursive: true, encoding: 'utf8' }) : [];
	return [...new Set(paths.flatMap(path => {
		if (!packName.test(basename(path))) { return path.endsWith('.json') ? [path] : []; }
		const read = readPackFile(join(records, path), basename(path));
		return read.is === 'pack' ? [...read.records.keys()].map(file => `${dirname(path)}/${file}`) : [];
	}))];
}
