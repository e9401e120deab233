import type { TextColumn } from '../../src/protocol/model';

type Tags = ReadonlyMap<number, Readonly<Record<string, string>>>;

/** A column for each tag that some version has. `length`: of the list. */
export function taggedColumns(tags: Tags, length: number): ReadonlyMap<string, TextColumn> {
	const columns = new Map<string, { readonly texts: string[]; readonly numbers: number[]; readonly of: Uint32Array; readonly places: Map<string, number> }>();
	for (const [row, held] of tags) {
		for (const [name, value] of Object.entries(held)) {
			const column = columns.get(name) ?? { texts: [], numbers: [], of: new Uint32Array(length), places: new Map<string, number>() };
			columns.set(name, column);
			// A tag may be there without a value.
			const text = value === '' ? name : value;
			let place = column.places.get(text);
			if (place === undefined) {
				place = column.texts.push(text);
				column.numbers.push(text.trim() === '' ? NaN : Number(text));
				column.places.set(text, place);
			}
			column.of[row] = place;
		}
	}
	return new Map([...columns].map(([name, { texts, numbers, of }]) => [name, { texts, numbers, of }]));
}
