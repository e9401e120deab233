import type { ComparedCell, ComparedRow, ComparedSection, SectionId } from './comparison';

/** A value that a row compares: `key` tells equal from different; undefined where nothing was recorded, which is no difference. */
export interface Compared {
	readonly key: string | undefined;
	readonly cell: ComparedCell;
}

/** Puts a row together. Whether it differs and by how much doesn't depend on the base: only on what is in its cells. */
export function rowOf(row: Pick<ComparedRow, 'key' | 'name' | 'group' | 'direction' | 'numeric'>, values: readonly Compared[], base: number): ComparedRow {
	const baseKey = values[base]?.key;
	const first = values.find(({ key }) => key !== undefined)?.key;
	const differs = values.some(({ key }) => key !== undefined && key !== first);
	// Cells that are one object stay one: there may be fifty thousand.
	const sames = new Map<ComparedCell, ComparedCell>();
	const sameAs = (cell: ComparedCell): ComparedCell => {
		const same = sames.get(cell) ?? { ...cell, same: true };
		sames.set(cell, same);
		return same;
	};
	return {
		...row, differs, size: differs ? sizeOf(values) : 0,
		cells: values.map(({ key, cell }, at) => (at === base || key === undefined || key !== baseKey ? cell : sameAs(cell))),
	};
}

/** The largest distance between two cells, relative to the larger one; 1 where one of them isn't a number. */
function sizeOf(values: readonly Compared[]): number {
	let low = Infinity, high = -Infinity;
	for (const { key, cell } of values) {
		if (key === undefined) { continue; }
		if (cell.value === undefined) { return 1; }
		low = Math.min(low, cell.value);
		high = Math.max(high, cell.value);
	}
	if (!Number.isFinite(low) || !Number.isFinite(high)) { return 1; }
	return (high - low) / Math.max(Math.abs(low), Math.abs(high));
}

/** Equal rows that a section lists; the rest is counted. */
const mostEqual = 1_000;

export function sectionOf(id: SectionId, rows: readonly ComparedRow[], extra: Partial<Pick<ComparedSection, 'note' | 'unrecorded'>> & { readonly alsoEqual?: number } = {}): ComparedSection {
	const differ = rows.filter(row => row.differs).length;
	const equal = rows.length - differ;
	let left = mostEqual;
	const listed = equal > mostEqual ? rows.filter(row => row.differs || left-- > 0) : rows;
	const unlisted = rows.length - listed.length + (extra.alsoEqual ?? 0);
	return { id, differ, equal: equal + (extra.alsoEqual ?? 0), note: extra.note ?? '', unrecorded: extra.unrecorded ?? [], rows: listed, unlisted };
}

/** The names that occur, each once, as people order them: 'layer 2' before 'layer 10'. */
export function namesOf(records: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
	const names = new Set<string>();
	for (const record of records) { for (const name of Object.keys(record)) { names.add(name); } }
	return [...names].sort(naturally);
}

const collator = new Intl.Collator('en', { numeric: true });

/** The order of names. Never 0 for two that differ: it is the same whichever way they come. */
export function naturally(a: string, b: string): number {
	return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

export const notSet: Compared = { key: 'not set', cell: { text: 'not set', missing: true } };
/** Nobody wrote it down: that is no difference. */
export const notRecorded: Compared = { key: undefined, cell: { text: 'not recorded', missing: true } };
