import '../../shared/grid/dataGrid';
import '../search/searchBox';
import './columnMenu';
import './headMenu';
import { html, nothing, type TemplateResult } from 'lit';
import { formatCount } from '../../../src/core/present/quantities';
import type { ModelHead } from '../../../src/protocol/model';
import { announce } from '../../shared/announce';
import type { DataGrid, GridEvents } from '../../shared/grid/dataGrid';
import { t } from '../../shared/words';
import { allColumns, differingColumns, mostAtFirst, type ColumnId } from '../columnIds';
import { boardColumns, columnTitle, sortsDown } from '../columns';
import { sortedRows } from '../order';
import { aboutCandidate } from '../search/about';
import type { SearchBox, SearchEvents } from '../search/searchBox';
import type { Arranged, Deeds, State } from '../state';
import type { VersionList, VersionRow } from '../versionList';
import { mayWrite } from '../mayWrite';
import { movedColumn, nextSorts, pinnedFirst, toggledColumn } from './arrange';
import { columnSummary, type ColumnSummary } from './columnSummary';
import { footer } from './footer';
import type { HeadMenu, HeadMenuEntry } from './headMenu';
import { remembered } from './remembered';
import { viewMenu } from './viewMenu';

/** Milliseconds after which the ages in the table are counted anew. */
const aging = 60_000;
/** Of the heads, with a drawing under each title, in px. */
const headHeight = 60;

const keyOf = (row: VersionRow) => row.id;
const grid = () => document.querySelector<DataGrid<VersionRow>>('data-grid');
const box = () => document.querySelector<SearchBox>('search-box');

const differing = remembered(differingColumns);
const everyColumn = remembered(allColumns);
const summaries = remembered((list: VersionList, rows: readonly VersionRow[]) => {
	const made = new Map<ColumnId, ColumnSummary | undefined>();
	return (id: ColumnId) => { if (!made.has(id)) { made.set(id, columnSummary(list, rows, id)); } return made.get(id); };
});
const columnsOf = remembered((ids: readonly ColumnId[], pinned: readonly ColumnId[], list: VersionList, head: ModelHead, summary: (id: ColumnId) => ColumnSummary | undefined, _minute: number) => boardColumns(pinnedFirst(ids, pinned), new Set(pinned), list, head, summary, new Date()));
const foundRows = remembered((list: VersionList, found: ReadonlySet<string> | undefined) => (found ? list.rows.filter(row => found.has(row.id)) : list.rows));
const ordered = remembered(sortedRows);
const atFirst = remembered((ids: readonly ColumnId[]) => (ids.length > mostAtFirst ? [...ids.slice(0, mostAtFirst - 1), 'age'] : ids));
const stillThere = remembered((chosen: readonly ColumnId[], all: readonly ColumnId[]) => { const there = new Set(all); return ['version', ...chosen.filter(id => id !== 'version' && there.has(id))]; });

/** Goes to the search field, from anywhere on the page. */
export function focusSearch(): void {
	box()?.focusField();
}

/** All versions as a table: searched, sorted, arranged, chosen from. */
export function board(state: State, head: ModelHead, list: VersionList, deeds: Deeds): TemplateResult {
	const { arranged, found, fault, selected, reading } = state;
	const all = everyColumn(list, head.metric), differ = differing(list, head.metric);
	const ids = arranged.isChosen ? stillThere(arranged.columns, all) : atFirst(differ);
	const shown = foundRows(list, found), rows = ordered(list, shown, arranged.sorts);
	const summary = summaries(list, shown);
	const columns = columnsOf(ids, arranged.pinned, list, head, summary, Math.floor(Date.now() / aging));
	const show = (columnIds: readonly ColumnId[]) => { deeds.arrange({ isChosen: true, columns: columnIds }); };
	const isBroken = fault !== undefined && !isUnfinished(fault, arranged.query, found);
	const search: SearchEvents = {
		find: deeds.find, complete: deeds.complete, leave: toFirst => { grid()?.focusRows(toFirst); },
		about: candidate => aboutCandidate(candidate, list, id => columnSummary(list, list.rows, id)),
	};
	return html`<div class="board-tools" role="group" aria-label=${t('Search and columns')}>
			<search-box .text=${arranged.query} .fault=${isBroken ? fault : undefined} .events=${search}></search-box>
			<span id="search-count" class="count secondary">${countText(rows.length, head.versions, list, found !== undefined, fault !== undefined, reading)}</span>
			<span class="board-menus">
				<column-menu label=${arranged.isChosen ? t('{0} of {1} columns', ids.length, all.length) : ids.length < differ.length ? t('{0} of {1} columns that differ', ids.length, differ.length) : t('Columns that differ')}
					.entries=${all.filter(id => id !== 'version').map(id => ({ id, title: columnTitle(id, head.directions, list), isShown: ids.includes(id) }))} .toggle=${(id: string) => { show(toggledColumn(ids, id, all)); }} .reset=${arranged.isChosen ? () => { deeds.arrange({ isChosen: false, columns: [], pinned: [] }); } : undefined}></column-menu>
				${viewMenu(state, deeds)}
			</span>
		</div>
		${isBroken ? html`<p id="search-error" class="search-error" role="alert">${fault.sentence}</p>` : nothing}
		${rows.length ? nothing : html`<p class="nothing">${found ? html`${t('No version is found.')} <button class="link" @click=${() => { box()?.clear(); focusSearch(); }}>${t('Clear the Search')}</button>` : t('No version is registered yet.')}</p>`}
		<data-grid ?hidden=${!rows.length} label=${t('Versions')} .headHeight=${headHeight} .rows=${rows} .columns=${columns} .keyOf=${keyOf} .sorting=${arranged.sorts} .widths=${arranged.widths} .events=${events(arranged, ids, head, list, deeds)}></data-grid>
		<head-menu></head-menu>
		${footer(rows, columns, selected, list, mayWrite(head), deeds)}`;
}

