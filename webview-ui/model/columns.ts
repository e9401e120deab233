import { directionOf } from '../../src/core/present/direction';
import { plainLine } from '../../src/core/present/plain';
import type { ModelHead } from '../../src/protocol/model';
import type { Column } from '../shared/grid/column';
import { t } from '../shared/words';
import type { ColumnSummary } from './board/columnSummary';
import { histogram } from './board/histogram';
import { ageCell, aliasCell, bestRow, metricCell, tagCell, textCell, versionCell } from './cells';
import type { ColumnId } from './columnIds';
import { evaluationPrefix } from './evaluations/evaluationColumns';
import type { VersionList, VersionRow } from './versionList';

/** Width of a character in px, about, and what a head needs beside its text. */
const character = 7, around = 34;
const most = 220;

/** What a column is called, in its head and in the menu that chooses. */
export function columnTitle(id: ColumnId, directions: ModelHead['directions'], list: VersionList): string {
	const evaluated = list.evaluations.get(id);
	if (evaluated) { return `${withArrow(evaluated.metric, directions)} · ${plainLine(evaluated.context)}`; }
	if (id.startsWith('metrics.')) { return withArrow(id.slice(8), directions); }
	if (id.startsWith('tag.')) { return t('Tag {0}', plainLine(id.slice(4))); }
	return id.startsWith('params.') ? plainLine(id.slice(7)) : { version: t('Version'), aliases: t('Aliases'), tags: t('Tags'), author: t('Author'), age: t('Age') }[id] ?? id;
}

function withArrow(metric: string, directions: ModelHead['directions']): string {
	const direction = directionOf(metric, directions);
	return `${plainLine(metric)}${direction === undefined ? '' : direction === 'higher' ? ' ↑' : ' ↓'}`;
}

/** Whether one mostly wants a column's largest values first. */
export function sortsDown(id: ColumnId, { directions }: ModelHead, list: VersionList): boolean {
	if (id.startsWith('metrics.')) { return directionOf(id.slice(8), directions) !== 'lower'; }
	return id === 'version' || (id.startsWith(evaluationPrefix) && directionOf(list.evaluations.get(id)?.metric ?? '', directions) !== 'lower');
}

/** The leaderboard's columns, in the order of `ids`. */
export function boardColumns(ids: readonly ColumnId[], pinned: ReadonlySet<ColumnId>, list: VersionList, { metric, directions, baseline }: ModelHead, summary: (id: ColumnId) => ColumnSummary | undefined, now: Date): readonly Column<VersionRow>[] {
	const base = baseline === undefined ? undefined : list.rows.find(row => row.id === baseline)?.at;
	return ids.flatMap((id): readonly Column<VersionRow>[] => {
		const title = columnTitle(id, directions, list);
		const common = { id, title, sorts: true, ...(id === 'version' || pinned.has(id) ? { pinned: true as const } : {}), head: (selected: ReadonlySet<string>) => histogram(summary(id), list, selected) } as const;
		const width = (least: number) => Math.min(most, Math.max(least, title.length * character + around));
		switch (id) {
			case 'version': return [{ ...common, width: 116, ...versionCell(list) }];
			case 'aliases': return [{ ...common, width: 118, ...aliasCell(list) }];
			case 'tags': return [{ ...common, width: 160, ...tagCell(list) }];
			case 'author': return [{ ...common, width: 130, ...textCell(list.author, false) }];
			case 'age': return [{ ...common, width: 70, ...ageCell(list, now) }];
		}
		const evaluated = list.evaluations.get(id);
		if (evaluated) { return [{ ...common, width: width(130), ...metricCell({ name: evaluated.metric, values: evaluated.values, missing: t('not evaluated'), directions, base: undefined, best: bestRow(list, evaluated.values, directionOf(evaluated.metric, directions)) }) }]; }
		if (id.startsWith('metrics.')) {
			const name = id.slice(8), values = list.metrics.get(name);
			const isPrimary = name === metric;
			return values ? [{ ...common, width: width(isPrimary && base !== undefined ? 190 : 120), ...metricCell({ name, values, missing: t('not recorded'), directions, base: isPrimary ? base : undefined, best: bestRow(list, values, directionOf(name, directions)) }) }] : [];
		}
		const tagged = id.startsWith('tag.') ? list.tagged.get(id.slice(4)) : undefined;
		if (tagged) { return [{ ...common, width: width(104), ...textCell(tagged, false) }]; }
		const texts = list.params.get(id.slice(7));
		return texts ? [{ ...common, width: width(104), ...textCell(texts, true) }] : [];
	});
}
