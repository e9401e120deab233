import type { Signature, SignatureField, Tensor } from '../../model';
import { signed, type ProtoField, type ProtoWalker } from '../bytes/protoWalker';
import { counted, damaged } from '../damaged';
import { readNetwork } from './network';
import { readProgram, type Blob } from './program';
import { readTrees } from './trees';

/** Of `Model.Type`, by the numbers of its fields (coremltools, mlmodel/format/Model.proto). */
export const MODEL_TYPES: Readonly<Record<number, string>> = {
	200: 'pipelineClassifier', 201: 'pipelineRegressor', 202: 'pipeline', 300: 'glmRegressor', 301: 'supportVectorRegressor', 302: 'treeEnsembleRegressor', 303: 'neuralNetworkRegressor', 304: 'bayesianProbitRegressor',
	400: 'glmClassifier', 401: 'supportVectorClassifier', 402: 'treeEnsembleClassifier', 403: 'neuralNetworkClassifier', 404: 'kNearestNeighborsClassifier', 500: 'neuralNetwork', 501: 'itemSimilarityRecommender', 502: 'mlProgram',
	555: 'customModel', 556: 'linkedModel', 560: 'classConfidenceThresholding', 600: 'oneHotEncoder', 601: 'imputer', 602: 'featureVectorizer', 603: 'dictVectorizer', 604: 'scaler', 606: 'categoricalMapping', 607: 'normalizer', 609: 'arrayFeatureExtractor',
	610: 'nonMaximumSuppression', 900: 'identity', 2000: 'textClassifier', 2001: 'wordTagger', 2002: 'visionFeaturePrint', 2003: 'soundAnalysisPreprocessing', 2004: 'gazetteer', 2005: 'wordEmbedding', 2006: 'audioFeaturePrint', 3000: 'serializedModel',
};
const ARRAY_TYPES: Readonly<Record<number, string>> = { 65568: 'F32', 65600: 'F64', 131104: 'I32', 131080: 'I8', 65552: 'F16' };
const FEATURE_TYPES = ['', 'I64', 'F64', 'STRING', 'IMAGE', '', 'DICTIONARY', 'SEQUENCE', 'STATE'];
const MOST_FEATURES = 20_000;
const MOST_MODELS = 200;

export interface CoreModel {
	readonly type: string;
	readonly specification: number;
	readonly updatable: boolean;
	readonly signature: Signature;
	readonly metadata: Readonly<Record<string, string>>;
	readonly tensors: readonly Tensor[];
	readonly blobs: readonly Blob[];
	readonly labels: readonly string[];
	/** '12 operations', '3 trees'. */
	readonly size: string | undefined;
	readonly packings: ReadonlyMap<string, number>;
}

/** A CoreML model (mlmodel/format/Model.proto) between two places of the file. `seen` counts the models that a pipeline holds. Throws RegistryError 'damaged-file'. */
export async function readCoreModel(walker: ProtoWalker, start: number, end: number, seen = { models: 0 }): Promise<CoreModel> {
	if (++seen.models > MOST_MODELS) { throw damaged(walker.file, 'it holds more models than are read'); }
	const description = { inputs: [] as SignatureField[], outputs: [] as SignatureField[], metadata: {} as Record<string, string> };
	let specification = 0;
	let updatable = false;
	let type: ProtoField | undefined;
	await walker.walk(start, end, async field => {
		if (field.number === 1 && field.wire === 0) { specification = Number(field.value); }
		if (field.number === 10 && field.wire === 0) { updatable = field.value !== 0n; }
		if (field.number === 2 && field.wire === 2) { await readDescription(walker, field, description); }
		if (MODEL_TYPES[field.number] && field.wire === 2) { type = field; }
	});
	if (!type) { throw damaged(walker.file, 'it holds no model of a type that is known'); }
	const { inputs, outputs, metadata } = description;
	return { type: MODEL_TYPES[type.number] ?? '', specification, updatable, signature: { inputs, outputs }, metadata, ...await readBody(walker, type, seen) };
}

type Body = Pick<CoreModel, 'tensors' | 'blobs' | 'labels' | 'size' | 'packings'>;
const NOTHING: Body = { tensors: [], blobs: [], labels: [], size: undefined, packings: new Map() };

