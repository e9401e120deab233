import { RegistryError } from '../errors';
import type { Warning } from '../model';
import { ProtoWalker } from './bytes/protoWalker';
import { counted, grouped } from './damaged';
import type { Candidate, FormatFacts, ModelFormat } from './format';
import { readOnnx, type ExternalData, type OnnxModel } from './onnx/model';
import { elements } from './parameters';
import { toMetadata } from './params';

const MODEL_FIELDS = new Set([1, 2, 3, 4, 5, 6, 7, 8, 14, 20, 25, 26]);
const FRAMEWORKS: readonly (readonly [RegExp, string])[] = [[/^pytorch$/i, 'pytorch'], [/tf2onnx|tensorflow|keras/i, 'tensorflow'], [/skl2onnx|sklearn/i, 'scikit-learn'], [/paddle/i, 'paddle'], [/lightgbm/i, 'lightgbm'], [/xgboost/i, 'xgboost'], [/catboost/i, 'catboost'], [/coreml/i, 'coreml'], [/mxnet/i, 'mxnet'], [/jax/i, 'jax']];

/** ONNX (onnx/onnx.proto): a protobuf without a magic number, told by its fields. Weights in other files are checked for, not read. */
export const onnx: ModelFormat = {
	name: 'onnx',
	title: 'ONNX',
	extensions: ['.onnx'],

	async matches(candidate) {
		const named = /\.onnx$/i.test(candidate.name);
		if (candidate.isDirectory || candidate.size < 8 || (candidate.head[0] !== 0x08 && !named)) { return false; }
		return candidate.open(undefined, async file => {
			let graph = false;
			let fits = true;
			let begun = false;
			try {
				await new ProtoWalker(file).walk(0, file.size, field => {
					fits &&= MODEL_FIELDS.has(field.number) && (field.number === 1 || field.number === 5 ? field.wire === 0 : field.wire === 2);
					begun ||= fits && field.number === 1 && field.value < 1000n;
					graph ||= field.number === 7 && field.wire === 2;
					return fits ? undefined : false;
				});
			} catch (error) {
				if (!RegistryError.is(error, 'damaged-file')) { throw error; }
				// A model that was cut ends inside its graph: then the name decides.
				return named && fits && begun;
			}
			return fits && graph;
		});
	},

	async read(candidate) {
		const model = await candidate.open(undefined, readOnnx);
		return { ...factsOf(model), warnings: await externalWarnings(candidate, model.external) };
	},
};

function factsOf(model: OnnxModel): FormatFacts {
	const { producer, producerVersion, properties, tensors } = model;
	const framework = FRAMEWORKS.find(([pattern]) => pattern.test(producer))?.[1] ?? 'onnx';
	const opsets = Object.entries(model.opsets).map(([domain, version]) => `${domain || 'ai.onnx'} ${version}`).join(', ');
	return {
		kind: 'model', framework, library: properties['author'] === 'Ultralytics' ? 'ultralytics' : 'onnx',
		tensors, parameters: tensors.reduce((sum, tensor) => sum + elements(tensor), 0),
		summary: `${counted(model.nodes, 'operator')}, ${counted(tensors.length, 'tensor')}`,
		signature: model.signature,
		metadata: toMetadata({ producer: [producer, producerVersion].filter(Boolean).join(' '), ir_version: String(model.irVersion), opset: opsets, graph: model.graphName, domain: model.domain, description: model.description, ...(model.modelVersion ? { model_version: String(model.modelVersion) } : {}), operators: String(model.nodes), ...properties }),
		environment: producer && producerVersion ? { [producer === 'pytorch' ? 'torch' : producer]: producerVersion } : {},
		...(properties['description'] ? { suggestedName: properties['description'].slice(0, 100) } : {}),
	};
}

/** Whether the files that hold the weights are beside the model, and long enough. */
async function externalWarnings(candidate: Candidate, external: readonly ExternalData[]): Promise<Warning[]> {
	const needed = new Map<string, number>();
	for (const { location, end } of external) { needed.set(location, Math.max(needed.get(location) ?? 0, end ?? 0)); }
	const warnings: Warning[] = [];
	for (const [location, end] of [...needed].slice(0, 100)) {
		const shown = location.slice(0, 200);
		try {
			const file = await candidate.inside(location);
			if (!file || file.isDirectory) {
				warnings.push({ code: 'missing-data', message: `Weights of this model are in '${shown}', and that file is not beside it.` });
			} else if (file.size < end) {
				warnings.push({ code: 'truncated', message: `Only ${grouped(file.size)} of ${grouped(end)} bytes are there in '${shown}', which holds weights of this model.` });
			} else {
				warnings.push({ code: 'external-data', message: `Weights of this model are in '${shown}' beside it: register the folder to keep both together.` });
			}
		} catch (error) {
			if (!(error instanceof RegistryError)) { throw error; }
			warnings.push({ code: 'outside-path', message: `This model names '${shown}' for its weights, which is not a file of its folder: it was not read.` });
		}
	}
	return warnings;
}
