import '@vscode-elements/elements/dist/vscode-button/index.js';
import '../shared/grid/dataGrid';
import './columnMenu';
import { html, nothing, type TemplateResult } from 'lit';
import { formatCount } from '../../src/core/present/quantities';
import { directionOf } from '../../src/core/present/direction';
import type { ModelHead } from '../../src/protocol/model';
import { announce } from '../shared/announce';
import type { Column, Sorting } from '../shared/grid/column';
import { toCsv } from '../../src/core/present/comparedTable';
import type { DataGrid, GridEvents } from '../shared/grid/dataGrid';
import { t } from '../shared/words';
import { allColumns, differingColumns, mostAtFirst, type ColumnId } from './columnIds';
import { boardColumns, columnTitle } from './columns';
import { sortedRows } from './order';
import { clearSearch, focusSearch, searchField } from './searchField';
import type { Deeds, State } from './state';
import type { VersionList, VersionRow } from './versionList';

/** Milliseconds after which the ages in the table are counted anew. */
const aging = 60_000;
/** Versions that can be compared. */
const mostCompared = 200;

const keyOf = (row: VersionRow) => row.id;

const grid = () => document.querySelector<DataGrid<VersionRow>>('data-grid');

/** What is costly and follows from the list: made anew only when that, or what it follows from, changed. */
function remembered<A extends readonly unknown[], R>(make: (...args: A) => R): (...args: A) => R {
	let last: { readonly args: A; readonly made: R } | undefined;
	return (...args) => {
		if (!last?.args.every((arg, at) => arg === args[at])) { last = { args, made: make(...args) }; }
		return last.made;
	};
}

const differing = remembered(differingColumns);
const everyColumn = remembered(allColumns);
const columnsOf = remembered((ids: readonly ColumnId[], list: VersionList, head: ModelHead, _minute: number) => boardColumns(ids, list, head, new Date()));
const foundRows = remembered((list: VersionList, found: ReadonlySet<string> | undefined) => (found ? list.rows.filter(row => found.has(row.id)) : list.rows));
const ordered = remembered((list: VersionList, rows: readonly VersionRow[], column: string, descending: boolean) => sortedRows(list, rows, { column, descending }));
const atFirst = remembered((ids: readonly ColumnId[]) => (ids.length > mostAtFirst ? [...ids.slice(0, mostAtFirst - 1), 'age'] : ids));
const stillThere = remembered((chosen: readonly ColumnId[], all: readonly ColumnId[]) => all.filter(id => chosen.includes(id)));

/** All versions as a table: searched, sorted, chosen from. */
export function board({ arranged, found, searchError, selected, reading }: State, head: ModelHead, list: VersionList, deeds: Deeds): TemplateResult {
	const all = everyColumn(list, head.metric), differ = differing(list, head.metric);
	const ids = arranged.isChosen ? stillThere(arranged.columns, all) : atFirst(differ);
	const columns = columnsOf(ids, list, head, Math.floor(Date.now() / aging));
	const rows = ordered(list, foundRows(list, found), arranged.sort.column, arranged.sort.descending);
	const toggle = (id: string) => { deeds.arrange({ isChosen: true, columns: ids.includes(id) ? ids.filter(one => one !== id) : [...ids, id] }); };
	return html`<section class="board" aria-label=${t('Leaderboard')}>
		<div class="board-tools" role="group" aria-label=${t('Search and columns')}>
			<h2>${t('Leaderboard')}</h2>
			${searchField({ text: arranged.query, isWrong: searchError !== undefined, find: deeds.find, leave: toFirst => { grid()?.focusRows(toFirst); } })}
			<span id="search-count" class="count secondary">${countText(rows.length, head.versions, list, found !== undefined, reading)}</span>
			<column-menu label=${arranged.isChosen ? t('{0} of {1} columns', ids.length, all.length) : ids.length < differ.length ? t('{0} of {1} columns that differ', ids.length, differ.length) : t('Columns that differ')}
				.entries=${all.filter(id => id !== 'version').map(id => ({ id, title: columnTitle(id, head.directions), isShown: ids.includes(id) }))} .toggle=${toggle} .reset=${arranged.isChosen ? () => { deeds.arrange({ isChosen: false, columns: [] }); } : undefined}></column-menu>
		</div>
		${searchError === undefined ? nothing : html`<p id="search-error" class="search-error" role="alert">${searchError}</p>`}
		${rows.length ? nothing : html`<p class="nothing">${found ? html`${t('No version is found.')} <button class="link" @click=${() => { clearSearch(deeds.find); focusSearch(); }}>${t('Clear the Search')}</button>` : t('No version is registered yet.')}</p>`}
		<data-grid ?hidden=${!rows.length} label=${t('Versions')} .rows=${rows} .columns=${columns} .keyOf=${keyOf} .sorting=${arranged.sort} .widths=${arranged.widths} .events=${events(head, arranged.sort, deeds)}></data-grid>
		${footer(rows, columns, selected, list, deeds)}
	</section>`;
}