async function readBody(walker: ProtoWalker, type: ProtoField, seen: { models: number }): Promise<Body> {
	switch (MODEL_TYPES[type.number]) {
		case 'mlProgram': {
			const program = await readProgram(walker, type);
			return { ...NOTHING, ...program, size: counted(program.operations, 'operation') };
		}
		case 'neuralNetwork': case 'neuralNetworkClassifier': case 'neuralNetworkRegressor': {
			const network = await readNetwork(walker, type);
			return { ...NOTHING, ...network, size: counted(network.layers, 'layer') };
		}
		case 'treeEnsembleClassifier': case 'treeEnsembleRegressor': return { ...NOTHING, ...await readTrees(walker, type) };
		case 'pipeline': return readPipeline(walker, type, seen);
		case 'pipelineClassifier': case 'pipelineRegressor': {
			let body = NOTHING;
			await walker.walk(type.start, type.end, async field => { if (field.number === 1 && field.wire === 2) { body = await readPipeline(walker, field, seen); } });
			return body;
		}
		default: return NOTHING;
	}
}

async function readPipeline(walker: ProtoWalker, pipeline: ProtoField, seen: { models: number }): Promise<Body> {
	const models: CoreModel[] = [];
	await walker.walk(pipeline.start, pipeline.end, async field => { if (field.number === 1 && field.wire === 2) { models.push(await readCoreModel(walker, field.start, field.end, seen)); } });
	return {
		tensors: models.flatMap((model, at) => model.tensors.map(tensor => ({ ...tensor, name: `${at}.${tensor.name}` }))), blobs: models.flatMap(model => model.blobs),
		labels: models.findLast(model => model.labels.length > 0)?.labels ?? [], size: models.map(model => model.type).join(' → '), packings: new Map(models.flatMap(model => [...model.packings])),
	};
}

async function readDescription(walker: ProtoWalker, description: ProtoField, into: { inputs: SignatureField[]; outputs: SignatureField[]; metadata: Record<string, string> }): Promise<void> {
	await walker.walk(description.start, description.end, async field => {
		if (field.wire !== 2) { return; }
		if (field.number === 1 && into.inputs.length < MOST_FEATURES) { into.inputs.push(await featureOf(walker, field)); }
		if (field.number === 10 && into.outputs.length < MOST_FEATURES) { into.outputs.push(await featureOf(walker, field)); }
		if (field.number === 11) { into.metadata['predicted_feature'] = await walker.text(field); }
		if (field.number !== 100) { return; }
		await walker.walk(field.start, field.end, async part => {
			const name = { 1: 'description', 2: 'version', 3: 'author', 4: 'license' }[part.number];
			if (name && part.wire === 2) { into.metadata[name] = await walker.text(part); }
			if (part.number !== 100 || part.wire !== 2 || Object.keys(into.metadata).length > 1000) { return; }
			const entry = { key: '', value: '' };
			await walker.walk(part.start, part.end, async one => { if (one.wire === 2 && one.number <= 2) { entry[one.number === 1 ? 'key' : 'value'] = await walker.text(one); } });
			into.metadata[entry.key] = entry.value;
		});
	});
}

/** FeatureDescription (mlmodel/format/FeatureTypes.proto). */
async function featureOf(walker: ProtoWalker, feature: ProtoField): Promise<SignatureField> {
	let name = '';
	let dtype = 'unknown';
	let shape: (number | null)[] = [];
	await walker.walk(feature.start, feature.end, async field => {
		if (field.number === 1 && field.wire === 2) { name = await walker.text(field, 1000); }
		if (field.number !== 3 || field.wire !== 2) { return; }
		await walker.walk(field.start, field.end, async type => {
			if (type.wire !== 2 || type.number > 8) { return; }
			dtype = FEATURE_TYPES[type.number] || dtype;
			if (type.number === 4) { shape = [0, 0]; }
			const ranges: boolean[] = [];
			await walker.walk(type.start, type.end, async part => {
				if (type.number === 4 && part.wire === 0 && part.number <= 2) { shape[2 - part.number] = signed(part.value); }
				if (type.number !== 5) { return; }
				if (part.number === 1) { shape.push(...(await walker.numbers(part)).map(signed)); }
				if (part.number === 2 && part.wire === 0) { dtype = ARRAY_TYPES[Number(part.value)] ?? `type ${part.value}`; }
				if (part.number === 31 && part.wire === 2) { await walker.walk(part.start, part.end, async range => { ranges.push(await isRange(walker, range)); }); }
			});
			shape = shape.map((size, at) => ranges[at] ? null : size);
		});
	});
	return { name, dtype, shape };
}

/** Whether a dimension may have more than one size. */
async function isRange(walker: ProtoWalker, range: ProtoField): Promise<boolean> {
	const bounds = [0, 0];
	await walker.walk(range.start, range.end, one => { if (one.wire === 0 && one.number <= 2) { bounds[one.number - 1] = signed(one.value); } });
	return bounds[0] !== bounds[1];
}
