import { html, LitElement, noChange, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Comparison } from '../../src/core/compare/comparison';
import { rowName } from '../../src/core/present/comparedWords';
import { styled } from '../shared/styled';
import { t } from '../shared/words';
import { columnHead } from './heads';
import { columnsIn, type Layout } from './layout';
import { lineAt, type Line, type Lines } from './lines';
import { canDiff, groupLine, openDiff, rowLine, sectionLine } from './lineView';
import { columnOrder } from './order';
import type { Deeds } from './state';
import { stepFrom, type Place } from './step';

/** Lines that are drawn beyond each edge, so that a fast wheel finds them there. */
const beyond = 12;

/**
 * The table of a comparison: only the lines and columns in sight are in the document. It scrolls with the page, under its own heads and the
 * strip. Cells are reached by arrows and one tab stop.
 */
export class CompareTable extends LitElement {
	static override readonly properties = { comparison: { attribute: false }, lines: { attribute: false }, layout: { attribute: false }, shown: { attribute: false }, evaluated: { attribute: false }, brushed: { attribute: false }, deeds: { attribute: false }, view: { state: true }, active: { state: true } };
	declare comparison: Comparison;
	declare lines: Lines;
	declare layout: Layout;
	declare shown: number;
	declare evaluated: string;
	/** Columns inside the brush; undefined without one. */
	declare brushed: ReadonlySet<number> | undefined;
	declare deeds: Deeds;
	declare private view: { readonly top: number; readonly height: number; readonly left: number; readonly width: number };
	/** Line -1 are the heads; column -1 are the names, 0 is the base. */
	declare private active: Place;
	#follow = false;
	/** Lines out of sight are left as they are until those in sight are on the screen. */
	#isSightOnly = false;
	readonly #look = () => { this.#looked(); };
	readonly #resized = new ResizeObserver(this.#look);
	readonly #copy = (event: ClipboardEvent) => { this.#copied(event); };

