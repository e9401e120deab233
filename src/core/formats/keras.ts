import { RegistryError } from '../errors';
import type { Source } from '../model';
import { counted, damaged } from './damaged';
import type { Candidate, FormatFacts, ModelFormat } from './format';
import { isRecord, readJson, type JsonRecord } from './json';
import { parseJson } from '../parse/parseJson';
import { configFacts } from './keras/config';
import { readKerasH5 } from './kerasH5';
import { toMetadata } from './params';
import { zipDirectory } from './zip/directory';
import { storedEntry, wholeEntry } from './zip/entry';

const MOST_JSON = 32 * 1024 * 1024;
const WEIGHTS = 'model.weights.h5';

/** Keras 3 (keras/src/saving/saving_lib.py): a zip, or a folder, of `metadata.json`, `config.json` and the weights as HDF5. */
export const keras: ModelFormat = {
	name: 'keras',
	title: 'Keras',
	extensions: ['.keras'],

	async matches(candidate) {
		if (candidate.isDirectory) { return candidate.entries.includes('metadata.json') && candidate.entries.includes('config.json') && candidate.entries.includes(WEIGHTS); }
		const directory = await zipDirectory(candidate);
		return directory !== undefined && directory.entries.has('config.json') && (directory.entries.has('metadata.json') || directory.entries.has(WEIGHTS));
	},

	async read(candidate) {
		const { metadata, config, weights } = candidate.isDirectory ? await fromFolder(candidate) : await fromZip(candidate);
		const source: Source = { tool: 'keras', path: candidate.workspacePath };
		const facts = configFacts(config, isRecord(config['compile_config']) ? config['compile_config'] : {}, source);
		const version = metadata['keras_version'];
		return {
			...weights, ...facts,
			kind: 'model', framework: 'keras', library: 'keras',
			summary: [facts.summary, ...weights?.tensors ? [counted(weights.tensors.length, 'tensor')] : []].join(', '),
			metadata: toMetadata({ ...facts.metadata, keras_version: version, date_saved: metadata['date_saved'] }),
			environment: { ...(typeof version === 'string' ? { keras: version } : {}) },
			warnings: [
				...facts.warnings ?? [], ...weights?.warnings ?? [],
				...weights ? [] : [{ code: 'weights-not-read', message: `Its weights are not kept as ${WEIGHTS}: only the configuration was read.` }],
			],
		};
	},
};

interface Parts { readonly metadata: JsonRecord; readonly config: JsonRecord; readonly weights: FormatFacts | undefined }

async function fromFolder(folder: Candidate): Promise<Parts> {
	const metadata = await readJson(folder, 'metadata.json', MOST_JSON) ?? {};
	const config = await readJson(folder, 'config.json', MOST_JSON) ?? {};
	return { metadata, config, weights: await folder.open(WEIGHTS, file => readKerasH5(file, { tool: 'keras', path: file.workspacePath })) };
}

async function fromZip(candidate: Candidate): Promise<Parts> {
	const directory = await zipDirectory(candidate);
	return candidate.open(undefined, async file => {
		const json = async (name: string): Promise<JsonRecord> => {
			const entry = directory?.entries.get(name);
			if (!entry) { return {}; }
			try {
				const value = parseJson((await wholeEntry(file, entry, MOST_JSON)).toString('utf8'));
				return isRecord(value) ? value : {};
			} catch (error) {
				if (error instanceof SyntaxError) { throw damaged(candidate, `its entry '${name}' is not valid JSON`); }
				throw error;
			}
		};
		const entry = directory?.entries.get(WEIGHTS);
		const stored = entry && await storedEntry(file, entry);
		return { metadata: await json('metadata.json'), config: await json('config.json'), weights: stored && await weightsIn(candidate, () => readKerasH5(stored, { tool: 'keras', path: candidate.workspacePath })) };
	});
}

/** Damaged weights leave the configuration readable. */
async function weightsIn(candidate: Candidate, read: () => Promise<FormatFacts>): Promise<FormatFacts> {
	try {
		return await read();
	} catch (error) {
		if (!RegistryError.is(error, 'damaged-file')) { throw error; }
		return { warnings: [{ code: 'partly-read', message: `The weights in ${candidate.name} can't be read: ${error.facts.why}.` }] };
	}
}
