import { finderOf, type Finder, type Query } from './find';
import type { Module } from './module';
import { sortableTensor, sorted, type Sort } from './order';
import type { TensorList } from './tensorList';
import { TensorTree, type TreeRow } from './tensorTree';

export interface Arrangement extends Query {
	readonly isFlat: boolean;
	readonly sort: Sort;
	/** Modules that were opened or closed by hand, by their paths. */
	readonly opened: ReadonlyMap<string, boolean>;
}

export interface Shown {
	readonly rows: readonly TreeRow[];
	/** Undefined where the rows are a list. */
	readonly tree: TensorTree | undefined;
	/** Tensors that the search leaves, in the order of the file. */
	readonly found: readonly number[];
	readonly finder: Finder | undefined;
	/** What is wrong with the regular expression; the rows are those of the last one that was right. */
	readonly error: string | undefined;
}

/** Rows that are open at first, and while something is looked for. */
const openAtFirst = 40, openWhileFinding = 500;

/** The rows of the table. What didn't change since the last time isn't computed again. */
export class TensorRows {
	#finder: Finder | undefined;
	#error: string | undefined;
	#query: Query = { text: '', isRegex: false };
	#found: readonly number[];
	#tree: { readonly tree: TensorTree; readonly openFirst: ReadonlySet<string>; readonly found: readonly number[]; readonly sort: Sort } | undefined;
	#rows: { readonly tree: TensorTree; readonly opened: Arrangement['opened']; readonly rows: readonly TreeRow[] } | undefined;
	#flat: { readonly rows: readonly TreeRow[]; readonly found: readonly number[]; readonly sort: Sort } | undefined;

	constructor(readonly list: TensorList) {
		this.#found = all(list);
	}

	show(arrangement: Arrangement): Shown {
		this.#find(arrangement);
		const rest = { found: this.#found, finder: this.#finder, error: this.#error };
		if (arrangement.isFlat) { return { rows: this.#flatRows(arrangement.sort), tree: undefined, ...rest }; }
		const { tree, openFirst } = this.#treeFor(arrangement.sort);
		return { rows: this.#treeRows(tree, arrangement.opened, openFirst), tree, ...rest };
	}

	/** The tensors of a row: itself, or all in its module that the search leaves. */
	tensorsOf(row: TreeRow): readonly number[] {
		return row.kind === 'tensor' ? [row.index] : tensorsIn(row.module);
	}

	#find({ text, isRegex }: Query): void {
		if (text === this.#query.text && isRegex === this.#query.isRegex) { return; }
		this.#query = { text, isRegex };
		const finder = finderOf({ text, isRegex });
		this.#error = typeof finder === 'string' ? finder : undefined;
		if (typeof finder === 'string') { return; }
		this.#finder = finder;
		this.#found = finder ? all(this.list).filter(index => finder.matches(this.list.names[index] ?? '')) : all(this.list);
	}

	#treeFor(sort: Sort) {
		if (this.#tree?.found !== this.#found || this.#tree.sort !== sort) {
			const tree = new TensorTree(this.list, sort, this.#found);
			this.#tree = { tree, openFirst: tree.openAtFirst(this.#finder ? openWhileFinding : openAtFirst), found: this.#found, sort };
		}
		return this.#tree;
	}

	/** The same array while nothing changed, so that the table has nothing to look for. */
	#treeRows(tree: TensorTree, opened: Arrangement['opened'], openFirst: ReadonlySet<string>): readonly TreeRow[] {
		if (this.#rows?.tree !== tree || this.#rows.opened !== opened) { this.#rows = { tree, opened, rows: tree.rows(opened, openFirst) }; }
		return this.#rows.rows;
	}

	#flatRows(sort: Sort): readonly TreeRow[] {
		if (this.#flat?.found !== this.#found || this.#flat.sort !== sort) {
			const order = sort ? sorted(this.#found, sort, index => sortableTensor(this.list, index)) : this.#found;
			const setSize = order.length;
			this.#flat = { found: this.#found, sort, rows: order.map((index, at) => ({ kind: 'tensor', label: this.list.names[index] ?? '', index, key: `t${index}`, level: 1, position: at + 1, setSize, isOpen: undefined })) };
		}
		return this.#flat.rows;
	}
}

function all(list: TensorList): readonly number[] {
	return Array.from({ length: list.count }, (_none, at) => at);
}

function tensorsIn(module: Module): readonly number[] {
	return module.children.flatMap(child => (typeof child === 'number' ? [child] : tensorsIn(child)));
}

/** Modules that hold tensors themselves. */
export function countModules(module: Module): number {
	return module.children.reduce<number>((sum, child) => (typeof child === 'number' ? sum : sum + countModules(child)), module.children.some(child => typeof child === 'number') && module.path !== '' ? 1 : 0);
}
