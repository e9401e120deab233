import type { TensorList } from './tensorList';

/** A part of the model, by the dots or slashes in its tensors' names: what stands before one. */
export interface Module {
	/** With the separator at its end, so that names begin with it; '' for the whole. */
	readonly path: string;
	/** Its last part, without separator. */
	readonly label: string;
	/** Modules, and indices of tensors, in the order in which they first come up in the file. */
	readonly children: readonly (Module | number)[];
	readonly tensors: number;
	readonly numbers: number;
	/** Bytes of the tensors whose size is known. */
	readonly bytes: number;
	/** A bit for each dtype, by its index; those past the thirtieth share one. */
	readonly dtypes: number;
}

type Growing = { -readonly [K in keyof Module]: Module[K] extends readonly (infer E)[] ? E[] : Module[K] } & { readonly modules: Map<string, Growing> };

/** The modules of these tensors (all when left out), as a tree whose root is the whole. */
export function modulesOf(list: TensorList, indices?: Iterable<number>): Module {
	/** From the root to the module that the tensor before was put into: the next one mostly goes to the same place. */
	const trail = [grow('', '')];
	for (const index of indices ?? list.names.keys()) {
		const name = list.names[index] ?? '';
		const module = descend(name, trail);
		module.children.push(index);
		module.tensors++;
		module.numbers += list.numbers[index] ?? 0;
		module.bytes += list.bytes[index] || 0;
		module.dtypes |= 1 << Math.min(list.dtype[index] ?? 0, 30);
	}
	const [root] = trail as [Growing];
	addUp(root);
	return root;
}

function grow(path: string, label: string): Growing {
	return { path, label, children: [], tensors: 0, numbers: 0, bytes: 0, dtypes: 0, modules: new Map() };
}

/** The module that a tensor of this name is in. Leaves the way there in `trail`. */
function descend(name: string, trail: Growing[]): Growing {
	let module = trail.at(-1) as Growing;
	while (!name.startsWith(module.path)) {
		trail.pop();
		module = trail.at(-1) as Growing;
	}
	for (let at = module.path.length; ;) {
		const end = nextSeparator(name, at);
		if (end < 0) { return module; }
		const path = name.slice(0, end + 1);
		let next = module.modules.get(path);
		if (!next) {
			next = grow(path, name.slice(at, end));
			module.modules.set(path, next);
			module.children.push(next);
		}
		trail.push(next);
		module = next;
		at = end + 1;
	}
}

/** Until here a module has counted its own tensors only. */
function addUp(module: Growing): void {
	for (const child of module.modules.values()) {
		addUp(child);
		module.tensors += child.tensors;
		module.numbers += child.numbers;
		module.bytes += child.bytes;
		module.dtypes |= child.dtypes;
	}
}

function nextSeparator(name: string, from: number): number {
	for (let at = from; at < name.length; at++) {
		const code = name.charCodeAt(at);
		if (code === 46 || code === 47) { return at; }
	}
	return -1;
}
