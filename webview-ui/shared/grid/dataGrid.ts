import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { guard } from 'lit/directives/guard.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { columnsFor, columnsIn, gridTemplate, pinnedOffsets, tsv, type Column, type Hierarchy, type Sorting } from './column';
import { styled } from '../styled';
import { headCells } from './headCells';
import { between, moved, toggled } from './moves';
import { headHeight, pageSize, rowHeight, rowsIn, scrollTopFor } from './viewport';

/** What a grid tells its page. */
export interface GridEvents<R> {
	/** Enter, or a double click. */
	open?(row: R): void;
	/** A row of a tree is to be opened or closed; `below`: with all that is in it. */
	fold?(row: R, isOpen: boolean, below: boolean): void;
	/** A head was pressed; `adds`: with Shift, to sort by it after what is sorted by already. */
	sort?(column: string, adds: boolean): void;
	/** A column was dragged, or moved by Alt+arrow, to stand before or after another. */
	move?(column: string, beside: string, after: boolean): void;
	/** What can be done with a column is asked for, at its head. */
	menu?(column: string, head: HTMLElement): void;
	/** A character was typed in the rows: the beginning of a search. */
	type?(character: string): void;
	/** Ctrl/Cmd+Shift+C. */
	copyName?(row: R): void;
	/** Rows went to the clipboard. */
	copied?(count: number): void;
	/** Other rows are selected: their keys. */
	select?(keys: ReadonlySet<string>): void;
	/** A column was given another width. */
	resize?(widths: Readonly<Record<string, number>>): void;
}

/**
 * A table, or a tree, of any length: only the rows in sight are in the document. Rows are reached by arrows and one tab stop; the row with
 * the focus stays in the document when it is scrolled away. Rows are known by their keys, whatever their order.
 */
export class DataGrid<R> extends LitElement {
	static override readonly properties = {
		rows: { attribute: false }, columns: { attribute: false }, keyOf: { attribute: false }, label: {}, sorting: { attribute: false }, headHeight: { attribute: false }, hierarchy: { attribute: false },
		widths: { attribute: false }, events: { attribute: false }, view: { state: true }, active: { state: true }, selected: { state: true },
	};
	declare rows: readonly R[];
	declare columns: readonly Column<R>[];
	declare keyOf: (row: R) => string;
	declare label: string;
	/** The first counts most. */
	declare sorting: readonly Sorting[];
	/** In px. */
	declare headHeight: number;
	declare hierarchy: Hierarchy<R> | undefined;
	declare widths: Readonly<Record<string, number>>;
	declare events: GridEvents<R>;
	/** Keys of the rows that are selected. */
	declare selected: ReadonlySet<string>;
	declare private active: number;
	declare private view: { readonly scrollTop: number; readonly scrollLeft: number; readonly height: number; readonly width: number };
	#anchor = 0;
	/** Whether the focus has to follow the active row into the document. */
	#follow = false;
	readonly #resized = new ResizeObserver(() => { this.#look(); });
	readonly #copy = (event: ClipboardEvent) => { this.#copied(event); };

