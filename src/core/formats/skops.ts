import { bufferReader } from './bytes/window';
import { skimJson } from './bytes/skimJson';
import { counted, damaged } from './damaged';
import type { ModelFormat, RangeReader } from './format';
import { isRecord, type JsonRecord } from './json';
import { valueFacts } from './pickle/pickleFacts';
import { safetyWarnings } from './pickle/safety';
import { toMetadata } from './params';
import { skopsTree } from './skops/tree';
import { zipDirectory } from './zip/directory';
import { storedEntry, wholeEntry } from './zip/entry';

const SCHEMA = 'schema.json';
const MOST_PACKED = 64 * 1024 * 1024;
/** Past this, of what an ensemble is made of nothing is kept: it is nearly all of such a file. */
const LONG = 6 * 1024 * 1024;
const DULL = new Set(['key_types']);
const BULK = new Set([...DULL, 'estimators_', '_predictors', '__reduce__', 'tree_']);

/** skops' files (skops/io, protocols 0 to 2): a zip with the tree of classes and plain values as JSON, and the arrays in NumPy's own format. */
export const skops: ModelFormat = {
	name: 'skops',
	title: 'skops',
	extensions: ['.skops'],

	async matches(candidate) {
		const directory = await zipDirectory(candidate);
		const names = [...directory?.entries.keys() ?? []];
		return names.includes(SCHEMA) && names.every(name => name === SCHEMA || /^[\w-]+\.(?:npy|npz|bin)$/.test(name));
	},

	async read(candidate) {
		const directory = await zipDirectory(candidate);
		const entry = directory?.entries.get(SCHEMA);
		if (!directory || !entry) { throw damaged(candidate, `it holds no ${SCHEMA}`); }
		return candidate.open(undefined, async file => {
			const stored: RangeReader = await storedEntry(file, entry) ?? bufferReader(await wholeEntry(file, entry, MOST_PACKED), candidate.workspacePath);
			const schema: unknown = await skimJson(stored, entry.bytes > LONG ? BULK : DULL);
			if (!isRecord(schema) || typeof schema['__loader__'] !== 'string') { throw damaged(candidate, `its ${SCHEMA} describes no object`); }
			const { value, globals, missing } = await skopsTree(schema, file, directory);
			const facts = valueFacts(value, { tool: 'skops', path: candidate.workspacePath });
			return {
				...facts,
				metadata: { ...facts.metadata, ...toMetadata({ protocol: numberIn(schema, 'protocol') }) },
				environment: { ...facts.environment, ...(typeof schema['_skops_version'] === 'string' ? { skops: schema['_skops_version'] } : {}) },
				warnings: [...safetyWarnings(globals), ...missing > 0 ? [{ code: 'partly-read', message: `${counted(missing, 'array')} of this file could not be read.` }] : [], ...facts.warnings ?? []],
			};
		});
	},
};

function numberIn(record: JsonRecord, key: string): string | undefined {
	return typeof record[key] === 'number' ? String(record[key]) : undefined;
}
