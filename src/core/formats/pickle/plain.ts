import { arrayOf, elementsOf, scalarOf } from './numpy';
import { isGlobal, isObject, isTagged, itemsOf, qualifiedName, type PickleValue, type PyObject } from './value';

const MOST_DEPTH = 10;
const MOST_VALUES = 20_000;
const MOST_ITEMS = 1000;

/**
 * Pickled data as plain data (numbers, text, lists, records), for hyperparameters: enums become their value, paths and types their
 * text, NumPy scalars numbers. What is neither becomes the name of its class. Loops and what is too deep or too much is left out.
 */
export function toPlain(value: PickleValue | undefined): unknown {
	return plain(value, { depth: 0, left: { values: MOST_VALUES }, path: new Set() });
}

interface Walk { readonly depth: number; readonly left: { values: number }; readonly path: Set<unknown> }

function plain(value: PickleValue | undefined, walk: Walk): unknown {
	if (!isTagged(value)) { return typeof value === 'bigint' ? String(value) : value; }
	if (walk.depth > MOST_DEPTH || --walk.left.values < 0 || walk.path.has(value)) { return undefined; }
	walk.path.add(value);
	const inner = { ...walk, depth: walk.depth + 1 };
	const made = container(value, inner);
	walk.path.delete(value);
	return made;
}

function container(value: Exclude<PickleValue, string | number | bigint | boolean | null>, walk: Walk): unknown {
	switch (value.kind) {
		case 'list': case 'tuple': case 'set': return value.items.slice(0, MOST_ITEMS).map(item => plain(item, walk));
		case 'dict': return record(value.entries, walk);
		case 'global': return isTorchName(value.module, value.name) ? `torch.${value.name}` : value.name;
		case 'array': return elementsOf(value, 100);
		case 'bytes': case 'persistent': return undefined;
		case 'object': return object(value, walk);
	}
}

function record(entries: readonly [PickleValue, PickleValue][], walk: Walk): Record<string, unknown> {
	const pairs = entries.slice(0, MOST_ITEMS).flatMap(([key, one]) => typeof key === 'string' || typeof key === 'number' ? [[String(key), plain(one, walk)] as const] : []);
	return Object.fromEntries(pairs);
}

function object(value: PyObject, walk: Walk): unknown {
	const scalar = scalarOf(value);
	if (scalar !== undefined) { return scalar; }
	const array = arrayOf(value);
	if (array) { return elementsOf(array, 100); }
	const name = qualifiedName(value);
	if (/^pathlib\.(_local\.)?\w*Path$/.test(name)) { return value.args.filter(part => typeof part === 'string').join('/').replace(/^\/\//, '/'); }
	if (/^omegaconf\./.test(name)) { return omegaconf(value, walk); }
	if (/^datetime\./.test(name)) { return undefined; }
	if (value.entries.length) { return record(value.entries, walk); }
	if (value.items.length) { return value.items.slice(0, MOST_ITEMS).map(item => plain(item, walk)); }
	if (name === 'torch.device' || name === 'torch.Size') { return value.args.length === 1 ? plain(value.args[0], walk) : value.args.map(item => plain(item, walk)).join(':'); }
	// argparse.Namespace, types.SimpleNamespace, dataclasses: their attributes are the data.
	if (/(^|\.)(Simple)?Namespace$/.test(name) || (isTagged(value.state) && value.state.kind === 'dict' && value.args.length === 0 && walk.depth <= 3)) {
		return isTagged(value.state) && value.state.kind === 'dict' ? record(value.state.entries, walk) : {};
	}
	// An enum is pickled as a call of its class with its value.
	if (value.args.length === 1 && !isTagged(value.args[0]) && value.state === undefined) { return plain(value.args[0], walk); }
	return isGlobal(value.cls) ? value.cls.name : undefined;
}

/** OmegaConf keeps the values of a DictConfig, ListConfig or node under `_content` and `_val`. */
function omegaconf(value: PyObject, walk: Walk): unknown {
	const state = isTagged(value.state) && value.state.kind === 'dict' ? value.state.entries : [];
	const inner = state.find(([key]) => key === '_val' || key === '_content')?.[1];
	return plain(inner, { ...walk, depth: walk.depth - 1 });
}

function isTorchName(module: string, name: string): boolean {
	return module === 'torch' && /^(b?float|u?int|bool|complex|q?u?int)\w*$/.test(name);
}

/** The first items of a list of plain scalars, an array among them; undefined where they are none. */
export function scalarsOf(value: PickleValue | undefined, most: number): readonly (string | number | boolean)[] | undefined {
	const array = isObject(value) || isTagged(value) && value.kind === 'array' ? arrayOf(value) : undefined;
	if (array) { return elementsOf(array, most); }
	const items = itemsOf(value)?.slice(0, most).map(item => scalarOf(item) ?? item);
	return items?.every((item): item is string | number | boolean => typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean') ? items : undefined;
}