	constructor() {
		super();
		this.view = { top: 0, height: 0, left: 0, width: 0 };
		this.active = { line: 0, column: -1 };
		this.addEventListener('keydown', event => { this.#key(event); });
		this.addEventListener('focusin', event => { this.#focused(event); });
	}

	override connectedCallback(): void {
		super.connectedCallback();
		this.#scroller?.addEventListener('scroll', this.#look, { passive: true });
		if (this.#scroller) { this.#resized.observe(this.#scroller); }
		document.addEventListener('copy', this.#copy);
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		this.#resized.disconnect();
		document.removeEventListener('copy', this.#copy);
	}

	/** The version of the column that has the keyboard; undefined on the names. */
	get activeVersion(): string | undefined {
		if (this.layout.density === 'narrow') { return this.comparison.columns[this.shown]?.id; }
		return this.comparison.columns[columnOrder(this.comparison)[this.active.column] ?? -1]?.id;
	}

	/** Puts the keyboard on a row or section: 'metrics/auc', 'tensors'. */
	reveal(key: string): void {
		const at = this.lines.lines.findIndex(line => line.key === key);
		if (at >= 0) { this.#go({ line: at, column: this.active.column }, true); }
	}

	/** The next row that differs, or the one before. */
	nextDifference(by: 1 | -1): void {
		const { lines } = this.lines;
		for (let at = this.active.line + by; at >= 0 && at < lines.length; at += by) {
			const line = lines[at];
			if (line?.is === 'row' && line.row.differs) { this.#go({ ...this.active, line: at }, true); return; }
		}
	}

	focusLines(): void {
		this.#go({ line: Math.max(0, Math.min(this.active.line, this.lines.lines.length - 1)), column: this.active.column }, true);
	}

	/** Light DOM: the page's style sheet dresses it. */
	protected override createRenderRoot(): this {
		return this;
	}

	protected override willUpdate(changed: PropertyValues): void {
		if (changed.has('comparison')) { this.#sightFirst(); }
		const before = changed.get('lines') as Lines | undefined;
		if (!before) { return; }
		const key = before.lines[this.active.line]?.key;
		const at = this.lines.lines.findIndex(line => line.key === key);
		if (this.contains(document.activeElement)) { this.#follow = true; }
		if (this.active.line >= 0) { this.active = { ...this.active, line: at >= 0 ? at : Math.max(0, Math.min(this.active.line, this.lines.lines.length - 1)) }; }
	}

	#sightFirst(): void {
		this.#isSightOnly = true;
		// A hidden page draws no frames, and has nobody to hurry for.
		if (document.hidden) { this.#isSightOnly = false; return; }
		requestAnimationFrame(() => { setTimeout(() => { this.#isSightOnly = false; this.requestUpdate(); }); });
	}

	protected override updated(changed: PropertyValues): void {
		if (changed.has('lines') || changed.has('layout')) { this.#looked(); }
		if (!this.#follow) { return; }
		this.#follow = false;
		this.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
	}

	protected override render(): TemplateResult {
		const { comparison, layout, lines: { lines, height }, view } = this;
		const others = comparison.columns.length - 1;
		const { first, end } = layout.density === 'narrow' ? { first: 0, end: 0 } : columnsIn(layout, view.left, view.width, others);
		const from = Math.max(0, lineAt(lines, view.top) - beyond), to = Math.min(lines.length, lineAt(lines, view.top + view.height) + 1 + beyond);
		const seen = (at: number) => { const line = lines[at]; return !this.#isSightOnly || view.height === 0 || at === this.active.line || (line !== undefined && line.top > view.top - 30 && line.top < view.top + view.height); };
		const drawn = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
		if (this.active.line >= 0 && this.active.line < lines.length && (this.active.line < from || this.active.line >= to)) { drawn.push(this.active.line); }
		const template = layout.density === 'narrow' ? 'minmax(100px, 3fr) minmax(200px, 5fr)' : `${layout.name}px ${layout.base}px ${layout.spread ? `${layout.spread}px ` : ''}repeat(${others}, ${layout.other}px)`;
		return html`<div class="table ${layout.density}" role="treegrid" aria-label=${t('Comparison')} aria-rowcount=${lines.length + 1} aria-colcount=${comparison.columns.length + (layout.density === 'many' ? 2 : 1)} ${styled({ '--columns': template, '--total': `${layout.total}px`, '--name': `${layout.name}px`, '--room': `${view.width}px`, '--skipped': String(first) })}>
			${layout.density === 'narrow' ? nothing : this.#heads(first, end)}
			<div class="lines" role="rowgroup" ${styled({ height: `${height}px` })}>${repeat(drawn, at => lines[at]?.key, at => (seen(at) ? this.#line(at, first, end) : noChange))}</div>
		</div>`;
	}

	#heads(first: number, end: number): TemplateResult {
		const { comparison, layout: { density }, deeds } = this;
		const order = columnOrder(comparison);
		const tab = (column: number) => (this.active.line === -1 && this.active.column === column ? 0 : -1);
		const { differ, all } = this.lines;
		return html`<div class="heads" role="row" aria-rowindex="1">
			<div class="cell name-cell head" role="columnheader" tabindex=${tab(-1)} data-column="-1"><span class="head-line cut">${t('{0} of {1} rows differ', differ.toLocaleString('en'), all.toLocaleString('en'))}</span><span class="head-facts secondary cut"><kbd>B</kbd> ${density === 'many' ? t('sets the baseline') : t('makes a column the baseline')}</span></div>
			<div class="cell base-cell head ${this.brushed?.has(comparison.base) ? 'brushed' : ''}" role="columnheader" tabindex=${tab(0)} data-column="0">${columnHead(comparison, comparison.base, density, deeds)}</div>
			${density === 'many' ? html`<div class="cell spread-cell head" role="columnheader"><span class="head-line">${t('Spread')}</span><span class="head-facts secondary cut"><b class="base-bar">|</b> ${t('is {0}', comparison.columns[comparison.base]?.name ?? '')}</span></div>` : nothing}
			${order.slice(first + 1, end + 1).map((at, i) => {
				const id = comparison.columns[at]?.id ?? '';
				return html`<div class="cell head other ${density} ${this.brushed?.has(at) ? 'brushed' : ''}" role="columnheader" draggable="true" tabindex=${tab(first + i + 1)} data-column=${first + i + 1} ${styled({ 'grid-column': String(first + i + (density === 'many' ? 4 : 3)) })}
					@dragstart=${(event: DragEvent) => { event.dataTransfer?.setData('application/x-version', id); }} @dragover=${(event: DragEvent) => { event.preventDefault(); }} @drop=${(event: DragEvent) => { const moved = event.dataTransfer?.getData('application/x-version'); if (moved) { deeds.moveTo(moved, id); } }}>${columnHead(comparison, at, density, deeds)}</div>`;
			})}</div>`;
	}

	#line(at: number, first: number, end: number): TemplateResult {
		const line = this.lines.lines[at];
		if (!line) { return html``; }
		const context = { comparison: this.comparison, layout: this.layout, first, end, shown: this.shown, evaluated: this.evaluated, brushed: this.brushed, deeds: this.deeds, active: this.active.line === at ? this.active.column : undefined };
		const isOpen = line.is === 'row' ? undefined : line.isOpen;
		return html`<div class="line ${line.is}-line ${line.is === 'row' ? `of-${line.section.id}` : ''} ${this.active.line === at ? 'active' : ''} ${line.is === 'row' && !line.row.differs ? 'equal' : ''}" role="row" data-line=${at} aria-rowindex=${at + 2} aria-level=${line.is === 'section' ? 1 : 2} aria-expanded=${ifDefined(isOpen)} ${styled({ top: `${line.top}px` })}>${line.is === 'section' ? sectionLine(line, context) : line.is === 'group' ? groupLine(line, context) : rowLine(line, context)}</div>`;
	}

	get #scroller(): HTMLElement | null {
		return this.closest('.scroller');
	}

	#looked(): void {
		const scroller = this.#scroller;
		const body = this.querySelector<HTMLElement>('.lines');
		if (!scroller || !body) { return; }
		const now = { top: Math.max(0, scroller.getBoundingClientRect().top - body.getBoundingClientRect().top), height: scroller.clientHeight, left: scroller.scrollLeft, width: scroller.clientWidth };
		const { view } = this;
		// Within what is drawn beyond the edges nothing has to be drawn anew.
		if (Math.abs(now.top - view.top) >= 88 || now.height !== view.height || Math.abs(now.left - view.left) >= this.layout.other || now.width !== view.width || (now.top === 0 && view.top !== 0)) { this.view = now; }
	}

	#go(to: Place, takesFocus: boolean): void {
		this.active = to;
		const scroller = this.#scroller, body = this.querySelector<HTMLElement>('.lines'), line = this.lines.lines[to.line];
		if (scroller && body && line) {
			const covered = [...document.querySelectorAll<HTMLElement>('.strip, .narrow-strip, .heads')].reduce((sum, one) => sum + one.offsetHeight, 0);
			const y = body.getBoundingClientRect().top - scroller.getBoundingClientRect().top + line.top;
			if (y < covered) { scroller.scrollTop += y - covered; } else if (y + 28 > scroller.clientHeight) { scroller.scrollTop += y + 28 - scroller.clientHeight; }
		}
		if (scroller && to.column > 0 && this.layout.density !== 'narrow') {
			const { name, base, spread, other } = this.layout;
			const left = (to.column - 1) * other, room = scroller.clientWidth - name - base - spread;
			if (left < scroller.scrollLeft) { scroller.scrollLeft = left; } else if (left + other > scroller.scrollLeft + room) { scroller.scrollLeft = left + other - room; }
		}
		this.#looked();
		this.#follow = takesFocus;
		this.requestUpdate();
	}

	#focused(event: FocusEvent): void {
		const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-column]');
		const line = cell?.closest<HTMLElement>('[data-line]');
		if (!cell) { return; }
		const to = { line: line ? Number(line.dataset['line']) : -1, column: Number(cell.dataset['column']) };
		if (to.line !== this.active.line || to.column !== this.active.column) { this.active = to; }
	}

	#key(event: KeyboardEvent): void {
		if (event.target instanceof HTMLButtonElement || event.target instanceof HTMLSelectElement || !this.#handled(event)) { return; }
		event.preventDefault();
		// VS Code hears every key that reaches the window.
		event.stopPropagation();
	}

	#handled({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
		const line = this.lines.lines[this.active.line];
		if (altKey || ctrlKey || metaKey) { return false; }
		if ((line?.is === 'section' || line?.is === 'group') && (key === 'Enter' || key === ' ' || (key === 'ArrowRight' && !line.isOpen) || (key === 'ArrowLeft' && line.isOpen))) { this.deeds.fold(line.key, !line.isOpen); return true; }
		if (key === 'Enter' && this.active.line === -1 && this.activeVersion !== undefined) { this.deeds.setBase(this.activeVersion); return true; }
		if (key === 'Enter' && line?.is === 'row') { return this.#enter(line); }
		const columns = this.layout.density === 'narrow' ? 1 : this.comparison.columns.length;
		const to = stepFrom(this.active, key, { lines: this.lines.lines.length, columns, page: Math.max(1, Math.floor(this.view.height / 22) - 6), hasHeads: this.layout.density !== 'narrow' });
		if (to) { this.#go(to, true); }
		return to !== undefined;
	}

	#enter(line: Line & { readonly is: 'row' }): boolean {
		const { columns } = this.comparison;
		const at = columns.findIndex(column => column.id === this.activeVersion);
		// On the name, or on the base: what the only other version differs in.
		const other = at >= 0 && at !== this.comparison.base ? at : columns.length === 2 ? 1 - this.comparison.base : -1;
		const version = columns[other]?.id;
		if (version === undefined || !canDiff(line, other)) { return false; }
		openDiff(line, version, this.deeds);
		return true;
	}

	#copied(event: ClipboardEvent): void {
		const line = this.lines.lines[this.active.line];
		if (!this.contains(document.activeElement) || getSelection()?.toString() || line?.is !== 'row') { return; }
		event.clipboardData?.setData('text/plain', [rowName(line.row), ...columnOrder(this.comparison).map(at => line.row.cells[at]?.text ?? '')].map(text => text.replace(/[\t\r\n]+/g, ' ')).join('\t'));
		event.preventDefault();
	}
}

customElements.define('compare-table', CompareTable);
