import type { SignatureField, Tensor } from '../model';
import { counted, damaged } from './damaged';
import type { FormatFacts, ModelFormat, RangeReader } from './format';
import { isRecord, type JsonRecord } from './json';
import { countParameters } from './parameters';
import { toMetadata } from './params';
import { dtypeBytes, exportedDtype } from './torch/dtypes';
import { zipDirectory, type ZipDirectory } from './zip/directory';
import { wholeEntry } from './zip/entry';

const MOST_JSON = 32 * 1024 * 1024;

/** torch.export's `.pt2` (torch/export/pt2_archive): a zip with the graph and the weights' table as JSON. No pickle is looked at. */
export const torchExport: ModelFormat = {
	name: 'torch-export',
	title: 'PyTorch Export',
	extensions: ['.pt2'],

	async matches(candidate) {
		const directory = await zipDirectory(candidate);
		return directory !== undefined && [...directory.entries.keys()].some(name => /^([^/]+\/)?(archive_format|serialized_exported_program\.json)$/.test(name));
	},

	async read(candidate) {
		const directory = await zipDirectory(candidate);
		if (!directory) { throw damaged(candidate, 'it is no zip file'); }
		return candidate.open(undefined, file => readArchive(file, directory));
	},
};

async function readArchive(file: RangeReader, directory: ZipDirectory): Promise<FormatFacts> {
	const json = async (pattern: RegExp): Promise<JsonRecord> => {
		const entry = [...directory.entries.values()].find(({ name }) => pattern.test(name));
		if (!entry) { return {}; }
		try {
			const value: unknown = JSON.parse((await wholeEntry(file, entry, MOST_JSON)).toString('utf8'));
			return isRecord(value) ? value : {};
		} catch (error) {
			if (error instanceof SyntaxError) { throw damaged(file, `its entry '${entry.name}' is not valid JSON`); }
			throw error;
		}
	};
	// Before 2.8 the program stood alone beside a pickled state dict; its tensors' shapes are in the graph.
	const program = await json(/^([^/]+\/)?(models\/[^/]+\.json|serialized_exported_program\.json)$/);
	const weights = await json(/^([^/]+\/)?data\/weights\/[^/]+_weights_config\.json$/);
	const graph = record(record(program['graph_module'])['graph']);
	const specs = record(record(program['graph_module'])['signature']);
	const values = record(graph['tensor_values']);
	const tensors = isRecord(weights['config']) ? storedTensors(weights['config']) : graphTensors(list(specs['input_specs']), values);
	if (Object.keys(program).length === 0 && tensors.length === 0) { throw damaged(file, 'it holds neither a program nor weights'); }
	return {
		kind: 'model', framework: 'pytorch', tensors, parameters: countParameters(tensors),
		summary: counted(tensors.length, 'tensor'),
		signature: { inputs: fields(list(specs['input_specs']), 'user_input', values), outputs: fields(list(specs['output_specs']), 'user_output', values) },
		metadata: toMetadata({ schema_version: versionText(program['schema_version']), opset: record(program['opset_version'])['aten'] }),
		environment: typeof program['torch_version'] === 'string' ? { torch: program['torch_version'] } : {},
	};
}

/** `{ name: { path_name, tensor_meta } }`: two names with one path share their bytes. */
function storedTensors(config: JsonRecord): Tensor[] {
	return Object.entries(config).map(([name, entry]) => {
		const path = record(entry)['path_name'];
		return { ...described(name, record(entry)['tensor_meta']), ...(typeof path === 'string' ? { storage: path } : {}) };
	});
}

function graphTensors(specs: readonly unknown[], values: JsonRecord): Tensor[] {
	return specs.flatMap(spec => {
		const parameter = record(record(spec)['parameter']);
		const buffer = record(record(spec)['buffer']);
		const name = parameter['parameter_name'] ?? buffer['buffer_name'];
		const node = record(parameter['arg'] ?? buffer['arg'])['name'];
		return typeof name === 'string' && typeof node === 'string' ? [described(name, values[node])] : [];
	});
}

function fields(specs: readonly unknown[], kind: 'user_input' | 'user_output', values: JsonRecord): SignatureField[] {
	return specs.flatMap(spec => {
		const name = record(record(record(record(spec)[kind])['arg'])['as_tensor'])['name'];
		return typeof name === 'string' ? [described(name, values[name])] : [];
	}).map(({ name, dtype, shape }) => ({ name, dtype, shape }));
}

function described(name: string, meta: unknown): Tensor {
	const { dtype, sizes } = record(meta);
	const shape = list(sizes).slice(0, 64).map(sizeOf);
	const type = exportedDtype(typeof dtype === 'number' ? dtype : 0);
	const fixed = shape.every((size): size is number => typeof size === 'number');
	return { name, dtype: type, shape, ...(fixed ? { bytes: shape.reduce((all, size) => all * size, dtypeBytes(type)) } : {}) };
}

/** `{ as_int: 3 }`, or `{ as_expr: { expr_str: "Symbol('s31', …)" } }`. */
function sizeOf(size: unknown): number | string | null {
	const { as_int: fixed, as_expr: expression } = record(size);
	if (Number.isSafeInteger(fixed) && (fixed as number) >= 0) { return fixed as number; }
	const text = record(expression)['expr_str'];
	return typeof text === 'string' ? /^Symbol\('(\w+)'/.exec(text)?.[1] ?? text.slice(0, 100) : null;
}

function versionText(version: unknown): string | undefined {
	const { major, minor } = record(version);
	return typeof major === 'number' && typeof minor === 'number' ? `${major}.${minor}` : undefined;
}

function record(value: unknown): JsonRecord {
	return isRecord(value) ? value : {};
}

function list(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}
