/** Ranges of UTF-16 units, both ends included. */
export interface CharacterSet { readonly ranges: readonly (readonly [from: number, to: number])[]; readonly negated: boolean }

/** A regular expression, taken apart. */
export type RegexNode =
	| { readonly is: 'set'; readonly set: CharacterSet }
	| { readonly is: 'start' | 'end' | 'boundary' | 'inside' }
	| { readonly is: 'sequence' | 'choice'; readonly of: readonly RegexNode[] }
	| { readonly is: 'repeat'; readonly of: RegexNode; readonly least: number; readonly most: number };

export const digits: CharacterSet['ranges'] = [[0x30, 0x39]];
export const wordCharacters: CharacterSet['ranges'] = [[0x30, 0x39], [0x41, 0x5A], [0x5F, 0x5F], [0x61, 0x7A]];
export const spaces: CharacterSet['ranges'] = [[0x09, 0x0D], [0x20, 0x20], [0xA0, 0xA0], [0x1680, 0x1680], [0x2000, 0x200A], [0x2028, 0x2029], [0x202F, 0x202F], [0x205F, 0x205F], [0x3000, 0x3000], [0xFEFF, 0xFEFF]];
const lineEnds: CharacterSet['ranges'] = [[0x0A, 0x0A], [0x0D, 0x0D], [0x2028, 0x2029]];
export const anyCharacter: CharacterSet = { ranges: lineEnds, negated: true };

/** All that the ranges leave out. */
export function complement(ranges: CharacterSet['ranges']): CharacterSet['ranges'] {
	const left: (readonly [number, number])[] = [];
	let from = 0;
	for (const [low, high] of [...ranges].sort((a, b) => a[0] - b[0])) {
		if (low > from) { left.push([from, low - 1]); }
		from = Math.max(from, high + 1);
	}
	return from <= 0xFFFF ? [...left, [from, 0xFFFF]] : left;
}

export function holds({ ranges, negated }: CharacterSet, unit: number): boolean {
	return ranges.some(([from, to]) => unit >= from && unit <= to) !== negated;
}
