import { pivot, type PivotContext } from '../evaluations/pivot';
import { shortDigest } from '../present/hash';
import { columnNames } from './columnNames';
import type { ComparedRow, ComparedSection } from './comparison';
import { counted } from './code';
import type { ComparedVersion } from './facts';
import { judgedBy } from './judgedBy';
import { metricRow } from './metricRow';
import { sectionOf, type Compared } from './rows';

/** It was measured elsewhere, and not here. */
const elsewhere: Compared = { key: 'none', cell: { text: 'not evaluated', missing: true } };
/** It was never measured: that is no difference. */
const never: Compared = { key: undefined, cell: { text: 'not evaluated', missing: true } };

/**
 * How each version did where: a row for each metric in each context (dataset, split, slice, hardware), under the context's name. Of several
 * measurements in one context the latest counts. A version that was evaluated elsewhere only is marked as not evaluated here.
 */
export function evaluationsSection(versions: readonly ComparedVersion[], base: number): ComparedSection {
	const all = versions.flatMap(one => one.evaluations).sort((a, b) => (a.record < b.record ? -1 : a.record > b.record ? 1 : 0));
	if (!all.length) { return sectionOf('evaluations', []); }
	const { directions, primary } = judgedBy(versions, base, all);
	const { contexts } = pivot(all, versions.map(({ details }) => details.id), { primaryMetric: primary, directions });
	const titles = titlesOf(contexts);
	const rows = contexts.flatMap((context, at) => rowsOf(context, titles[at] ?? context.label, versions, base));
	const differing = new Set(rows.filter(row => row.differs).map(row => row.group)).size;
	return sectionOf('evaluations', rows, {
		note: `${differing === contexts.length ? '' : `${differing} of `}${counted(contexts.length, 'context')}`,
		unrecorded: columnNames(versions).filter((_, at) => !versions[at]?.evaluations.length),
	});
}

function rowsOf({ key, rows }: PivotContext, group: string, versions: readonly ComparedVersion[], base: number): readonly ComparedRow[] {
	return rows.map(({ metric, direction, cells }) => {
		const found = new Map(cells.map(cell => [cell.version, cell.value]));
		return metricRow({
			key: `${key} ${metric}`, name: metric, group, direction, values: versions.map(({ details }) => found.get(details.id)),
			absent: at => (versions[at]?.evaluations.length ? elsewhere : never), isMeasured: true,
		}, base);
	});
}

/** Data that is called the same and isn't says so by its digest. */
function titlesOf(contexts: readonly PivotContext[]): readonly string[] {
	const counts = new Map<string, number>();
	for (const { label } of contexts) { counts.set(label, (counts.get(label) ?? 0) + 1); }
	return contexts.map(({ label, context: { dataset } }) => ((counts.get(label) ?? 0) < 2 ? label : `${label} (${dataset?.digest === undefined ? 'digest not recorded' : shortDigest(dataset.digest)})`));
}
