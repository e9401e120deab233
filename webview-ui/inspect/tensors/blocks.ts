import type { Module } from './module';
import type { TensorList } from './tensorList';

export interface Blocks {
	/** How many numbered modules there are. */
	readonly count: number;
	/** How many of them have the same tensors: names, dtypes and shapes. */
	readonly equal: number;
}

/** Tells which modules are built alike. Remembers what it has looked at. */
export class Likeness {
	readonly #ids = new Map<Module, number>();
	readonly #known = new Map<string, number>();

	constructor(private readonly list: TensorList) {}

	/** The same number for modules whose tensors have the same names below them, dtypes and shapes. */
	of(module: Module): number {
		const known = this.#ids.get(module);
		if (known !== undefined) { return known; }
		const { names, dtype, shape } = this.list;
		const parts = module.children.map(child => typeof child === 'number'
			? `${(names[child] ?? '').slice(module.path.length)}\n${dtype[child]} ${shape[child]}`
			: `${child.label}\r${this.of(child)}`);
		const text = parts.sort().join('\0');
		const id = this.#known.get(text) ?? this.#known.size;
		this.#known.set(text, id);
		this.#ids.set(module, id);
		return id;
	}

	/** The numbered modules right below; undefined where there aren't two. */
	blocks(module: Module): Blocks | undefined {
		const numbered = module.children.filter(child => isNumbered(child));
		if (numbered.length < 2) { return undefined; }
		const counts = new Map<number, number>();
		for (const child of numbered) { counts.set(this.of(child), (counts.get(this.of(child)) ?? 0) + 1); }
		return { count: numbered.length, equal: Math.max(...counts.values()) };
	}
}

export function isNumbered(child: Module | number): child is Module {
	return typeof child !== 'number' && /^\d+$/.test(child.label);
}
