import { extname } from 'node:path';
import { counted } from './damaged';
import type { ModelFormat } from './format';

/** What no reader knew: it can be registered all the same, and nothing is read from it. */
export const unknown: ModelFormat = {
	name: 'unknown',
	title: 'Unknown',
	extensions: [],
	matches: () => true,
	async read(candidate) {
		if (candidate.isDirectory) { return { kind: 'folder', summary: counted(candidate.entries.length, 'entry', 'entries') }; }
		const extension = extname(candidate.name).toLowerCase();
		return { kind: 'file', ...(extension ? { metadata: { extension } } : {}) };
	},
};
