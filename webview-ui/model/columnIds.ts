import type { NumberColumn, TextColumn } from '../../src/protocol/model';
import { evaluationPrefix } from './evaluations/evaluationColumns';
import type { VersionList } from './versionList';

/** 'version', 'aliases', 'tags', 'author', 'age', 'metrics.auc', 'params.lr', 'tag.team', 'evaluation.["…","auc"]' */
export type ColumnId = string;

/** Most columns that are shown before somebody chooses: more are slow to draw and nobody reads them. */
export const mostAtFirst = 40;

/** Every column there is, in the order in which they stand; the metric that versions are judged by is the first one. */
export function allColumns(list: VersionList, primary: string | undefined): readonly ColumnId[] {
	const byName = (a: string, b: string) => (a === primary ? -1 : b === primary ? 1 : a < b ? -1 : 1);
	return [
		'version', 'aliases', ...[...list.metrics.keys()].sort(byName).map(name => `metrics.${name}`), ...[...list.params.keys()].sort().map(name => `params.${name}`), ...list.evaluations.keys(), 'tags', ...[...list.tagged.keys()].sort().map(name => `tag.${name}`), 'author', 'age',
	];
}

/** The columns that tell versions apart; the version, its age and the metric that it is judged by always. */
export function differingColumns(list: VersionList, primary: string | undefined): readonly ColumnId[] {
	const always = new Set(['version', 'age', ...primary === undefined ? [] : [`metrics.${primary}`]]);
	const metricDiffers = (name: string) => { const column = list.metrics.get(name); return column !== undefined && numbersDiffer(column); };
	const paramDiffers = (name: string) => { const column = list.params.get(name); return column !== undefined && textsDiffer(column); };
	// One version has nothing that it could differ from: all of it is shown.
	const only = list.rows.length < 2;
	const telling = new Set(mostMeasured(list, primary));
	return allColumns(list, primary).filter(id => {
		if (always.has(id)) { return true; }
		if (id === 'aliases') { return list.aliases.size > 0; }
		if (id === 'tags') { return list.tags.size > 0; }
		// They stand together under Tags until one of them is chosen.
		if (id.startsWith('tag.')) { return false; }
		if (id === 'author') { return textsDiffer(list.author); }
		if (id.startsWith(evaluationPrefix)) { return telling.has(id); }
		return only || (id.startsWith('metrics.') ? metricDiffers(id.slice(8)) : paramDiffers(id.slice(7)));
	});
}

/** Contexts that stand in the leaderboard before somebody chooses: all of them are under Evaluations. */
const mostContexts = 2;

/** The metric that versions are judged by, in the contexts that most of them were measured in; slices don't count. */
function mostMeasured({ evaluations }: VersionList, primary: string | undefined): readonly ColumnId[] {
	return [...evaluations].filter(([, { metric, isSlice }]) => metric === primary && !isSlice)
		.map(([id, { values }]) => ({ id, count: values.has.reduce((sum, one) => sum + one, 0) })).sort((a, b) => b.count - a.count).slice(0, mostContexts).map(({ id }) => id);
}

function numbersDiffer({ numbers, has }: NumberColumn): boolean {
	return numbers.some((number, row) => has[row] !== has[0] || (has[row] === 1 && !Object.is(number, numbers[0])));
}

function textsDiffer({ of }: TextColumn): boolean {
	return of.some(place => place !== of[0]);
}
