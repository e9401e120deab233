import type { Tensor } from '../../model';
import { fieldsOf, isDict, isObject, isTagged, itemsOf, qualifiedName, type PickleValue, type PyObject } from '../pickle/value';
import { tensorOf, type TorchTensor } from './tensor';

const MOST_TENSORS = 1_000_000;
/** Parts that are looked at: a small file can refer to one part from many places. */
const MOST_PARTS = 3_000_000;
const MOST_DEPTH = 64;

/** Of a checkpoint, what is no weight: the state of optimizers, schedulers, scalers and generators of random numbers. */
const NOT_WEIGHTS = /(^|_)(optim|optims|optimizer|optimizers|opt|lr|scheduler|schedulers|sched|scaler|amp|rng|random|loops?|callbacks?|grad|grads|gradients|metrics|results|scores|performance|history|logs?|loss|losses|buffers?_names)(_|$)/i;
const AVERAGED = /(^|_)(ema|shadow|averaged?|swa)(_|$)/i;

export interface Weights {
	readonly tensors: readonly Tensor[];
	/** Keys of the checkpoint that hold weights; empty where it is nothing but weights. */
	readonly containers: readonly string[];
	/** Where the weights are whole modules, the topmost one. */
	readonly module?: PyObject;
}

/**
 * The weights in what `torch.save` wrote: a state dict, a checkpoint that wraps one or several, a whole module. Averaged copies beside the weights are left out.
 * `stored` is told how each tensor lies in its storage.
 */
export function weightsOf(root: PickleValue | undefined, stored?: Map<Tensor, TorchTensor>, depth = 0): Weights {
	if (isScript(root)) { return { tensors: collect(root, '', stored), containers: [], module: root }; }
	const wrapped = isDict(root) || (isObject(root) && !isModule(root)) ? containersOf(root) : [];
	const direct = isDict(root) ? root.entries.filter(([, value]) => tensorOf(value)).length : 0;
	const live = wrapped.filter(([key]) => !AVERAGED.test(key));
	const chosen = live.length ? live : wrapped;
	if (chosen.length === 0 || direct > chosen.length) {
		return { tensors: collect(root, '', stored), containers: [], ...(isObject(root) && isModule(root) ? { module: root } : {}) };
	}
	const containers = chosen.map(([key]) => key);
	const [only] = chosen;
	if (only && chosen.length === 1 && depth < 3) { return { ...weightsOf(only[1], stored, depth + 1), containers }; }
	return { tensors: chosen.flatMap(([key, value]) => collect(value, `${key}.`, stored)), containers };
}

/** Whether it is a pickled torch.nn.Module. */
export function isModule(value: PickleValue | undefined): boolean {
	return isObject(value) && fieldsOf(value).has('_modules') && fieldsOf(value).has('_parameters');
}

function isScript(value: PickleValue | undefined): value is PyObject {
	return isObject(value) && qualifiedName(value).startsWith('__torch__.');
}

/** The state of an optimizer: `{ state, param_groups }`. */
export function isOptimizerState(value: PickleValue | undefined): boolean {
	const fields = fieldsOf(value);
	return isDict(value) && fields.has('state') && fields.has('param_groups');
}

function containersOf(root: PickleValue): readonly (readonly [string, PickleValue])[] {
	return [...fieldsOf(root)].filter(([key, value]) => !NOT_WEIGHTS.test(key) && isTagged(value) && !tensorOf(value) && !isOptimizerState(value) && hasTensor(value, 0, { left: 10_000 }));
}

function hasTensor(value: PickleValue, depth: number, budget: { left: number }): boolean {
	if (!isTagged(value) || depth > 12 || --budget.left < 0) { return false; }
	if (tensorOf(value)) { return true; }
	if (isModule(value)) {
		const fields = fieldsOf(value);
		return ['_parameters', '_buffers', '_modules'].some(part => [...fieldsOf(fields.get(part)).values()].some(one => hasTensor(one, depth + 1, budget)));
	}
	const within = isDict(value) || isObject(value) ? value.entries.map(([, one]) => one) : itemsOf(value) ?? [];
	return within.some(one => hasTensor(one, depth + 1, budget));
}

/** Every tensor below `value`, named by the keys on the way to it. */
export function collect(value: PickleValue | undefined, prefix: string, stored?: Map<Tensor, TorchTensor>): Tensor[] {
	const found: Tensor[] = [];
	const path = new Set<unknown>();
	let left = MOST_PARTS;
	const walk = (one: PickleValue | undefined, name: string, depth: number): void => {
		if (!isTagged(one) || depth > MOST_DEPTH || found.length >= MOST_TENSORS || --left < 0 || path.has(one)) { return; }
		const tensor = tensorOf(one);
		if (tensor) {
			const { dtype, shape, bytes, key, offset } = tensor;
			const told: Tensor = { name: name || 'tensor', dtype, shape, bytes, ...(key ? { storage: offset ? `${key}+${offset}` : key } : {}) };
			// Views of one storage are one only where they begin at the same place: a flat buffer holds many weights.
			found.push(told);
			stored?.set(told, tensor);
			return;
		}
		path.add(one);
		for (const [key, part] of partsOf(one)) { walk(part, name ? `${name}.${key}` : key, depth + 1); }
		path.delete(one);
	};
	walk(value, prefix.replace(/\.$/, ''), 0);
	return found;
}

function partsOf(value: PickleValue): readonly (readonly [string, PickleValue])[] {
	if (isModule(value)) {
		const fields = fieldsOf(value);
		const unsaved = new Set(itemsOf(fields.get('_non_persistent_buffers_set')) ?? []);
		return ['_parameters', '_buffers', '_modules'].flatMap(part => [...fieldsOf(fields.get(part))].filter(([key]) => part !== '_buffers' || !unsaved.has(key)));
	}
	// TorchScript's modules are plain attributes.
	if (isScript(value)) { return [...fieldsOf(value)]; }
	if (isDict(value) || (isObject(value) && value.entries.length)) { return value.entries.flatMap(([key, one]) => typeof key === 'string' || typeof key === 'number' ? [[String(key), one] as const] : []); }
	return isObject(value) ? [] : (itemsOf(value) ?? []).map((one, at) => [String(at), one] as const);
}
