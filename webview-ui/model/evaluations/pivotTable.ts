import type { Pivot, PivotContext } from '../../../src/core/evaluations/pivot';
import type { Id } from '../../../src/core/model';
import { changeAgainst, type Verdict } from '../../../src/core/present/change';
import type { Direction } from '../../../src/core/present/direction';
import { formatMetric, metricDecimals } from '../../../src/core/present/numbers';

/** One metric over contexts and versions. */
export interface PivotTable {
	readonly metric: string;
	readonly direction: Direction | undefined;
	/** Oldest first. */
	readonly versions: readonly Id[];
	readonly rows: readonly TableRow[];
}

export interface TableRow {
	readonly key: string;
	/** Of a slice its name; of a whole data set that, with split and hardware. Empty parts are left out. */
	readonly title: string;
	readonly isSlice: boolean;
	/** Where only slices of it were measured. */
	readonly isEmpty: boolean;
	/** One for each version; undefined where it wasn't measured. */
	readonly cells: readonly (TableCell | undefined)[];
	/** The version with the best value, the one with the baseline's value first; undefined where nobody can know. */
	readonly best: { readonly version: Id; readonly isBaseline: boolean; readonly change: string; readonly verdict: Verdict } | undefined;
}

export interface TableCell {
	readonly value: number;
	readonly text: string;
	readonly isBest: boolean;
	/** From 0 for the worst of the row to 1 for its best. */
	readonly heat: number;
	/** Against the baseline: '+0.0033'; empty in its own column and where it wasn't measured. */
	readonly change: string;
	readonly verdict: Verdict;
}

/** The metrics that were measured, the most often measured first. */
export function measuredMetrics({ contexts }: Pivot): readonly string[] {
	const counts = new Map<string, number>();
	for (const { rows } of contexts) { for (const { metric, cells } of rows) { counts.set(metric, (counts.get(metric) ?? 0) + cells.length); } }
	return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([metric]) => metric);
}

/** Contexts in groups: a data set with its split and hardware, then its slices. */
export function pivotTable(pivot: Pivot, metric: string, baseline: Id | undefined): PivotTable {
	const measured = pivot.contexts.filter(context => context.rows.some(row => row.metric === metric));
	const groups = new Map<string, PivotContext[]>();
	for (const context of measured) {
		const { dataset, split, hardware } = context.context;
		const key = JSON.stringify([dataset?.digest ?? dataset?.name ?? '', split ?? '', hardware ?? '']);
		groups.set(key, [...groups.get(key) ?? [], context]);
	}
	const used = new Set(measured.flatMap(({ rows }) => rows.filter(row => row.metric === metric).flatMap(row => row.cells.map(cell => cell.version))));
	const versions = [...pivot.versions].reverse().filter(version => used.has(version));
	const direction = measured.flatMap(({ rows }) => rows).find(row => row.metric === metric)?.direction;
	return {
		metric, direction, versions,
		rows: [...groups].flatMap(([key, contexts]) => {
			const whole = contexts.find(({ context }) => (context.slice ?? '') === '');
			const slices = contexts.filter(context => context !== whole);
			const head = whole ? rowOf(whole, false) : { key, title: groupTitle(slices[0]), isSlice: false, isEmpty: true, cells: versions.map(() => undefined), best: undefined };
			return [head, ...slices.map(slice => rowOf(slice, true))];
		}),
	};

	function rowOf(context: PivotContext, isSlice: boolean): TableRow {
		const row = context.rows.find(one => one.metric === metric);
		const values = new Map((row?.cells ?? []).map(({ version, value }) => [version, value]));
		const finite = [...values.values()].filter(Number.isFinite);
		const low = Math.min(...finite), high = Math.max(...finite);
		const decimals = metricDecimals([...values.values()]);
		const base = baseline === undefined ? undefined : values.get(baseline);
		const against = (version: Id, value: number) => (base === undefined || version === baseline ? { change: '', verdict: 'unknown' as const } : changeOf(value, base, direction, decimals));
		const winner = row?.best.find(version => version === baseline) ?? row?.best[0];
		return {
			key: context.key, title: isSlice ? context.context.slice ?? '' : groupTitle(context), isSlice, isEmpty: false,
			cells: versions.map((version): TableCell | undefined => {
				const value = values.get(version);
				if (value === undefined) { return undefined; }
				const part = !Number.isFinite(value) || high === low ? 0 : (value - low) / (high - low);
				return { value, text: formatMetric(value, decimals), isBest: row?.best.includes(version) === true, heat: direction === 'lower' && Number.isFinite(value) && high !== low ? 1 - part : part, ...against(version, value) };
			}),
			best: winner === undefined ? undefined : { version: winner, isBaseline: winner === baseline, ...against(winner, values.get(winner) ?? NaN) },
		};
	}
}

function changeOf(value: number, base: number, direction: Direction | undefined, decimals: number): { readonly change: string; readonly verdict: Verdict } {
	const { deltaText, verdict } = changeAgainst(value, base, direction, 0, decimals);
	return { change: verdict === 'same' ? '≈' : deltaText, verdict };
}

/** 'holdout.csv · test · a100' */
function groupTitle(context: PivotContext | undefined): string {
	const { dataset, split, hardware } = context?.context ?? {};
	return [dataset?.name, split, hardware].filter(part => part !== undefined && part !== '').join(' · ');
}
