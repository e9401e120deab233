import { RegistryError } from '../errors';
import type { Warning } from '../model';
import { orWarning } from '../runs/parse/orWarning';
import { fieldsOf, stringOf } from '../parse/protobuf';
import { ProtoWalker } from './bytes/protoWalker';
import { counted } from './damaged';
import type { Candidate, FormatFacts, ModelFormat } from './format';
import { isRecord, placeOf, type JsonRecord } from './json';
import { parseJson } from '../parse/parseJson';
import { configFacts } from './keras/config';
import { toMetadata } from './params';
import { readCheckpoint, type Checkpoint } from './tensorflow/checkpoint';
import { readSavedModel } from './tensorflow/savedModel';

const MODEL = 'saved_model.pb';
const KERAS = 'keras_metadata.pb';
const VARIABLES = 'variables/variables';
/** What TensorFlow and Keras add for themselves. */
const OWN_SIGNATURE = /^__saved_model/;

/** A SavedModel of TensorFlow (tensorflow/core/protobuf/saved_model.proto): a folder of graphs with signatures, and the checkpoint of their variables. */
export const savedModel: ModelFormat = {
	name: 'savedmodel',
	title: 'TensorFlow SavedModel',
	extensions: [],
	folderMarkers: [MODEL],

	matches: candidate => candidate.isDirectory && candidate.entries.includes(MODEL),

	async read(folder) {
		const warnings: Warning[] = [];
		const graphs = await folder.open(MODEL, async file => readSavedModel(new ProtoWalker(file)));
		const graph = graphs.find(one => one.tags.includes('serve')) ?? graphs[0];
		const checkpoint = await variablesOf(folder, warnings);
		const keras = await orWarning(warnings, () => kerasFacts(folder));
		const signatures = [...graph?.signatures ?? []].filter(([name]) => !OWN_SIGNATURE.test(name));
		const [signature] = [signatures.find(([name]) => name === 'serving_default') ?? signatures[0]];
		return {
			kind: 'model', framework: 'tensorflow', library: keras ? 'keras' : 'tensorflow',
			...(checkpoint ? { tensors: checkpoint.tensors, parameters: checkpoint.parameters } : {}),
			summary: [keras?.summary, signatures.length > 0 ? counted(signatures.length, 'signature') : 'no signature', checkpoint ? counted(checkpoint.tensors.length, 'tensor') : undefined].filter(Boolean).join(', '),
			metadata: { ...keras?.metadata, ...toMetadata({ tags: graphs.map(one => one.tags.join('+')).join(', '), signatures: signatures.map(([name]) => name).join(', ') }) },
			params: keras?.params ?? [],
			...(signature ? { signature: signature[1] } : {}),
			environment: { ...keras?.environment, ...(graph?.tensorflow ? { tensorflow: graph.tensorflow } : {}) },
			warnings: [...warnings, ...checkpoint?.warnings ?? [], ...keras?.warnings ?? []],
			...(keras?.suggestedName ? { suggestedName: keras.suggestedName } : {}),
		} satisfies FormatFacts;
	},
};

async function variablesOf(folder: Candidate, warnings: Warning[]): Promise<Checkpoint | undefined> {
	if (!folder.entries.includes('variables')) { return undefined; }
	try {
		return await readCheckpoint(folder, `${VARIABLES}.index`, VARIABLES);
	} catch (error) {
		// A model without variables has the folder all the same.
		if (RegistryError.is(error, 'not-found')) { return undefined; }
		if (!RegistryError.is(error, 'damaged-file')) { throw error; }
		warnings.push({ code: 'damaged-file', message: error.message });
		return undefined;
	}
}

/** What Keras 2 kept of the model beside its graph (keras/protobuf/saved_metadata.proto): the JSON of the topmost object. */
async function kerasFacts(folder: Candidate): Promise<FormatFacts | undefined> {
	if (!folder.entries.includes(KERAS)) { return undefined; }
	const bytes = await folder.open(KERAS, async file => file.read(0, file.size));
	const root = fieldsOf(bytes).find(field => field.number === 1 && stringOf(field.bytes, 3) === 'root');
	const metadata = jsonIn(root && stringOf(root.bytes, 5));
	if (!metadata) { return undefined; }
	const version = metadata['keras_version'];
	const compiled = metadata['training_config'];
	return { ...configFacts(metadata, isRecord(compiled) ? compiled : {}, { tool: 'keras', path: placeOf(folder, KERAS) }), environment: typeof version === 'string' ? { keras: version } : {} };
}

function jsonIn(text: string | undefined): JsonRecord | undefined {
	try {
		const value = parseJson(text ?? '');
		return isRecord(value) ? value : undefined;
	} catch (error) {
		if (!(error instanceof SyntaxError)) { throw error; }
		// The graph and its weights are read all the same.
		return undefined;
	}
}
