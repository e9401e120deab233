import { html, nothing, type TemplateResult } from 'lit';
import '../shared/grid/dataGrid';
import type { ComparedRow, Comparison } from '../../src/core/compare/comparison';
import { formatAge } from '../../src/core/present/age';
import { rowName } from '../../src/core/present/comparedWords';
import { announce } from '../shared/announce';
import type { Column } from '../shared/grid/column';
import type { GridEvents } from '../shared/grid/dataGrid';
import { styled } from '../shared/styled';
import { t } from '../shared/words';
import { compactCell, spokenCell } from './cells';
import { headIcons } from './heads';
import { matcher, rowsShown } from './lines';
import { columnOrder } from './order';
import type { Arranged, Deeds } from './state';
import { sortedVersions } from './sortedVersions';

/** Columns that a page draws; with more it says so. */
const mostColumns = 200;

const keyOf = (column: { readonly id: string }) => column.id;

/** The comparison with a line for each version: the rows that are shown, as columns, sorted by any of them. */
export function transposed(comparison: Comparison, arranged: Arranged, brushed: ReadonlySet<number> | undefined, deeds: Deeds): TemplateResult {
	const { columns, base, sections } = comparison;
	const { matches } = matcher(arranged);
	const shown = sections.flatMap(section => rowsShown(section, arranged, matches).map(row => ({ id: `${section.id}/${row.key}`, row })));
	const some = shown.slice(0, mostColumns);
	const at = new Map(columns.map((column, index) => [column.id, index]));
	const indexOf = (version: Version) => at.get(version.id) ?? 0;
	const order = sortedVersions(columnOrder(comparison), shown.find(one => one.id === arranged.rowSort)?.row, arranged.isRowSortDown);
	const baseName = columns[base]?.name ?? '';
	const heads: readonly Column<Version>[] = [
		{ id: 'version', title: t('Version'), width: 170, sorts: true, pinned: true, text: version => version.name, cell: version => html`<span class="head-name cut ${indexOf(version) === base ? 'is-base' : ''} ${brushed?.has(indexOf(version)) ? 'in-brush' : ''}">${version.name}</span>${headIcons(version)}<span class="secondary cut">${indexOf(version) === base ? t('baseline') : formatAge(new Date(version.at))}</span>` },
		...some.map(({ row }, place): Column<Version> => ({
			id: `row-${place}`, title: titleOf(row), width: Math.min(360, Math.max(86, 36 + Math.max(titleOf(row).length, ...row.cells.map(cell => Math.min(24, cell.text.length))) * 7.2)), sorts: true, ...(row.numeric ? { alignsEnd: true as const } : {}),
			text: version => row.cells[indexOf(version)]?.text ?? '', cell: version => { const cell = row.cells[indexOf(version)] ?? { text: '' }; return html`<span class="many transposed-cell" aria-description=${spokenCell(cell, baseName)}>${compactCell(cell)}</span>`; },
		})),
	];
	const idOf = (column: string) => (column === 'version' ? '' : some[Number(column.slice(4))]?.id ?? '');
	const sortedAt = some.findIndex(one => one.id === arranged.rowSort);
	const events: GridEvents<Version> = {
		open: version => { deeds.setBase(version.id); },
		sort: column => { const id = idOf(column); deeds.arrange(id === arranged.rowSort ? { isRowSortDown: !arranged.isRowSortDown } : { rowSort: id, isRowSortDown: some.find(one => one.id === id)?.row.direction !== 'lower' }); },
		copied: count => { announce(count === 1 ? t('Copied 1 row') : t('Copied {0} rows', count)); },
	};
	return html`${shown.length > mostColumns ? html`<p class="transposed-note secondary">${t('{0} of {1} rows shown. Filter to see others.', mostColumns, shown.length)}</p>` : nothing}
		<data-grid class="transposed" ${styled({ '--transposed-height': `${columns.length * 22 + 46}px` })} label=${t('Versions compared')} .rows=${order.flatMap(index => columns[index] ?? [])} .columns=${heads} .keyOf=${keyOf} .sorting=${sortedAt < 0 ? [] : [{ column: `row-${sortedAt}`, descending: arranged.isRowSortDown }]} .events=${events}></data-grid>`;
}

type Version = Comparison['columns'][number];

function titleOf(row: ComparedRow): string {
	return `${rowName(row)}${row.direction === undefined ? '' : row.direction === 'higher' ? ' ↑' : ' ↓'}`;
}
