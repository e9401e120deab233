import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '../../shared/grid/dataGrid';
import '../../shared/menuButton';
import { html, nothing, type TemplateResult } from 'lit';
import { formatCount } from '../../../src/core/present/quantities';
import { announce } from '../../shared/announce';
import type { DataGrid, GridEvents } from '../../shared/grid/dataGrid';
import type { Hierarchy } from '../../shared/grid/column';
import { t } from '../../shared/words';
import type { Arranged, Deeds } from '../state';
import { tensorColumns } from './columns';
import { copyAs, type CopyFormat } from './copyAs';
import type { SortColumn } from './order';
import { clearSearch, focusSearch, searchField } from './searchField';
import { countModules, type Shown, type TensorRows } from './tensorRows';
import type { TreeRow } from './tensorTree';

export interface Panel { readonly tensors: TensorRows; readonly isPacked: boolean; readonly arranged: Arranged; readonly deeds: Deeds }

const hierarchy: Hierarchy<TreeRow> = { level: row => row.level, isOpen: row => row.isOpen, position: row => row.position, setSize: row => row.setSize };
const keyOf = (row: TreeRow) => row.key;
const formats: readonly { readonly id: CopyFormat; readonly label: string }[] = [{ id: 'csv', label: 'CSV' }, { id: 'markdown', label: 'Markdown' }, { id: 'json', label: 'JSON' }];

/** Tensors from which a search waits for a pause in typing. */
const many = 20_000;

/** Rows for which a narrow page, where all stands below each other, makes just the room that they need (style.css). */
const rooms = [4, 8, 16];

const grid = () => document.querySelector<DataGrid<TreeRow>>('data-grid');

/** The search, the switches and the table of tensors. */
export function tensorPanel({ tensors, isPacked, arranged, deeds }: Panel): TemplateResult {
	const { query, isRegex, isFlat, widths } = arranged;
	const sort = arranged.sort === 'file' ? undefined : arranged.sort;
	const shown = tensors.show({ text: query, isRegex, isFlat, sort, opened: openedMap(arranged.opened) });
	const find = (text: string) => { deeds.arrange({ query: text }); };
	const room = rooms.find(most => shown.rows.length <= most);
	return html`<div class="tensors ${room === undefined ? '' : `rows-${room}`}">
		<div class="toolbar" role="group" aria-label=${t('Tensors')}>
			${searchField({ text: query, isRegex, isWrong: shown.error !== undefined, isSlow: tensors.list.count > many, find, toggleRegex: () => { deeds.arrange({ isRegex: !isRegex }); }, leave: toFirst => { grid()?.focusRows(toFirst); } })}
			<vscode-checkbox label=${t('Flat list')} ?checked=${isFlat} @change=${() => { deeds.arrange({ isFlat: !isFlat }); }}></vscode-checkbox>
			<span class="count secondary">${countText(shown, tensors)}</span>
			<menu-button label=${t('Copy As')} icon="copy" .entries=${formats} .choose=${(id: string) => { copy(id as CopyFormat, tensors, shown, deeds); }}></menu-button>
		</div>
		${shown.error === undefined ? nothing : html`<p class="search-error" role="alert">${shown.error}</p>`}
		${shown.rows.length ? nothing : html`<p class="nothing">${t('No tensor is named like this.')} <button class="link" @click=${() => { clearSearch(find); focusSearch(); }}>${t('Clear the Search')}</button></p>`}
		<data-grid ?hidden=${!shown.rows.length} label=${t('Tensors')} .rows=${shown.rows} .columns=${tensorColumns({ list: tensors.list, tree: shown.tree, finder: shown.finder, isFlat, isPacked })} .keyOf=${keyOf}
			.hierarchy=${isFlat ? undefined : hierarchy} .sorting=${sort ? [sort] : []} .widths=${widths} .events=${events(tensors, shown, arranged, deeds)}></data-grid>
	</div>`;
}

let lastOpened: { readonly of: Arranged['opened']; readonly map: ReadonlyMap<string, boolean> } | undefined;

function openedMap(opened: Arranged['opened']): ReadonlyMap<string, boolean> {
	if (lastOpened?.of !== opened) { lastOpened = { of: opened, map: new Map(Object.entries(opened)) }; }
	return lastOpened.map;
}

function countText({ found, tree, finder }: Shown, { list }: TensorRows): string {
	const all = list.count === 1 ? t('1 tensor') : t('{0} tensors', formatCount(list.count));
	if (finder) { return t('{0} of {1}', formatCount(found.length), all); }
	const modules = tree ? countModules(tree.root) : 0;
	return modules < 2 ? all : t('{0} in {1} modules', all, formatCount(modules));
}

function copy(format: CopyFormat, tensors: TensorRows, { found }: Shown, { copy: toClipboard }: Deeds): void {
	const table = grid();
	const indices = table && table.selected.size > 1 ? [...new Set(table.chosen.flatMap(row => tensors.tensorsOf(row)))].sort((a, b) => a - b) : found;
	const name = formats.find(({ id }) => id === format)?.label ?? format;
	toClipboard(copyAs(format, tensors.list, indices), indices.length === 1 ? t('Copied 1 tensor as {0}', name) : t('Copied {0} tensors as {1}', formatCount(indices.length), name));
}

function events(tensors: TensorRows, { tree }: Shown, { opened, sort, query }: Arranged, deeds: Deeds): GridEvents<TreeRow> {
	return {
		fold(row, isOpen, below) {
			if (row.kind === 'tensor' || !tree) { return; }
			const paths = below ? tree.pathsBelow(row.module) : [row.module.path];
			deeds.arrange({ opened: { ...opened, ...Object.fromEntries(paths.map(path => [path, isOpen])) } });
		},
		sort(column) { deeds.arrange({ sort: nextSort(sort, column as SortColumn) }); },
		type(character) { deeds.arrange({ query: query + character }); focusSearch(false); },
		copyName(row) { deeds.copy(row.kind === 'tensor' ? tensors.list.names[row.index] ?? '' : row.module.path.slice(0, -1), t('Copied the name')); },
		copied(count) { announce(count === 1 ? t('Copied 1 row') : t('Copied {0} rows', formatCount(count))); },
		resize(widths) { deeds.arrange({ widths }); },
	};
}

/** A head's first press sorts the way one mostly wants, the second the other way, the third as it stands in the file. */
function nextSort(now: Arranged['sort'], column: SortColumn): Arranged['sort'] {
	const first = column === 'numbers' || column === 'bytes';
	if (now === 'file' || now.column !== column) { return { column, descending: first }; }
	return now.descending === first ? { column, descending: !first } : 'file';
}
