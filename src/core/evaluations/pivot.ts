import type { Evaluation, Id } from '../model';
import { directionOf, type Direction } from '../present/direction';
import { contextKey, contextLabel } from './context';

export interface PivotCell {
	readonly version: Id;
	readonly value: number;
	/** The record that says so: of several in the same context the latest measured. */
	readonly record: Id;
}

export interface PivotRow {
	readonly metric: string;
	readonly direction: Direction | undefined;
	/** In the order of the pivot's versions; versions without this metric have none. */
	readonly cells: readonly PivotCell[];
	/** The versions with the best value; none where nobody can know which way is better, or where there is nothing to compare with. */
	readonly best: readonly Id[];
}

export interface PivotContext {
	readonly key: string;
	/** 'holdout.csv, test, region=eu' */
	readonly label: string;
	readonly context: Evaluation['context'];
	readonly rows: readonly PivotRow[];
}

export interface Pivot { readonly versions: readonly Id[]; readonly contexts: readonly PivotContext[] }

interface Judged { readonly primaryMetric?: string | undefined; readonly directions: Readonly<Record<string, Direction>> }

/** Versions × contexts: how each did where, and which did best. `versions` gives the order of the columns; those that were never evaluated are left out. */
export function pivot(evaluations: readonly Evaluation[], versions: readonly Id[], { primaryMetric, directions }: Judged): Pivot {
	const contexts = new Map<string, Evaluation[]>();
	for (const one of evaluations) {
		const key = contextKey(one.context);
		contexts.set(key, [...contexts.get(key) ?? [], one]);
	}
	const measured = new Set(evaluations.map(one => one.version));
	const order = versions.filter(version => measured.has(version));
	return {
		versions: order,
		contexts: [...contexts].map(([key, all]): PivotContext => {
			const latest = [...all].sort((a, b) => b.at.getTime() - a.at.getTime() || (a.record < b.record ? 1 : -1));
			const metrics = [...new Set(latest.flatMap(one => Object.keys(one.metrics)))].sort((a, b) => Number(b === primaryMetric) - Number(a === primaryMetric) || (a < b ? -1 : 1));
			return {
				key, label: contextLabel(all[0]?.context ?? {}), context: latest[0]?.context ?? {},
				rows: metrics.map(metric => row(metric, latest, order, directionOf(metric, directions))),
			};
		}).sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : a.key < b.key ? -1 : 1)),
	};
}

function row(metric: string, latest: readonly Evaluation[], order: readonly Id[], direction: Direction | undefined): PivotRow {
	const cells = order.flatMap((version): PivotCell[] => {
		const found = latest.find(one => one.version === version && Object.hasOwn(one.metrics, metric));
		return found ? [{ version, value: found.metrics[metric] ?? NaN, record: found.record }] : [];
	});
	const values = cells.map(cell => cell.value).filter(value => !Number.isNaN(value));
	const best = direction === 'higher' ? Math.max(...values) : direction === 'lower' ? Math.min(...values) : NaN;
	return { metric, direction, cells, best: values.length > 1 ? cells.filter(cell => cell.value === best).map(cell => cell.version) : [] };
}
