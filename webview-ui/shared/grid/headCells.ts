import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { t } from '../words';
import type { Column, Sorting } from './column';

export interface HeadDeeds {
	sort(column: string): void;
	/** Undefined: as wide as it was at first. */
	resize(column: string, width: number | undefined): void;
}

/** The heads of a grid. One of them is the tab stop, arrows go to the others. */
export function headCells<R>(columns: readonly Column<R>[], sorting: Sorting | undefined, deeds: HeadDeeds): readonly TemplateResult[] {
	return columns.map(({ id, title, alignsEnd, sorts }, at) => {
		const sorted = sorting?.column === id ? sorting : undefined;
		const arrow = sorted ? html`<span class="codicon codicon-arrow-${sorted.descending ? 'down' : 'up'}" aria-hidden="true"></span>` : nothing;
		return html`<div role="columnheader" class="grid-cell grid-head-cell column-${id} ${alignsEnd ? 'end' : ''}" aria-sort=${ifDefined(sorted ? sorted.descending ? 'descending' : 'ascending' : sorts ? 'none' : undefined)}>
			${sorts ? html`<button tabindex=${at === 0 ? 0 : -1} title=${t('Sort by {0}', title)} @click=${() => { deeds.sort(id); }} @keydown=${walk}>${title}${arrow}</button>` : html`<span>${title}</span>`}
			<span class="grid-resizer" aria-hidden="true" @pointerdown=${(event: PointerEvent) => { drag(event, width => { deeds.resize(id, width); }); }} @dblclick=${() => { deeds.resize(id, undefined); }}></span>
		</div>`;
	});
}

function walk(event: KeyboardEvent): void {
	const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
	const own = event.currentTarget as HTMLElement;
	const row = own.closest('.grid-head');
	const grid = own.closest('data-grid') as (HTMLElement & { focusRows(): void }) | null;
	if (event.key === 'ArrowDown') { grid?.focusRows(); event.preventDefault(); return; }
	if (!step || !row) { return; }
	const buttons = [...row.querySelectorAll('button')];
	const to = buttons[buttons.indexOf(own as HTMLButtonElement) + step];
	if (!to) { return; }
	own.tabIndex = -1;
	to.tabIndex = 0;
	to.focus();
	event.preventDefault();
}

function drag(event: PointerEvent, resize: (width: number) => void): void {
	const handle = event.currentTarget as HTMLElement;
	const cell = handle.parentElement;
	if (event.button !== 0 || !cell) { return; }
	const start = cell.getBoundingClientRect().width - event.clientX;
	const move = (moved: PointerEvent) => { resize(start + moved.clientX); };
	handle.setPointerCapture(event.pointerId);
	handle.addEventListener('pointermove', move);
	handle.addEventListener('lostpointercapture', () => { handle.removeEventListener('pointermove', move); }, { once: true });
	event.preventDefault();
}