function countText(shown: number, versions: number, list: VersionList, isFound: boolean, reading: number | undefined): string {
	if (reading !== undefined) { return t('reading {0} of {1} versions', formatCount(reading), formatCount(versions)); }
	const all = list.rows.length === 1 ? t('1 version') : t('{0} versions', formatCount(list.rows.length));
	return isFound ? t('{0} of {1}', formatCount(shown), all) : all;
}

function events({ metric, directions }: ModelHead, sort: Sorting, deeds: Deeds): GridEvents<VersionRow> {
	return {
		open: row => { deeds.showVersion(row.id); },
		sort: column => { deeds.arrange({ sort: nextSort(sort, column, column.startsWith('metrics.') ? directionOf(column.slice(8), directions) !== 'lower' : column === 'version' || column === `metrics.${metric ?? ''}`) }); },
		select: keys => { deeds.select(keys); },
		copied: count => { announce(count === 1 ? t('Copied 1 row') : t('Copied {0} rows', formatCount(count))); },
		resize: widths => { deeds.arrange({ widths }); },
	};
}

/** A head's first press sorts the way one mostly wants (the best first), the second the other way, the third newest first. */
function nextSort(now: Sorting, column: string, descends: boolean): Sorting {
	if (now.column !== column) { return { column, descending: descends }; }
	return now.descending === descends ? { column, descending: !descends } : { column: 'version', descending: true };
}

/** What can be done with the rows that are selected. */
function footer(rows: readonly VersionRow[], columns: readonly Column<VersionRow>[], selected: ReadonlySet<string>, list: VersionList, deeds: Deeds): TemplateResult | typeof nothing {
	const chosen = selected.size ? rows.filter(row => selected.has(row.id)) : [];
	const [one] = chosen;
	if (!one) { return nothing; }
	const names = chosen.slice(0, 6).map(({ at }) => list.labels[at]).join(', ');
	const isMany = chosen.length > mostCompared;
	return html`<div class="footer" role="group" aria-label=${t('Selection')}>
		<span><b>${t('{0} selected', formatCount(chosen.length))}</b> <span class="secondary">${chosen.length > 6 ? t('{0} and {1} more', names, formatCount(chosen.length - 6)) : names}</span></span>
		${chosen.length > 1 ? html`<vscode-button icon="compare-changes" ?disabled=${isMany} @click=${() => { deeds.compareIds(chosen.map(row => row.id)); }}>${t('Compare')}</vscode-button>` : html`<button class="link" @click=${() => { deeds.showVersion(one.id); }}>${t('Show in Models View')}</button>`}
		<button class="link" @click=${() => { deeds.copy(csv(columns, chosen), t('Copied as CSV')); }}>${t('Copy as CSV')}</button>
		<span class="secondary hint">${isMany ? t('{0} versions at most can be compared', mostCompared) : t('Ctrl+Click or Space adds a row, Enter shows it in the Models view')}</span>
	</div>`;
}

function csv(columns: readonly Column<VersionRow>[], rows: readonly VersionRow[]): string {
	return toCsv([columns.map(({ title }) => title), ...rows.map(row => columns.map(({ text }) => text(row)))]);
}
