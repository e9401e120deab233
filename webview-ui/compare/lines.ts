import type { Comparison, ComparedRow, ComparedSection } from '../../src/core/compare/comparison';
import { rowName, sectionTitles } from '../../src/core/present/comparedWords';
import type { Arranged } from './state';

/** A line of the table: the head of a section, of a group in it, or a row. */
export type Line =
	| { readonly is: 'section'; readonly key: string; readonly section: ComparedSection; readonly isOpen: boolean; readonly shown: number; readonly differ: number; readonly top: number }
	| { readonly is: 'group'; readonly key: string; readonly title: string; readonly count: number; readonly isOpen: boolean; readonly top: number }
	| { readonly is: 'row'; readonly key: string; readonly section: ComparedSection; readonly row: ComparedRow; readonly name: string; readonly isInGroup: boolean; readonly top: number };

export interface Lines {
	readonly lines: readonly Line[];
	/** In px. */
	readonly height: number;
	/** Rows that the filter and the switch leave, folded ones too. */
	readonly found: number;
	/** All rows of the comparison, and those that differ. */
	readonly all: number;
	readonly differ: number;
	/** Whether the filter is a regular expression that can't be read. */
	readonly isWrong: boolean;
}

export const heights = { section: 28, group: 22, row: 22 } as const;

/** The one column that a narrow page shows against the base. */
export interface Pair { readonly base: number; readonly shown: number }

/** What the table shows of a comparison. Sections in their order, an empty one as its closed head: that nothing differs is an answer. */
export function linesOf({ sections }: Comparison, arranged: Arranged, only?: Pair): Lines {
	const { matches, isWrong } = matcher(arranged);
	const lines: Line[] = [];
	let top = 0, found = 0;
	const push = (line: Line) => { lines.push(line); top += heights[line.is]; };
	for (const section of sections) {
		const rows = rowsShown(section, arranged, matches, only);
		found += rows.length;
		const isOpen = rows.length > 0 && (arranged.folds[section.id] ?? true);
		push({ is: 'section', key: section.id, section, isOpen, shown: rows.length, differ: only ? section.rows.filter(row => isApart(row, only)).length : section.differ, top });
		if (!isOpen) { continue; }
		for (const { prefix, rows: members, nameOf } of groupsOf(section, rows, arranged)) {
			const key = `${section.id}/${prefix}/`;
			const isGroupOpen = prefix === '' || (arranged.folds[key] ?? true);
			if (prefix !== '') { push({ is: 'group', key, title: prefix, count: members.length, isOpen: isGroupOpen, top }); }
			if (!isGroupOpen) { continue; }
			for (const row of members) { push({ is: 'row', key: `${section.id}/${row.key}`, section, row, ...nameOf(row), top }); }
		}
	}
	const differ = sections.reduce((sum, section) => sum + section.differ, 0);
	return { lines, height: top, found, all: differ + sections.reduce((sum, section) => sum + section.equal, 0), differ, isWrong };
}

/** Whether the two columns of a narrow page differ in a row: where both have nothing, they don't. */
function isApart({ differs, cells }: ComparedRow, { base, shown }: Pair): boolean {
	const cell = cells[shown];
	return differs && cell?.same !== true && !(cell?.missing === true && cells[base]?.missing === true);
}

/** The rows of a section that the filter and the switch leave, in the order that was asked for. */
export function rowsShown(section: ComparedSection, { onlyDifferences, bySize, evaluated }: Arranged, matches: (name: string) => boolean, only?: Pair): readonly ComparedRow[] {
	const metric = section.id === 'evaluations' && section.rows.some(row => row.name === evaluated) ? evaluated : undefined;
	const rows = section.rows.filter(row => (metric === undefined || row.name === metric) && (!onlyDifferences || (only ? isApart(row, only) : row.differs)) && matches(rowName(row)));
	return bySize ? [...rows].sort((a, b) => b.size - a.size) : rows;
}

