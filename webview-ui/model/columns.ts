import { directionOf } from '../../src/core/present/direction';
import { plainLine } from '../../src/core/present/plain';
import type { ModelHead } from '../../src/protocol/model';
import type { Column } from '../shared/grid/column';
import { t } from '../shared/words';
import { ageCell, aliasCell, bestRow, metricCell, tagCell, textCell, versionCell } from './cells';
import type { ColumnId } from './columnIds';
import type { VersionList, VersionRow } from './versionList';

/** Width of a character in px, about, and what a head needs beside its text. */
const character = 7, around = 34;

/** What a column is called, in its head and in the menu that chooses. */
export function columnTitle(id: ColumnId, directions: ModelHead['directions']): string {
	if (id.startsWith('metrics.')) {
		const name = id.slice(8), direction = directionOf(name, directions);
		return `${plainLine(name)}${direction === undefined ? '' : direction === 'higher' ? ' ↑' : ' ↓'}`;
	}
	return id.startsWith('params.') ? plainLine(id.slice(7)) : { version: t('Version'), aliases: t('Aliases'), tags: t('Tags'), author: t('Author'), age: t('Age') }[id] ?? id;
}

/** The leaderboard's columns. The version always stands first. */
export function boardColumns(ids: readonly ColumnId[], list: VersionList, { metric, directions, baseline }: ModelHead, now: Date): readonly Column<VersionRow>[] {
	const base = baseline === undefined ? undefined : list.rows.find(row => row.id === baseline)?.at;
	return ids.flatMap((id): readonly Column<VersionRow>[] => {
		const title = columnTitle(id, directions);
		const common = { id, title, sorts: true } as const;
		const width = (least: number) => Math.min(220, Math.max(least, title.length * character + around));
		switch (id) {
			case 'version': return [{ ...common, width: 132, ...versionCell(list) }];
			case 'aliases': return [{ ...common, width: 118, ...aliasCell(list) }];
			case 'tags': return [{ ...common, width: 160, ...tagCell(list) }];
			case 'author': return [{ ...common, width: 130, ...textCell(list.author, false) }];
			case 'age': return [{ ...common, width: 70, ...ageCell(list, now) }];
		}
		if (id.startsWith('metrics.')) {
			const name = id.slice(8), values = list.metrics.get(name);
			const isPrimary = name === metric;
			return values ? [{ ...common, width: width(isPrimary && base !== undefined ? 190 : 120), ...metricCell({ name, values, directions, base: isPrimary ? base : undefined, best: bestRow(list, name, directionOf(name, directions)) }) }] : [];
		}
		const texts = list.params.get(id.slice(7));
		return texts ? [{ ...common, width: width(90), ...textCell(texts, true) }] : [];
	});
}
