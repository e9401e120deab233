import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { styled } from '../styled';
import { t } from '../words';
import type { Column, Sorting } from './column';
import { dragHead, dragWidth } from './headDrags';

export interface HeadDeeds {
	sort?(column: string, adds: boolean): void;
	/** Undefined: as wide as it was at first. */
	resize(column: string, width: number | undefined): void;
	move?(column: string, beside: string, after: boolean): void;
	menu?(column: string, head: HTMLElement): void;
}

/** Px that a key makes a column wider. */
const step = 16;

/** The heads of a grid. One of them is the tab stop, arrows go to the others; Alt+arrows move a column, Alt+Shift+arrows make it wider or narrower. */
export function headCells<R>(columns: readonly Column<R>[], sorting: readonly Sorting[], offsets: ReadonlyMap<string, number>, selected: ReadonlySet<string>, deeds: HeadDeeds): readonly TemplateResult[] {
	return columns.map(({ id, title, alignsEnd, sorts, head, pinned }, at) => {
		const nth = sorting.findIndex(one => one.column === id);
		const sorted = sorting[nth];
		const arrow = sorted ? html`<span class="codicon codicon-arrow-${sorted.descending ? 'down' : 'up'}" aria-hidden="true"></span>${sorting.length > 1 ? html`<span class="grid-nth" aria-label=${t('sorted by it in place {0}', nth + 1)}>${nth + 1}</span>` : nothing}` : nothing;
		const left = offsets.get(id);
		const { menu } = deeds;
		const button = html`<button class="grid-title-button" tabindex=${at === 0 ? 0 : -1} title=${deeds.move ? t('Sort by {0}; with Shift after what is sorted by already; drag to move', title) : t('Sort by {0}', title)}
			@click=${(event: MouseEvent) => { deeds.sort?.(id, event.shiftKey); }} @keydown=${(event: KeyboardEvent) => { key(event, id, columns, deeds); }} @pointerdown=${(event: PointerEvent) => { if (deeds.move && !pinned) { dragHead(event, id, deeds.move); } }}><span class="grid-title">${title}</span>${arrow}</button>`;
		return html`<div role="columnheader" aria-colindex=${at + 1} class="grid-cell grid-head-cell column-${id} ${alignsEnd ? 'end' : ''} ${head ? 'drawn' : ''} ${left === undefined ? '' : 'pinned'}" data-column=${id} aria-sort=${ifDefined(nth === 0 && sorted ? sorted.descending ? 'descending' : 'ascending' : sorts ? 'none' : undefined)}
			${styled(left === undefined ? none : { left: `${left}px` })} @contextmenu=${(event: Event) => { if (menu) { event.preventDefault(); event.stopPropagation(); menu(id, event.currentTarget as HTMLElement); } }}>
			<span class="grid-title-line">${sorts ? button : html`<span class="grid-title">${title}</span>`}${menu ? html`<button class="grid-more" tabindex="-1" aria-label=${t('Column {0}', title)} aria-haspopup="menu" @click=${(event: Event) => { menu(id, (event.currentTarget as HTMLElement).closest<HTMLElement>('.grid-head-cell') ?? event.currentTarget as HTMLElement); }}><span class="codicon codicon-chevron-down" aria-hidden="true"></span></button>` : nothing}</span>
			${head ? head(selected) : nothing}
			<span class="grid-resizer" aria-hidden="true" @pointerdown=${(event: PointerEvent) => { dragWidth(event, width => { deeds.resize(id, width); }); }} @dblclick=${() => { deeds.resize(id, undefined); }}></span>
		</div>`;
	});
}

const none: Readonly<Record<string, string>> = {};

function key<R>(event: KeyboardEvent, id: string, columns: readonly Column<R>[], deeds: HeadDeeds): void {
	const own = event.currentTarget as HTMLElement;
	const cell = own.closest<HTMLElement>('.grid-head-cell');
	const towards = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
	const at = columns.findIndex(column => column.id === id);
	const beside = columns[at + towards];
	if (event.altKey && event.shiftKey && towards && cell) { deeds.resize(id, cell.getBoundingClientRect().width + towards * step); }
	else if (event.altKey && towards && beside && deeds.move && !beside.pinned && !columns[at]?.pinned) {
		const grid = own.closest('data-grid');
		deeds.move(id, beside.id, towards > 0);
		requestAnimationFrame(() => { setTimeout(() => { grid?.querySelector<HTMLElement>(`.grid-head-cell[data-column=${CSS.escape(id)}] .grid-title-button`)?.focus(); }); });
	} else if ((event.key === 'F10' && event.shiftKey || event.key === 'ContextMenu') && deeds.menu && cell) { deeds.menu(id, cell); }
	else if (event.key === 'ArrowDown') { (own.closest('data-grid') as (HTMLElement & { focusRows(): void }) | null)?.focusRows(); }
	else if (towards && !event.altKey) { walk(own, towards); }
	else { return; }
	event.preventDefault();
	event.stopPropagation();
}

function walk(own: HTMLElement, towards: number): void {
	const buttons = [...own.closest('.grid-head')?.querySelectorAll<HTMLElement>('.grid-title-button') ?? []];
	const to = buttons[buttons.indexOf(own) + towards];
	if (!to) { return; }
	own.tabIndex = -1;
	to.tabIndex = 0;
	to.focus();
}