/** What is being typed: only its end is missing yet, and what stands before filters already. */
function isUnfinished({ offset }: NonNullable<State['fault']>, query: string, found: ReadonlySet<string> | undefined): boolean {
	return found !== undefined && offset >= query.trimEnd().length;
}

function countText(shown: number, versions: number, list: VersionList, isFound: boolean, isPart: boolean, reading: number | undefined): string {
	if (reading !== undefined) { return t('reading {0} of {1} versions', formatCount(reading), formatCount(versions)); }
	const all = list.rows.length === 1 ? t('1 version') : t('{0} versions', formatCount(list.rows.length));
	if (!isFound) { return all; }
	return isPart ? t('{0} of {1} by the complete part', formatCount(shown), formatCount(list.rows.length)) : t('{0} of {1}', formatCount(shown), all);
}

/** Made anew only when something that it works with is another: the grid draws its heads anew with it. */
const events = remembered((arranged: Arranged, ids: readonly ColumnId[], head: ModelHead, list: VersionList, deeds: Deeds): GridEvents<VersionRow> => {
	const { sorts, pinned } = arranged;
	const show = (columns: readonly ColumnId[], more: Partial<Arranged> = {}) => { deeds.arrange({ isChosen: true, columns, ...more }); };
	const entries = (id: ColumnId): readonly HeadMenuEntry[] => {
		const isSorted = sorts.some(sort => sort.column === id);
		const neighbours = pinnedFirst(ids, pinned).filter(one => one !== 'version' && pinned.includes(one) === pinned.includes(id));
		const at = neighbours.indexOf(id), left = neighbours[at - 1], right = neighbours[at + 1];
		const { [id]: _width, ...otherWidths } = arranged.widths;
		return [
			{ label: t('Sort Ascending'), press: () => { deeds.arrange({ sorts: [{ column: id, descending: false }] }); } },
			{ label: t('Sort Descending'), press: () => { deeds.arrange({ sorts: [{ column: id, descending: true }] }); } },
			...!isSorted && sorts.length ? [{ label: t('Add to the Sorting'), press: () => { deeds.arrange({ sorts: nextSorts(sorts, id, sortsDown(id, head, list), true) }); } }] : [],
			...isSorted ? [{ label: t('Do Not Sort by It'), press: () => { deeds.arrange({ sorts: sorts.filter(sort => sort.column !== id) }); } }] : [],
			...id === 'version' ? [] : [
				{ label: pinned.includes(id) ? t('Unpin') : t('Pin'), press: () => { deeds.arrange({ pinned: pinned.includes(id) ? pinned.filter(one => one !== id) : [...pinned, id] }); } },
				...left === undefined ? [] : [{ label: t('Move Left'), press: () => { show(movedColumn(ids, id, left, false)); } }],
				...right === undefined ? [] : [{ label: t('Move Right'), press: () => { show(movedColumn(ids, id, right, true)); } }],
				{ label: t('Hide'), press: () => { show(ids.filter(one => one !== id), { pinned: pinned.filter(one => one !== id) }); } },
			],
			...id in arranged.widths ? [{ label: t('Reset Width'), press: () => { deeds.arrange({ widths: otherWidths }); } }] : [],
		];
	};
	return {
		open: row => { deeds.showVersion(row.id); },
		sort: (column, adds) => { deeds.arrange({ sorts: nextSorts(sorts, column, sortsDown(column, head, list), adds) }); },
		move: (column, beside, after) => { show(movedColumn(ids, column, beside, after)); },
		menu: (column, cell) => { void document.querySelector<HeadMenu>('head-menu')?.open(cell, entries(column)); },
		select: keys => { deeds.select(keys); },
		copied: count => { announce(count === 1 ? t('Copied 1 row') : t('Copied {0} rows', formatCount(count))); },
		resize: widths => { deeds.arrange({ widths }); },
	};
});
