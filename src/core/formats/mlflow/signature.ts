import type { Signature, SignatureField } from '../../model';
import { isRecord } from '../json';
import { parseJson } from '../../parse/parseJson';
import { torchDtype } from '../torch/dtypes';

const MOST_FIELDS = 20_000;
/** Types of columns (mlflow/types/schema.py, DataType) that no tensor has. */
const COLUMNS: Readonly<Record<string, string>> = { boolean: 'BOOL', integer: 'I32', string: 'STRING', str: 'STRING', object: 'STRING', binary: 'BINARY', datetime: 'DATETIME' };

/** The signature of a model as MLflow keeps it: inputs and outputs, each a list in JSON (mlflow/models/signature.py, ModelSignature.to_dict). Undefined where it says nothing. */
export function signatureOf(inputs: string | undefined, outputs: string | undefined): Signature | undefined {
	const fields = { inputs: fieldsOf(inputs, 'input'), outputs: fieldsOf(outputs, 'output') };
	return fields.inputs.length + fields.outputs.length > 0 ? fields : undefined;
}

/** `params` of a signature: names and default values of what may be set when the model is asked. */
export function signatureParams(params: string | undefined): Readonly<Record<string, unknown>> {
	return Object.fromEntries(listOf(params).flatMap(param => typeof param['name'] === 'string' ? [[param['name'], param['default']]] : []));
}

function fieldsOf(text: string | undefined, unnamed: string): readonly SignatureField[] {
	const list = listOf(text);
	return list.slice(0, MOST_FIELDS).map((spec, at) => {
		const name = typeof spec['name'] === 'string' ? spec['name'] : list.length === 1 ? unnamed : `${unnamed}_${at}`;
		const tensor = isRecord(spec['tensor-spec']) ? spec['tensor-spec'] : undefined;
		return tensor ? { name, dtype: dtypeOf(tensor['dtype']), shape: shapeOf(tensor['shape']) } : { name, dtype: typeOf(spec), shape: [null] };
	});
}

/** Of a column: a plain type, `array<…>` of one, `object` with fields of its own. */
function typeOf(spec: Readonly<Record<string, unknown>>, depth = 0): string {
	if (depth < 8 && (spec['type'] === 'array' || spec['type'] === 'map') && isRecord(spec['items'] ?? spec['values'])) {
		return `${spec['type']}<${typeOf((spec['items'] ?? spec['values']) as Readonly<Record<string, unknown>>, depth + 1)}>`;
	}
	return spec['type'] === 'object' ? 'object' : dtypeOf(spec['type']);
}

function dtypeOf(type: unknown): string {
	return typeof type === 'string' ? COLUMNS[type] ?? torchDtype(type.slice(0, 100)) : 'unknown';
}

/** -1 is any size. */
function shapeOf(shape: unknown): SignatureField['shape'] {
	return Array.isArray(shape) ? shape.slice(0, 64).map(size => typeof size === 'number' && size >= 0 ? size : null) : [];
}

function listOf(text: string | undefined): readonly Readonly<Record<string, unknown>>[] {
	try {
		const list = parseJson(text ?? '[]');
		return Array.isArray(list) ? list.filter(isRecord) : [];
	} catch (error) {
		if (!(error instanceof SyntaxError)) { throw error; }
		// A signature that is no JSON describes nothing; the model is there all the same.
		return [];
	}
}
