import type { ComparedRow, Comparison } from '../../../src/core/compare/comparison';
import { rowName } from '../../../src/core/present/comparedWords';
import type { Direction } from '../../../src/core/present/direction';

/** Something that a chart can draw of every version: a metric, or a parameter. */
export interface Quantity {
	/** The row it comes from: 'metrics/auc'. */
	readonly key: string;
	readonly name: string;
	readonly direction?: Direction;
	/** Whether every known value is a finite number; else the values are places in `groups`. */
	readonly isNumeric: boolean;
	/** The different texts of what isn't numeric, in the order in which people read them. */
	readonly groups: readonly string[];
	/** One for each column; undefined where nothing is known, or nothing finite. */
	readonly values: readonly (number | undefined)[];
	/** As the table shows them. */
	readonly texts: readonly string[];
}

const known = new WeakMap<object, { readonly metrics: readonly Quantity[]; readonly parameters: readonly Quantity[] }>();

/** What the sections hold, looked for once. */
function quantitiesOf({ sections }: Pick<Comparison, 'sections'>): { readonly metrics: readonly Quantity[]; readonly parameters: readonly Quantity[] } {
	const before = known.get(sections);
	if (before) { return before; }
	const found = {
		metrics: sections.flatMap(({ id, rows }) => (id === 'metrics' || id === 'evaluations' ? rows.map(row => quantity(id, row)) : [])).filter(one => one.values.some(value => value !== undefined)),
		parameters: sections.flatMap(({ id, rows }) => (id === 'parameters' ? rows.filter(row => row.differs).map(row => quantity(id, row)) : [])),
	};
	known.set(sections, found);
	return found;
}

/** The metrics of a comparison, the one that matters first, and those of its evaluations. */
export function metricsOf(comparison: Pick<Comparison, 'sections'>): readonly Quantity[] {
	return quantitiesOf(comparison).metrics;
}

/** The parameters that differ. */
export function parametersOf(comparison: Pick<Comparison, 'sections'>): readonly Quantity[] {
	return quantitiesOf(comparison).parameters;
}

const collator = new Intl.Collator('en', { numeric: true });

function quantity(section: string, row: ComparedRow): Quantity {
	const there = row.cells.filter(cell => cell.missing !== true);
	const isNumeric = row.numeric === true || (there.length > 0 && there.every(cell => cell.value !== undefined));
	const isGroup = (text: string, missing: boolean) => !missing || text === 'not set';
	const groups = isNumeric ? [] : [...new Set(row.cells.flatMap(cell => (isGroup(cell.text, cell.missing === true) ? [cell.text] : [])))].sort(collator.compare);
	return {
		key: `${section}/${row.key}`, name: rowName(row), ...(row.direction ? { direction: row.direction } : {}), isNumeric, groups,
		values: row.cells.map(cell => { if (isNumeric) { return cell.value; } const at = groups.indexOf(cell.text); return at < 0 ? undefined : at; }),
		texts: row.cells.map(cell => cell.text),
	};
}

/** The one with this key; the first where it isn't there (any more). */
export function chosen(quantities: readonly Quantity[], key: string): Quantity | undefined {
	return quantities.find(one => one.key === key) ?? quantities[0];
}

/** Whether numbers spread so far that their powers of ten tell more: all positive, a hundredfold and more. */
export function spreadsWide({ isNumeric, values }: Pick<Quantity, 'isNumeric' | 'values'>): boolean {
	const all = values.flatMap(value => value ?? []);
	return isNumeric && all.length > 1 && all.every(value => value > 0) && Math.max(...all) / Math.min(...all) >= 30;
}
