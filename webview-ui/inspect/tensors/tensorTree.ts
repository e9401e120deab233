import { Likeness, isNumbered, type Blocks } from './blocks';
import { modulesOf, type Module } from './module';
import { naturalKey, sortableTensor, sorted, type Sort, type Sortable } from './order';
import type { TensorList } from './tensorList';

/** Modules up to this many tensors are shown without modules in them. */
const flatUpTo = 12;
/** Rows that are next to nothing. */
const fewRows = 2;

/** What a module shows below it. Names are relative to it; modules that hold nothing but one other are one. */
export type Branch =
	| { readonly kind: 'module'; readonly label: string; readonly module: Module }
	| { readonly kind: 'tensor'; readonly label: string; readonly index: number };

export type TreeRow = Branch & { readonly key: string; readonly level: number; readonly position: number; readonly setSize: number; readonly isOpen: boolean | undefined };

/** The tensors of a file as a tree of modules, or those of them that a search has found. */
export class TensorTree {
	readonly root: Module;
	readonly #likeness: Likeness;
	readonly #branches = new Map<Module, readonly Branch[]>();

	constructor(private readonly list: TensorList, private readonly sort: Sort, indices?: Iterable<number>) {
		this.root = modulesOf(list, indices);
		this.#likeness = new Likeness(list);
	}

	blocks(module: Module): Blocks | undefined {
		return this.#likeness.blocks(module);
	}

	/** What stands below a module, sorted. */
	branches(module: Module): readonly Branch[] {
		const known = this.#branches.get(module);
		if (known) { return known; }
		// What has a part of its name in common stands under it, however little it is.
		const isFlat = module.tensors <= flatUpTo && !(module === this.root && module.children.length === 1);
		const found = isFlat ? this.#tensorsIn(module) : module.children.map(child => this.#branch(child, module));
		const ordered = this.sort ? sorted(found, this.sort, branch => this.#sortable(branch)) : asInFile(found);
		this.#branches.set(module, ordered);
		return ordered;
	}

	/** The rows in sight. `opened` says which modules were opened or closed by hand, by their paths. */
	rows(opened: ReadonlyMap<string, boolean>, openFirst: ReadonlySet<string>): readonly TreeRow[] {
		const rows: TreeRow[] = [];
		const add = (module: Module, level: number) => {
			const branches = this.branches(module);
			const setSize = branches.length;
			for (let at = 0; at < setSize; at++) {
				const branch = branches[at] as Branch;
				const { label } = branch;
				if (branch.kind === 'tensor') {
					rows.push({ kind: 'tensor', label, index: branch.index, key: `t${branch.index}`, level, position: at + 1, setSize, isOpen: undefined });
					continue;
				}
				const { module: own } = branch;
				const isOpen = opened.get(own.path) ?? openFirst.has(own.path);
				rows.push({ kind: 'module', label, module: own, key: `m${own.path}`, level, position: at + 1, setSize, isOpen });
				if (isOpen) { add(own, level + 1); }
			}
		};
		add(this.root, 1);
		return rows;
	}

	/** The modules that are open at first: from the top, as many as `most` rows hold, and of blocks that are alike only the first. */
	openAtFirst(most: number): ReadonlySet<string> {
		const open = new Set<string>();
		let waiting: readonly Module[] = [this.root];
		let rows = 0;
		while (waiting.length) {
			const next: Module[] = [];
			for (const module of waiting) {
				const branches = this.branches(module);
				// A page that shows next to nothing isn't left closed, however much there is.
				if (rows > fewRows && rows + branches.length > most) { continue; }
				open.add(module.path);
				rows += branches.length;
				const seen = new Set<number>();
				for (const branch of branches) {
					if (branch.kind === 'tensor') { continue; }
					const alike = isNumbered(branch.module) ? this.#likeness.of(branch.module) : undefined;
					if (alike === undefined || !seen.has(alike)) { next.push(branch.module); }
					if (alike !== undefined) { seen.add(alike); }
				}
			}
			waiting = next;
		}
		return open;
	}

	/** Paths of a module and all that can be opened below it. */
	pathsBelow(module: Module): readonly string[] {
		return [module.path, ...this.branches(module).flatMap(branch => (branch.kind === 'module' ? this.pathsBelow(branch.module) : []))];
	}

	#branch(child: Module | number, parent: Module): Branch {
		if (typeof child === 'number') { return this.#tensor(child, parent); }
		let module = child;
		for (;;) {
			const [only, ...others] = module.children;
			if (only === undefined || others.length) { break; }
			if (typeof only === 'number') { return this.#tensor(only, parent); }
			module = only;
		}
		return { kind: 'module', label: module.path.slice(parent.path.length, -1), module };
	}

	#tensor(index: number, parent: Module): Branch {
		return { kind: 'tensor', label: (this.list.names[index] ?? '').slice(parent.path.length), index };
	}

	#tensorsIn(module: Module, top = module): readonly Branch[] {
		return module.children.flatMap(child => (typeof child === 'number' ? [this.#tensor(child, top)] : this.#tensorsIn(child, top)));
	}

	#sortable(branch: Branch): Sortable {
		if (branch.kind === 'tensor') { return { ...sortableTensor(this.list, branch.index), name: branch.label }; }
		return { name: branch.label, dtype: dtypesOf(this.list, branch.module).join(), shape: [], numbers: branch.module.numbers, bytes: branch.module.bytes };
	}
}

/** The dtypes in a module, in the order in which the file brings them. */
export function dtypesOf(list: TensorList, module: Module): readonly string[] {
	return list.dtypes.filter((_dtype, at) => module.dtypes & (1 << Math.min(at, 30)));
}

/** Numbered modules in the order of their numbers, where the first of them stands; writers sort names as text, 10 before 2. */
function asInFile(branches: readonly Branch[]): readonly Branch[] {
	const isNumber = (branch: Branch) => /^\d+(?:\.|$)/.test(branch.label);
	const numbers = branches.filter(isNumber);
	if (numbers.length < 2) { return branches; }
	const inOrder = numbers.map(branch => ({ branch, key: naturalKey(branch.label.split('.', 1)[0] ?? '') })).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ branch }) => branch);
	const first = branches.findIndex(isNumber);
	return [...branches.slice(0, first), ...inOrder, ...branches.slice(first).filter(branch => !isNumber(branch))];
}
