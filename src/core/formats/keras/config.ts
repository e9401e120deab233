import type { Param, SignatureField, Source, Warning } from '../../model';
import { counted } from '../damaged';
import type { FormatFacts } from '../format';
import { isRecord, type JsonRecord } from '../json';
import { toParams } from '../params';

const DTYPES: Readonly<Record<string, string>> = { float16: 'F16', bfloat16: 'BF16', float32: 'F32', float64: 'F64', int8: 'I8', int16: 'I16', int32: 'I32', int64: 'I64', uint8: 'U8', uint16: 'U16', uint32: 'U32', uint64: 'U64', bool: 'BOOL', string: 'STRING' };
const MOST_LAYERS = 20_000;

/** What a model's configuration says: its class and layers, what it takes, how it was compiled. Keras 2 and 3. */
export function configFacts(config: JsonRecord, compiled: JsonRecord, source: Source): FormatFacts {
	const className = typeof config['class_name'] === 'string' ? config['class_name'] : 'Model';
	const layers = layersOf(config, 0);
	const inner = record(config['config']);
	const name = inner['name'];
	const warnings: Warning[] = layers.some(layer => layer['class_name'] === 'Lambda')
		? [{ code: 'lambda-layer', message: 'A Lambda layer keeps Python code in this file, which loading it runs: load it only if you trust its author.' }] : [];
	return {
		summary: `${className}, ${counted(layers.length, 'layer')}`,
		metadata: { class: className, ...(typeof name === 'string' ? { name } : {}), layers: summaryOf(layers) },
		params: compiledParams(compiled, source),
		signature: { inputs: inputsOf(config, layers), outputs: [] },
		...(typeof name === 'string' && !/^(sequential|functional|model)(_\d+)?$/.test(name) ? { suggestedName: name } : {}),
		warnings,
	};
}

function layersOf(config: JsonRecord, depth: number): JsonRecord[] {
	const inner = config['config'];
	const list = isRecord(inner) ? inner['layers'] : inner;
	if (!Array.isArray(list) || depth > 8) { return []; }
	return list.slice(0, MOST_LAYERS).filter(isRecord).flatMap(layer => /^(Sequential|Functional|Model)$/.test(String(layer['class_name'])) ? layersOf(layer, depth + 1) : [layer]).slice(0, MOST_LAYERS);
}

/** 'Dense ×2, Dropout' */
function summaryOf(layers: readonly JsonRecord[]): string {
	const counts = new Map<string, number>();
	for (const layer of layers) { const name = text(layer['class_name']) ?? '?'; counts.set(name, (counts.get(name) ?? 0) + 1); }
	return [...counts].map(([name, count]) => count > 1 ? `${name} ×${count}` : name).join(', ');
}

function inputsOf(config: JsonRecord, layers: readonly JsonRecord[]): SignatureField[] {
	const inputs = layers.filter(layer => layer['class_name'] === 'InputLayer').map(layer => record(layer['config']));
	const first = record(layers[0]?.['config']);
	const built = record(config['build_config'])['input_shape'];
	// A Sequential of Keras 2 gives its first layer the shape.
	const fallback = first['batch_input_shape'] ?? built;
	const described = inputs.length ? inputs : Array.isArray(fallback) ? [{ ...first, batch_shape: fallback }] : [];
	return described.map(input => ({
		name: text(input['name']) ?? 'input', dtype: dtypeOf(input['dtype']),
		shape: list(input['batch_shape'] ?? input['batch_input_shape']).slice(0, 64).map(size => typeof size === 'number' ? size : null),
	}));
}

function dtypeOf(value: unknown): string {
	const name = typeof value === 'string' ? value : text(record(record(value)['config'])['name']) ?? 'float32';
	return DTYPES[name] ?? name;
}

/** `compile_config` of Keras 3, `training_config` of Keras 2: optimizer with its settings, loss, metrics. */
function compiledParams(compiled: JsonRecord, source: Source): Param[] {
	const optimizer = compiled['optimizer'] ?? compiled['optimizer_config'];
	const kept = Object.entries(record(record(optimizer)['config'])).filter(([key]) => key !== 'name' && key !== 'is_legacy_optimizer');
	// Keras 2 beside Keras 3 marks its own classes so.
	const name = (text(record(optimizer)['class_name']) ?? text(optimizer))?.replace(/^Custom>/, '');
	return toParams({
		...(name ? { optimizer: name } : {}),
		...Object.fromEntries(kept.map(([key, value]) => [`optimizer.${key}`, plain(value)])),
		...(compiled['loss'] === undefined ? {} : { loss: plain(compiled['loss']) }),
		...(compiled['metrics'] ? { metrics: list(compiled['metrics']).flat(3).map(plain).filter(metric => typeof metric === 'string') } : {}),
	}, source);
}

/** A serialised object as its name, or as its settings where it has some worth telling (a learning rate's schedule). */
function plain(value: unknown): unknown {
	if (Array.isArray(value)) { return value.map(plain); }
	if (!isRecord(value) || typeof value['class_name'] !== 'string') { return value; }
	const { name, fn, ...settings } = record(value['config']);
	if (value['class_name'] === 'function') { return value['config']; }
	if (/schedule|Decay/i.test(value['class_name'])) { return { class: value['class_name'], ...settings }; }
	return text(fn) ?? text(name) ?? value['class_name'];
}

function record(value: unknown): JsonRecord {
	return isRecord(value) ? value : {};
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

function list(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}