/** What a filter lets through. While a regular expression isn't complete, everything. */
export function matcher({ query, isRegex }: Pick<Arranged, 'query' | 'isRegex'>): { readonly matches: (name: string) => boolean; readonly isWrong: boolean } {
	if (query === '') { return { matches: () => true, isWrong: false }; }
	if (!isRegex) {
		const wanted = query.toLowerCase();
		return { matches: name => name.toLowerCase().includes(wanted), isWrong: false };
	}
	try {
		const pattern = new RegExp(query, 'i');
		return { matches: name => pattern.test(name), isWrong: false };
	} catch {
		// Half typed: the rows stay, and the field says so.
		return { matches: () => true, isWrong: true };
	}
}

interface Group {
	readonly prefix: string;
	readonly rows: readonly ComparedRow[];
	nameOf(row: ComparedRow): { readonly name: string; readonly isInGroup: boolean };
}

/** Rows under what they stand under: an evaluation under its context; by prefix where that was asked for. With one metric chosen, a line is a context. */
function groupsOf(section: ComparedSection, rows: readonly ComparedRow[], arranged: Arranged): readonly Group[] {
	if (section.id === 'evaluations') { return contextGroups(rows, new Set(rows.map(row => row.name)).size === 1 && rows.length > 1); }
	if (!arranged.isGrouped) { return [{ prefix: '', rows, nameOf: row => ({ name: row.name, isInGroup: false }) }]; }
	return grouped(rows).map(({ prefix, rows: members }) => ({ prefix, rows: members, nameOf: row => ({ name: prefix === '' ? row.name : row.name.slice(prefix.length + 1), isInGroup: prefix !== '' }) }));
}

function contextGroups(rows: readonly ComparedRow[], isOne: boolean): readonly Group[] {
	if (isOne) {
		// A slice stands under the whole of its data, where that is there.
		const wholes = rows.flatMap(row => row.group ?? []);
		const wholeOf = (group: string) => wholes.find(one => group.startsWith(`${one}, `));
		return [{ prefix: '', rows, nameOf: ({ group = '' }) => { const whole = wholeOf(group); return { name: whole === undefined ? group : group.slice(whole.length + 2), isInGroup: whole !== undefined }; } }];
	}
	const groups = new Map<string, ComparedRow[]>();
	for (const row of rows) { const key = row.group ?? ''; const members = groups.get(key); if (members) { members.push(row); } else { groups.set(key, [row]); } }
	return [...groups].map(([prefix, members]) => ({ prefix, rows: members, nameOf: row => ({ name: row.name, isInGroup: true }) }));
}

/** Rows by what stands before the first dot, slash or double colon; those that are alone with it stay as they are. */
function grouped(rows: readonly ComparedRow[]): readonly { readonly prefix: string; readonly rows: readonly ComparedRow[] }[] {
	const groups = new Map<string, ComparedRow[]>();
	for (const row of rows) {
		const prefix = /^[^./]+(?=[./].)/.exec(row.name)?.[0] ?? '';
		const members = groups.get(prefix);
		if (members) { members.push(row); } else { groups.set(prefix, [row]); }
	}
	const alone = rows.filter(row => (groups.get(/^[^./]+(?=[./].)/.exec(row.name)?.[0] ?? '')?.length ?? 0) < 2 || !/^[^./]+[./]./.test(row.name));
	return [...(alone.length ? [{ prefix: '', rows: alone }] : []), ...[...groups].filter(([prefix, members]) => prefix !== '' && members.length > 1).map(([prefix, members]) => ({ prefix, rows: members }))];
}

/** The first line that ends below `y`. */
export function lineAt(lines: readonly Line[], y: number): number {
	let low = 0, high = lines.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		const line = lines[middle];
		if (line && line.top + heights[line.is] <= y) { low = middle + 1; } else { high = middle; }
	}
	return low;
}

export function titleOf(section: ComparedSection): string {
	return sectionTitles[section.id];
}
