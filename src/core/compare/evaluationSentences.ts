import { counted } from './code';
import type { ComparedColumn, ComparedRow, ComparedSection, Span } from './comparison';

/** Contexts that are named before the rest is counted. */
const mostNamed = 2;

/** 'v7 beats v6 on holdout.csv accuracy by 0.0120. Better in 3 of 4 contexts, worse on region=eu accuracy (−0.0031).' */
export function evaluationSpans(section: ComparedSection, columns: readonly ComparedColumn[], base: number, column: number): readonly Span[] {
	const rows = headlines(section), both = rows.filter(row => row.cells[column]?.verdict !== undefined);
	const missed = rows.filter(row => row.cells[base]?.missing !== true && row.cells[column]?.missing === true);
	const [name, baseName] = [columns[column]?.name ?? '', columns[base]?.name ?? ''];
	const [lead] = both;
	if (!lead) { return missed.length && !isElsewhere(section, base, column) ? [{ text: `Not evaluated where ${baseName} was.`, about: 'evaluations' }] : []; }
	const worse = both.filter(row => row !== lead && row.cells[column]?.verdict === 'worse'), better = both.filter(row => row.cells[column]?.verdict === 'better');
	const verdict = lead.cells[column]?.verdict;
	const by = verdict === 'same' ? '.' : `by ${unsigned(lead.cells[column]?.change)}.`;
	return [
		{ text: `${name} ${verdict === 'better' ? 'beats' : verdict === 'worse' ? 'is worse than' : 'equals'} ${baseName} on` }, { text: `${nameOf(lead)}${by === '.' ? '.' : ''}`, about: `evaluations/${lead.key}` }, ...(by === '.' ? [] : [{ text: by }]),
		...(both.length > 1 ? [{ text: `Better in ${better.length} of ${counted(both.length, 'context')}${worse.length ? ', worse' : '.'}`, about: 'evaluations' }, ...namedSpans(worse, column)] : []),
		...missedSpans(missed),
	];
}

/** Whether both were evaluated, and never in the same context. */
export function isElsewhere({ rows }: ComparedSection, base: number, column: number): boolean {
	const has = (row: ComparedRow, at: number) => row.cells[at]?.missing !== true;
	return rows.some(row => has(row, base)) && rows.some(row => has(row, column)) && !rows.some(row => has(row, base) && has(row, column));
}

/** 'v14 does best in 9 of 12 contexts, v12 in 2.' */
export function contextRanking(section: ComparedSection, columns: readonly ComparedColumn[]): readonly Span[] {
	const rows = headlines(section).filter(row => row.cells.some(cell => cell.mark === 'best'));
	if (rows.length < 2) { return []; }
	const counts = columns.map((column, at) => ({ name: column.name, best: rows.filter(row => row.cells[at]?.mark === 'best').length })).filter(one => one.best > 0).sort((a, b) => b.best - a.best || (a.name < b.name ? -1 : 1));
	const said = counts.slice(0, 3).map(({ name, best }, at) => (at === 0 ? `${name} does best in ${best} of ${rows.length} contexts` : `${name} in ${best}`));
	return [{ text: `${said.join(', ')}.`, about: 'evaluations' }];
}

/** One row a context: the metric that matters, or the first one that says which is better. The whole of the data comes before its slices. */
function headlines({ rows }: ComparedSection): readonly ComparedRow[] {
	const byContext = new Map<string, ComparedRow>();
	for (const row of rows) { if (row.direction && row.group !== undefined && !byContext.has(row.group)) { byContext.set(row.group, row); } }
	return [...byContext.values()].sort((a, b) => parts(a) - parts(b));
}

/** How much narrower than the whole of its data a context is. */
function parts({ group }: ComparedRow): number {
	return group?.split(', ').length ?? 0;
}

function namedSpans(worse: readonly ComparedRow[], column: number): readonly Span[] {
	if (!worse.length) { return []; }
	if (worse.length > mostNamed) { return [{ text: `in ${worse.length}.` }]; }
	return [{ text: 'on' }, ...worse.flatMap((row, at): readonly Span[] => [{ text: nameOf(row), about: `evaluations/${row.key}` }, { text: `(${row.cells[column]?.change ?? ''})${at === worse.length - 1 ? '.' : ' and'}` }])];
}

function missedSpans(missed: readonly ComparedRow[]): readonly Span[] {
	if (!missed.length) { return []; }
	if (missed.length > mostNamed) { return [{ text: `Not evaluated in ${missed.length} contexts.`, about: 'evaluations' }]; }
	return [{ text: 'Not evaluated on' }, ...missed.map((row, at) => ({ text: `${row.group ?? ''}${at === missed.length - 1 ? '.' : ' and'}`, about: `evaluations/${row.key}` }))];
}

const nameOf = ({ group = '', name }: ComparedRow) => `${group} ${name}`;

function unsigned(change: string | undefined): string {
	return change?.replace(/^[+\u2212]/, '') ?? '';
}
