import type { ComparedColumn, ComparedRow, ComparedSection, Span } from './comparison';
import type { CompareFacts } from './facts';
import { counted } from './code';

/** 'Better on 4 of 6 metrics, worse on ece (0.0211 → 0.0342). auc +0.0142.' Only metrics whose direction is known, and that both have, are judged. */
export function verdictSpans({ versions, base }: CompareFacts, metrics: ComparedSection, column: number): readonly Span[] {
	const judged = metrics.rows.filter(row => row.direction && row.cells[base]?.missing !== true && row.cells[column]?.verdict !== undefined);
	if (!judged.length && metrics.rows.length && !metrics.rows.some(row => row.cells[base]?.missing !== true && row.cells[column]?.missing !== true)) { return [{ text: Object.keys(versions[column]?.details.metrics ?? {}).length ? 'No metric in common.' : 'Not evaluated.', strong: true, about: 'metrics' }]; }
	if (!judged.length) { return metrics.rows.length ? [{ text: 'No metric says which is better.', strong: true, about: 'metrics' }] : []; }
	const by = (verdict: string) => judged.filter(row => row.cells[column]?.verdict === verdict);
	const [better, worse] = [by('better'), by('worse')];
	const of = `${judged.length} metrics`, all = judged.length === 1 ? 'the only metric' : judged.length === 2 ? 'both metrics' : `all ${of}`;
	// Rows begin with the metric that matters.
	const [primary] = judged;
	const leading = primary && (better.length || worse.length) ? primarySpans(primary, column) : [];
	if (!better.length && !worse.length) { return [{ text: `Equal on ${all}.`, strong: true, about: 'metrics' }]; }
	if (!worse.length) { return [{ text: better.length === judged.length ? `Better on ${all}.` : `Better on ${better.length} of ${of}, worse on none.`, strong: true, about: 'metrics' }, ...leading]; }
	if (!better.length) { return [{ text: worse.length === judged.length ? `Worse on ${all}.` : `Worse on ${worse.length} of ${of}, better on none.`, strong: true, about: 'metrics' }, ...leading]; }
	return [{ text: `Better on ${better.length} of ${of}, worse on`, strong: true, about: 'metrics' }, ...worseSpans(worse, base, column), ...leading];
}

/** Three are named, with their values where it is one. */
function worseSpans(worse: readonly ComparedRow[], base: number, column: number): readonly Span[] {
	if (worse.length > 3) { return [{ text: `${worse.length}.`, strong: true, about: 'metrics' }]; }
	const [only] = worse;
	if (only && worse.length === 1) { return [{ text: only.name, strong: true, about: `metrics/${only.key}` }, { text: `(${only.cells[base]?.text ?? ''} → ${only.cells[column]?.text ?? ''}).` }]; }
	return worse.map((row, at) => ({ text: `${row.name}${at === worse.length - 1 ? '.' : at === worse.length - 2 ? ' and' : ','}`, strong: true as const, about: `metrics/${row.key}` }));
}

function primarySpans(row: ComparedRow, column: number): readonly Span[] {
	const change = row.cells[column]?.change;
	return [{ text: change === undefined ? `${row.name} is equal.` : `${row.name} ${change}.`, about: `metrics/${row.key}` }];
}

/** 'v14 is best on auc, +0.0033 against v12. 1 of 12 is better, 10 are worse.' */
export function rankingSpans({ base }: Pick<CompareFacts, 'base'>, columns: readonly ComparedColumn[], metrics: ComparedSection): readonly Span[] {
	// Rows begin with the metric that matters.
	const row = metrics.rows.find(one => one.direction);
	if (!row) { return [{ text: 'No metric says which is better.', strong: true }]; }
	const about = `metrics/${row.key}`;
	const others = row.cells.flatMap((cell, at) => (at === base || cell.missing === true ? [] : [{ cell, at }]));
	const better = others.filter(({ cell }) => cell.verdict === 'better'), worse = others.filter(({ cell }) => cell.verdict === 'worse'), same = others.filter(({ cell }) => cell.verdict === 'same');
	const best = row.cells.flatMap((cell, at) => (cell.mark === 'best' ? [at] : []));
	const nameOf = (at: number | undefined) => (at === undefined ? '' : columns[at]?.name ?? '');
	const baseName = nameOf(base);
	const missing = columns.length - 1 - others.length;
	const counts = [better.length ? `${better.length} better` : '', same.length ? `${same.length} equal` : '', worse.length ? `${worse.length} worse` : '', missing ? `${missing} not measured` : ''].filter(part => part !== '');
	const [first] = best;
	const verdict = !best.length ? `All are equal on ${row.name}.`
		: best.includes(base) ? `${baseName} is still the best on ${row.name}, with ${row.cells[base]?.text ?? ''}.`
			: better.length === 1 ? `${nameOf(first)} is the only one better than ${baseName} on ${row.name}, by ${unsigned(row.cells[first ?? 0]?.change)}.`
				: `${best.length > 1 ? `${counted(best.length, 'version')} share the best ${row.name}` : `${nameOf(first)} is the best on ${row.name}`}, ${row.cells[first ?? 0]?.change ?? row.cells[first ?? 0]?.text ?? ''} against ${baseName}.`;
	return [{ text: verdict, strong: true, about }, ...(counts.length ? [{ text: `Against ${baseName}: ${counts.join(', ')}.`, about }] : [])];
}

function unsigned(change: string | undefined): string {
	return change?.replace(/^[+\u2212]/, '') ?? '';
}
