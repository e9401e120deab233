import type { Model, Version } from '../../core/model';
import type { VersionsQuery } from '../../core/database/queries/versions';
import { directionOf } from '../../core/present/direction';
import { frameworkTitle } from '../frameworkTitle';
import { t } from '../words';
import type { Standing } from './node';

/** How the person arranged the view. */
export interface Arrangement {
	/** Only what holds this text; everything when empty. */
	readonly filter: string;
	readonly sort: 'name' | 'updated' | 'metric';
	/** 'none', 'framework', or 'tag:' and the tag's name. */
	readonly group: string;
}

export const usual: Arrangement = { filter: '', sort: 'name', group: 'none' };

/** What was kept for a workspace; anything else than an arrangement counts as none. */
export function parseArrangement(kept: unknown): Arrangement {
	if (typeof kept !== 'object' || kept === null) { return usual; }
	const { filter, sort, group } = kept as Record<string, unknown>;
	return {
		filter: typeof filter === 'string' ? filter : '',
		sort: sort === 'updated' || sort === 'metric' ? sort : 'name',
		group: typeof group === 'string' && (group === 'framework' || group.startsWith('tag:')) ? group : 'none',
	};
}

export function sortModels(models: readonly Model[], sort: Arrangement['sort']): readonly Model[] {
	const byName = [...models].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
	return sort === 'updated' ? byName.sort((a, b) => b.updated.getTime() - a.updated.getTime()) : byName;
}

/** How a model's versions are asked for: newest first, or the best by the model's metric. */
export function versionOrder(sort: Arrangement['sort'], standing: Standing): Pick<VersionsQuery, 'order' | 'ascending'> {
	if (sort !== 'metric' || standing.metric === undefined) { return {}; }
	return { order: { metric: standing.metric }, ascending: directionOf(standing.metric, standing.directions) === 'lower' };
}

/** Models by what they are grouped by, groups by name; what has no such value comes last. */
export function groupModels(models: readonly Model[], group: string, latest: (model: Model) => Version | undefined): readonly { readonly name: string; readonly models: readonly Model[] }[] {
	const none = group === 'framework' ? t('framework not recorded') : t('tag {0} not set', group.slice('tag:'.length));
	const groups = new Map<string | undefined, Model[]>();
	for (const model of models) {
		const value = group === 'framework' ? latest(model)?.framework : model.tags[group.slice('tag:'.length)];
		groups.set(value, [...groups.get(value) ?? [], model]);
	}
	const title = (name: string | undefined) => (name === undefined ? none : group === 'framework' ? frameworkTitle(name) : name);
	return [...groups].sort(([a], [b]) => (a === undefined ? 1 : b === undefined ? -1 : a.localeCompare(b, 'en'))).map(([name, inGroup]) => ({ name: title(name), models: inGroup }));
}
