import { RegistryError } from '../../errors';
import { parseJson } from '../../parse/parseJson';
import type { RangeReader } from '../format';
import { isRecord, type JsonRecord } from '../json';
import { readSmallNpy } from '../numpy/array';
import { PickleProblem } from '../pickle/cursor';
import { elementsOf } from '../pickle/numpy';
import type { PickleValue, PyArray, PyGlobal } from '../pickle/value';
import type { ZipDirectory } from '../zip/directory';
import { withEntry } from '../zip/entry';

const MOST_DEPTH = 200;
const MOST_NODES = 500_000;
const MOST_ARRAYS = 2_000;

/** What a skops schema describes, as the inert unpickler would have built it. */
export interface SkopsTree {
	readonly value: PickleValue;
	/** Every class and function that it names, each once. */
	readonly globals: readonly PyGlobal[];
	/** Arrays that it names and that aren't there, or can't be read. */
	readonly missing: number;
}

/** Reads the nodes of a schema by their `__loader__` (skops/io/_general.py, _numpy.py, _sklearn.py). Nothing is imported; of an unknown loader the class is kept. */
export async function skopsTree(schema: JsonRecord, file: RangeReader, directory: ZipDirectory): Promise<SkopsTree> {
	const globals = new Map<string, PyGlobal>();
	const arrays = new Map<string, PyArray | undefined>();
	let nodes = 0;

	const named = (module: unknown, name: unknown): PyGlobal => {
		const made: PyGlobal = { kind: 'global', module: typeof module === 'string' ? module.slice(0, 300) : '', name: typeof name === 'string' ? name.slice(0, 300) : '' };
		const key = `${made.module}.${made.name}`;
		if (!globals.has(key)) { globals.set(key, made); }
		return globals.get(key) ?? made;
	};

	/** An array of a long list of trees is not looked for: nothing would be told of it. */
	const array = async (name: unknown): Promise<PyArray | undefined> => {
		if (typeof name !== 'string' || (!arrays.has(name) && arrays.size >= MOST_ARRAYS)) { return undefined; }
		if (!arrays.has(name)) {
			const entry = directory.entries.get(name);
			arrays.set(name, entry && await withEntry(file, entry, source => readSmallNpy(file, name, source)).catch((error: unknown) => {
				// Its damage takes nothing from the rest: it is counted.
				if (RegistryError.is(error, 'damaged-file') || error instanceof PickleProblem) { return undefined; }
				throw error;
			}));
		}
		return arrays.get(name);
	};

	const list = async (content: unknown, depth: number): Promise<PickleValue[]> => {
		const items: PickleValue[] = [];
		for (const one of Array.isArray(content) ? content : []) { items.push(await read(one, depth)); }
		return items;
	};

	const entries = async (content: unknown, depth: number): Promise<[PickleValue, PickleValue][]> => {
		const found: [PickleValue, PickleValue][] = [];
		for (const [key, one] of isRecord(content) ? Object.entries(content) : []) { found.push([key, key === 'estimators_' ? await members(one, depth) : await read(one, depth)]); }
		return found;
	};

	/** What an ensemble is made of: how many there are, and what the first says of all. */
	const members = async (node: unknown, depth: number): Promise<PickleValue> => {
		const content = isRecord(node) && node['__loader__'] === 'ListNode' && Array.isArray(node['content']) ? node['content'] as unknown[] : undefined;
		return content ? { kind: 'list', items: [await read(content[0], depth), ...content.slice(1).map(() => null)] } : read(node, depth);
	};

	const read = async (node: unknown, depth: number): Promise<PickleValue> => {
		if (!isRecord(node) || depth > MOST_DEPTH || ++nodes > MOST_NODES) { return null; }
		const content = node['content'];
		const inner = depth + 1;
		const cls = (): PyGlobal => named(node['__module__'], node['__class__']);
		switch (node['__loader__']) {
			case 'JsonNode': return scalar(content);
			case 'DictNode': return { kind: 'dict', entries: await entries(content, inner) };
			case 'DefaultDictNode': return read(isRecord(content) ? content['main'] : undefined, inner);
			case 'ListNode': return { kind: 'list', items: await list(content, inner) };
			case 'TupleNode': return { kind: 'tuple', items: await list(content, inner) };
			case 'SetNode': return { kind: 'set', items: await list(content, inner) };
			case 'NdArrayNode': return numeric(node, inner);
			case 'TypeNode': return cls();
			// The first protocol kept the name one level deeper.
			case 'FunctionNode': return isRecord(content) ? named(String(content['module_path']).replace(/^numpy\._?core\._multiarray_umath$/, 'numpy'), content['function']) : cls();
			// It may name any method of what it holds.
			case 'MethodNode': return isRecord(content) && isRecord(content['obj']) ? named(`${String(content['obj']['__module__'])}.${String(content['obj']['__class__'])}`, content['func']) : null;
			case 'BytesNode': case 'BytearrayNode': return { kind: 'bytes', length: 0 };
			case 'SliceNode': return null;
			// What trees are made of.
			case 'TreeNode': return { kind: 'object', cls: cls(), args: [], items: [], entries: [] };
			default: {
				// Some loaders keep parts by name (`func`, `data`, `mask`) where others keep a node.
				const state: PickleValue = !isRecord(content) ? null : content['__loader__'] === undefined ? { kind: 'dict', entries: await entries(content, inner) } : await read(content, inner);
				return { kind: 'object', cls: cls(), args: [], ...(state === null ? {} : { state }), items: [], entries: [] };
			}
		}
	};

	const numeric = async (node: JsonRecord, depth: number): Promise<PickleValue> => {
		if (node['type'] === 'json') {
			const items = await list(node['content'], depth);
			return { kind: 'array', dtype: 'O', shape: [items.length], items };
		}
		const found = await array(node['file']);
		if (!found) { return null; }
		// A lone number is kept as an array without dimensions.
		return node['__class__'] !== 'ndarray' && found.shape.length === 0 ? elementsOf(found, 1)?.[0] ?? null : found;
	};

	const value = await read(schema, 0);
	return { value, globals: [...globals.values()], missing: [...arrays.values()].filter(one => one === undefined).length };
}

function scalar(content: unknown): PickleValue {
	if (typeof content !== 'string') { return null; }
	try {
		const value = parseJson(content);
		return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
	} catch {
		// No JSON after all: then it says nothing.
		return null;
	}
}
