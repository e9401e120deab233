import type { Model, Version } from '../../core/model';
import type { Registry } from '../../core/registry';
import { changeAgainst, type Change } from '../../core/present/change';
import { directionOf, type Direction } from '../../core/present/direction';
import { formatMetric, metricDecimals } from '../../core/present/numbers';
import { primaryMetric } from '../../core/present/primaryMetric';

/** What versions of a model are judged by, and against which. */
export interface Standing {
	/** The metric beside their names; undefined where none says how good they are. */
	readonly metric: string | undefined;
	readonly direction: Direction | undefined;
	/** The version that holds production; in a conflict the last one that did without dispute. */
	readonly base: Version | undefined;
	readonly decimals: number;
}

/** `versions` are those that are shown together: they share their decimals. */
export async function standingOf(registry: Registry, model: Model, versions: readonly Version[]): Promise<Standing> {
	const base = await baseOf(registry, model);
	const all = base && !versions.some(version => version.id === base.id) ? [...versions, base] : versions;
	const metric = primaryMetric(model, all);
	const values = metric === undefined ? [] : all.flatMap(version => (Object.hasOwn(version.metrics, metric) ? [{ value: version.metrics[metric] ?? NaN, written: version.written[`metrics.${metric}`] }] : []));
	return {
		metric, direction: metric === undefined ? undefined : directionOf(metric, model.directions), base,
		decimals: metricDecimals(values.map(one => one.value), values.map(one => one.written)),
	};
}

async function baseOf(registry: Registry, model: Model): Promise<Version | undefined> {
	const production = model.aliases.find(alias => alias.name === 'production');
	if (!production) { return undefined; }
	if (!production.inConflict) { return production.version === '' ? undefined : registry.version(production.version); }
	const before = (await registry.conflicts(model.name)).find(conflict => conflict.name === 'alias:production')?.before;
	return before?.value ? registry.version(before.value) : undefined;
}

/** A metric of a version, if it was recorded. */
export function metricOf(version: Version, metric: string | undefined): number | undefined {
	return metric !== undefined && Object.hasOwn(version.metrics, metric) ? version.metrics[metric] : undefined;
}

export function valueText(version: Version, standing: Standing): string | undefined {
	const value = metricOf(version, standing.metric);
	return value === undefined ? undefined : formatMetric(value, standing.decimals);
}

/** A metric of one version by itself, with as many decimals as it needs. */
export function singleText(version: Version, metric: string | undefined): string | undefined {
	const value = metricOf(version, metric);
	return value === undefined ? undefined : formatMetric(value, metricDecimals([value], [version.written[`metrics.${metric ?? ''}`]]));
}

/** How a version stands against the base; undefined where it is the base, or one of the two has no value. */
export function changeOf(version: Version, { metric, direction, base, decimals }: Standing): Change | undefined {
	const value = metricOf(version, metric), before = base && metricOf(base, metric);
	return value === undefined || before === undefined || base?.id === version.id ? undefined : changeAgainst(value, before, direction, 0, decimals);
}

export const arrows = { higher: '↑', lower: '↓' } as const;
