import type { Id } from '../../../src/core/model';
import { t } from '../../shared/words';
import type { PivotTable } from './pivotTable';

/** What taking the best on average wins and loses; `strong` is the verdict. */
export interface PivotSentence { readonly strong: string; readonly rest: string }

/** Contexts and versions that are named of one kind before the rest is counted. */
const mostNamed = 3;

/** 'v14 is best in 9 of 12 contexts, v12 in 2. Against v12, v14 is worse on region=EU (−0.0029), and not evaluated on stress.' */
export function pivotSentence({ metric, direction, rows, versions }: PivotTable, baseline: Id | undefined, labelOf: (version: Id) => string): PivotSentence {
	const measured = rows.filter(row => !row.isEmpty);
	if (direction === undefined) { return { strong: '', rest: t('Nobody has said whether higher or lower {0} is better.', metric) }; }
	const judged = measured.filter(row => row.best !== undefined);
	if (!judged.length) { return { strong: '', rest: measured.length === 1 ? t('One version was measured in one context: there is nothing to compare with.') : t('Each context was measured for one version only: there is nothing to compare with.') }; }
	const wins = new Map<Id, number>();
	for (const { best } of judged) { if (best) { wins.set(best.version, (wins.get(best.version) ?? 0) + 1); } }
	const ranked = [...wins].sort(([a, x], [b, y]) => y - x || (a > b ? -1 : 1));
	const [leader, count] = ranked[0] ?? ['', 0];
	const others = ranked.slice(1, 1 + mostNamed).map(([version, times]) => t('{0} in {1}', labelOf(version), times));
	const strong = `${[t('{0} is best in {1} of {2} contexts', labelOf(leader), count, judged.length), ...others].join(', ')}.`;
	const compared = leader === baseline ? ranked[1]?.[0] : leader;
	const column = compared === undefined ? -1 : versions.indexOf(compared), base = baseline === undefined ? -1 : versions.indexOf(baseline);
	if (column < 0 || base < 0 || compared === undefined || baseline === undefined) { return { strong, rest: '' }; }
	const nameOf = (row: (typeof measured)[number]) => (row.isSlice ? row.title : row.title === '' ? t('data that is not named') : row.title);
	const worse = measured.flatMap(row => { const cell = row.cells[column]; return cell?.verdict === 'worse' ? [`${nameOf(row)} (${cell.change})`] : []; });
	const missing = measured.filter(row => row.cells[base] && !row.cells[column]).map(nameOf);
	const clauses = [worse.length ? t('worse on {0}', listed(worse)) : t('nowhere worse'), ...missing.length ? [t('not evaluated on {0}', listed(missing))] : []];
	return { strong, rest: t('Against {0}, {1} is {2}.', labelOf(baseline), labelOf(compared), clauses.join(', ')) };
}

function listed(names: readonly string[]): string {
	const named = names.slice(0, mostNamed);
	return names.length > mostNamed ? t('{0} and {1} more', named.join(', '), names.length - mostNamed) : named.length > 1 ? t('{0} and {1}', named.slice(0, -1).join(', '), named.at(-1) ?? '') : named[0] ?? '';
}
