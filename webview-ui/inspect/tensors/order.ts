import type { TensorList } from './tensorList';

export type SortColumn = 'name' | 'dtype' | 'shape' | 'numbers' | 'bytes';

/** Undefined: as they stand in the file. */
export type Sort = { readonly column: SortColumn; readonly descending: boolean } | undefined;

/** What is compared of a tensor or a module. */
export interface Sortable { readonly name: string; readonly dtype: string; readonly shape: readonly (number | string | null)[]; readonly numbers: number; readonly bytes: number }

/** A text that sorts as people count: 'layer.2' before 'layer.10'. */
export function naturalKey(name: string): string {
	return name.replace(/0*(\d+)/g, (_all, digits: string) => String.fromCharCode(47 + Math.min(digits.length, 80)) + digits);
}

/** Sorts by one column; what is equal there stays in its order. */
export function sorted<T>(items: readonly T[], sort: NonNullable<Sort>, look: (item: T) => Sortable): readonly T[] {
	const { column, descending } = sort;
	const keyed = items.map(item => ({ item, key: keyOf(look(item), column) }));
	keyed.sort((a, b) => descending ? compare(b.key, a.key) : compare(a.key, b.key));
	return keyed.map(({ item }) => item);
}

type Key = string | number | readonly number[];

function keyOf(sortable: Sortable, column: SortColumn): Key {
	switch (column) {
		case 'name': return naturalKey(sortable.name);
		case 'dtype': return sortable.dtype;
		case 'shape': return sortable.shape.map(size => (typeof size === 'number' ? size : -1));
		case 'numbers': return sortable.numbers;
		case 'bytes': return sortable.bytes;
	}
}

function compare(a: Key, b: Key): number {
	if (typeof a === 'object' && typeof b === 'object') {
		for (let at = 0; at < Math.max(a.length, b.length); at++) {
			const difference = (a[at] ?? -2) - (b[at] ?? -2);
			if (difference) { return difference; }
		}
		return 0;
	}
	return a < b ? -1 : a > b ? 1 : 0;
}

export function sortableTensor(list: TensorList, index: number): Sortable {
	return {
		name: list.names[index] ?? '', dtype: list.dtypes[list.dtype[index] ?? -1] ?? '', shape: list.shapes[list.shape[index] ?? -1] ?? [],
		numbers: list.numbers[index] ?? 0, bytes: list.bytes[index] || 0,
	};
}