	constructor() {
		super();
		Object.assign(this, { rows: [], columns: [], keyOf: String, label: '', sorting: [], headHeight, widths: {}, events: {}, selected: new Set(), active: 0, view: { scrollTop: 0, scrollLeft: 0, height: 0, width: 0 } });
		this.addEventListener('keydown', event => { this.#key(event); });
	}

	override connectedCallback(): void {
		super.connectedCallback();
		this.#resized.observe(this);
		document.addEventListener('copy', this.#copy);
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		this.#resized.disconnect();
		document.removeEventListener('copy', this.#copy);
	}

	/** The rows that are selected, in their order; the active one where none is. */
	get chosen(): readonly R[] {
		const chosen = this.selected.size ? this.rows.filter(row => this.selected.has(this.keyOf(row))) : [];
		return chosen.length ? chosen : this.rows.slice(this.active, this.active + 1);
	}

	/** Gives the keyboard to the active row, or to the first one. */
	focusRows(first = false): void {
		if (this.rows.length) { this.#go(first ? 0 : this.active, true); }
	}

	clearSelection(): void {
		this.selected = new Set();
	}

	/** Light DOM: the page's style sheet dresses it. */
	protected override createRenderRoot(): this {
		return this;
	}

	protected override willUpdate(changed: PropertyValues): void {
		if (!changed.has('rows') || !changed.get('rows')) { return; }
		const before = changed.get('rows') as readonly R[];
		const row = before[this.active];
		const at = row === undefined ? -1 : this.rows.findIndex(other => this.keyOf(other) === this.keyOf(row));
		if (this.#hasFocus) { this.#follow = true; }
		this.active = at >= 0 ? at : Math.max(0, Math.min(this.active, this.rows.length - 1));
		this.#anchor = this.active;
	}

	protected override updated(changed: PropertyValues): void {
		if (changed.has('rows')) { this.#look(); }
		if (changed.has('selected')) { this.events.select?.(this.selected); }
		if (!this.#follow) { return; }
		this.#follow = false;
		this.querySelector<HTMLElement>('.grid-row[tabindex="0"]')?.focus({ preventScroll: true });
	}

	protected override render(): TemplateResult {
		const columns = columnsFor(this.columns, this.view.width);
		const offsets = pinnedOffsets(columns, this.widths);
		const sight = columnsIn(columns, this.widths, this.view);
		const { first, end } = rowsIn(this.view, this.rows.length);
		const drawn = Array.from({ length: Math.max(0, end - first) }, (_none, at) => first + at);
		if (this.active < first && this.active < this.rows.length) { drawn.unshift(this.active); } else if (this.active >= end && this.active < this.rows.length) { drawn.push(this.active); }
		return html`<div class="grid-scroll" @scroll=${() => { this.#look(); }}>
			<div class="grid-table" role=${this.hierarchy ? 'treegrid' : 'grid'} aria-label=${this.label} aria-rowcount=${this.rows.length + 1} aria-colcount=${columns.length} aria-multiselectable="true" ${styled({ '--grid-columns': gridTemplate(columns, this.widths), '--grid-head-height': `${this.headHeight}px` })}>
				<div role="rowgroup" class="grid-heads"><div role="row" class="grid-head" aria-rowindex="1">${guard([this.columns, columns.length, this.sorting, this.widths, this.selected, this.events], () => headCells(columns, this.sorting, offsets, this.selected, { ...this.events, resize: (id, width) => { this.#resize(id, width); } }))}</div></div>
				<div role="rowgroup" class="grid-body" ${styled({ height: `${this.rows.length * rowHeight}px` })}>${repeat(drawn, at => this.keyOf(this.rows[at] as R), at => this.#row(at, columns, offsets, sight))}</div>
			</div>
		</div>`;
	}

	#row(at: number, columns: readonly Column<R>[], offsets: ReadonlyMap<string, number>, { first, end }: ReturnType<typeof columnsIn>): TemplateResult {
		const row = this.rows[at] as R;
		const { hierarchy } = this;
		const isOpen = hierarchy?.isOpen(row);
		const isSelected = this.selected.has(this.keyOf(row));
		return html`<div role="row" class="grid-row ${isSelected ? 'selected' : ''} ${isOpen === undefined ? '' : 'parent'}" tabindex=${at === this.active ? 0 : -1} aria-rowindex=${at + 2} aria-selected=${isSelected}
			aria-level=${ifDefined(hierarchy?.level(row))} aria-posinset=${ifDefined(hierarchy?.position(row))} aria-setsize=${ifDefined(hierarchy?.setSize(row))} aria-expanded=${ifDefined(isOpen)}
			${styled({ transform: `translateY(${at * rowHeight}px)`, '--level': String((hierarchy?.level(row) ?? 1) - 1) })}
			@click=${(event: MouseEvent) => { this.#click(event, at); }} @dblclick=${() => { this.events.open?.(row); }}>${hierarchy ? this.#cells(row, columns, offsets, first, end) : guard([row, this.columns, columns.length, this.widths, first, end], () => this.#cells(row, columns, offsets, first, end))}</div>`;
	}

	/** Those in sight: each says its place, since its neighbours may not be there. */
	#cells(row: R, columns: readonly Column<R>[], offsets: ReadonlyMap<string, number>, first: number, end: number): readonly (TemplateResult | typeof nothing)[] {
		const { hierarchy } = this;
		const isOpen = hierarchy?.isOpen(row);
		return columns.map((column, at) => {
			const left = offsets.get(column.id);
			if (left === undefined && (at < first || at >= end)) { return nothing; }
			return html`<div role="gridcell" aria-colindex=${at + 1} class="grid-cell column-${column.id} ${column.alignsEnd ? 'end' : ''} ${column.isTree && hierarchy ? 'tree' : ''} ${left === undefined ? '' : 'pinned'}" ${styled({ 'grid-column': `${at + 1}`, ...(left === undefined ? {} : { left: `${left}px` }) })}>
				${column.isTree && hierarchy ? html`<span class="twistie ${isOpen === undefined ? '' : `codicon codicon-chevron-${isOpen ? 'down' : 'right'}`}" aria-hidden="true"></span>` : nothing}${column.cell(row)}</div>`;
		});
	}

	get #hasFocus(): boolean {
		return document.activeElement?.classList.contains('grid-row') === true && this.contains(document.activeElement);
	}

	get #scroller(): HTMLElement | null {
		return this.querySelector('.grid-scroll');
	}

	#look(): void {
		const scroller = this.#scroller;
		if (!scroller) { return; }
		const { scrollTop, scrollLeft, clientHeight: height, clientWidth: width } = scroller;
		const { view } = this;
		const across = (seen: typeof view) => { const { first, end } = columnsIn(this.columns, this.widths, seen); return `${first} ${end}`; };
		// Within the rows that are drawn beyond the edges nothing has to be drawn anew.
		const now = rowsIn({ scrollTop, height }, this.rows.length), then = rowsIn(view, this.rows.length);
		if (view.height !== height || view.width !== width || Math.abs(now.first - then.first) >= 4 || Math.abs(now.end - then.end) >= 4 || across({ scrollTop, scrollLeft, height, width }) !== across(view)) { this.view = { scrollTop, scrollLeft, height, width }; }
	}

	#go(to: number, takesFocus: boolean): void {
		const scroller = this.#scroller;
		if (scroller) { scroller.scrollTop = scrollTopFor(to, { scrollTop: scroller.scrollTop, height: scroller.clientHeight }, this.headHeight); }
		this.active = to;
		this.#look();
		this.#follow = takesFocus;
		this.requestUpdate();
	}

	#select(at: number, { extends: isRange, adds }: { readonly extends: boolean; readonly adds: boolean }): void {
		const keyAt = (index: number) => this.keyOf(this.rows[index] as R);
		if (isRange) { this.selected = new Set([...adds ? this.selected : [], ...between(this.#anchor, at, keyAt)]); return; }
		this.#anchor = at;
		this.selected = adds ? toggled(this.selected, keyAt(at)) : new Set([keyAt(at)]);
	}

	#click(event: MouseEvent, at: number): void {
		const row = this.rows[at] as R;
		const adds = event.ctrlKey || event.metaKey;
		this.#select(at, { extends: event.shiftKey, adds });
		this.#go(at, true);
		const isOpen = this.hierarchy?.isOpen(row);
		if (isOpen !== undefined && !adds && !event.shiftKey && event.detail < 2) { this.events.fold?.(row, !isOpen, event.altKey); }
	}

	#key(event: KeyboardEvent): void {
		if (!this.#hasFocus || !this.#handled(event)) { return; }
		event.preventDefault();
		// VS Code hears every key that reaches the window.
		event.stopPropagation();
	}

	#handled(event: KeyboardEvent): boolean {
		const { key, shiftKey } = event;
		const control = event.ctrlKey || event.metaKey;
		const row = this.rows[this.active];
		const to = moved(key, this.active, this.rows.length, pageSize({ scrollTop: 0, height: this.view.height }, this.headHeight));
		if (event.altKey || row === undefined) { return false; }
		if (to !== undefined) {
			if (!control) { this.#select(to, { extends: shiftKey, adds: false }); }
			this.#go(to, true);
		} else if (key === ' ') { this.#select(this.active, { extends: shiftKey, adds: true }); }
		else if (control && key === 'a') { this.selected = new Set(this.rows.map(this.keyOf)); }
		else if (control && shiftKey && key.toLowerCase() === 'c') { this.events.copyName?.(row); }
		else if (control) { return false; }
		else if (key === 'Enter') { this.#enter(row); }
		else if (key === 'Escape' && this.selected.size) { this.clearSelection(); }
		else if (this.hierarchy && (key === 'ArrowLeft' || key === 'ArrowRight' || key === '*')) { this.#fold(row, key, this.hierarchy); }
		else if (key.length === 1 && key !== '/' && this.events.type) { this.events.type(key); }
		else { return false; }
		return true;
	}

	#enter(row: R): void {
		const isOpen = this.hierarchy?.isOpen(row);
		if (isOpen === undefined) { this.events.open?.(row); } else { this.events.fold?.(row, !isOpen, false); }
	}

	#fold(row: R, key: string, hierarchy: Hierarchy<R>): void {
		const isOpen = hierarchy.isOpen(row);
		if (key === '*') { this.events.fold?.(row, true, true); return; }
		const opens = key === 'ArrowRight';
		if (isOpen !== undefined && isOpen !== opens) { this.events.fold?.(row, opens, false); return; }
		let to = this.active + 1;
		if (!opens) { for (to = this.active - 1; to >= 0 && hierarchy.level(this.rows[to] as R) >= hierarchy.level(row);) { to--; } }
		if ((opens && isOpen !== true) || to < 0 || to >= this.rows.length) { return; }
		this.#select(to, { extends: false, adds: false });
		this.#go(to, true);
	}

	#copied(event: ClipboardEvent): void {
		if (!this.#hasFocus || getSelection()?.toString()) { return; }
		const { chosen } = this;
		event.clipboardData?.setData('text/plain', tsv(this.columns, chosen));
		event.preventDefault();
		this.events.copied?.(chosen.length);
	}

	#resize(id: string, width: number | undefined): void {
		const { [id]: _before, ...others } = this.widths;
		this.widths = width === undefined ? others : { ...others, [id]: Math.round(Math.max(40, width)) };
		this.events.resize?.(this.widths);
	}
}

customElements.define('data-grid', DataGrid);
