import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { styled } from '../shared/styled';
import { t } from '../shared/words';
import { drawing } from './drawing';
import { ruler } from './ruler';
import { rowView } from './rowView';
import { lensOf, mostLane, leastLane, panTo, spineWidth, type Lens, type Scene } from './scene';
import { rowHeight } from './strokes';
import { rowFor } from './walk';

/** Rows that are drawn beyond each edge, so that a fast wheel finds them there. */
const beyond = 10;

/** What the list tells its page. Rows are numbers. */
export interface ListEvents {
	select(row: number): void;
	/** To the comparison, or out of it. */
	mark(row: number): void;
	open(row: number): void;
	/** A key in the rows that isn't the list's own; true where it was taken. */
	key(event: KeyboardEvent, row: number): boolean;
	menu(row: number, x: number, y: number): void;
	zoom(laneWidth: number, pan: number): void;
}

/** The graph: one row for each node, the lanes beside them in one drawing, only what is in sight in the document. */
export class LineageList extends LitElement {
	static override readonly properties = { scene: { attribute: false }, laneWidth: { type: Number }, pan: { type: Number }, events: { attribute: false }, view: { state: true } };
	declare scene: Scene | undefined;
	declare laneWidth: number;
	declare pan: number;
	declare events: ListEvents;
	declare private view: { readonly top: number; readonly height: number; readonly width: number };
	#follow = false;
	#drag: { readonly x: number; readonly pan: number } | undefined;
	readonly #resized = new ResizeObserver(() => { this.#look(); });

	constructor() {
		super();
		Object.assign(this, { laneWidth: 0, pan: 0, view: { top: 0, height: 0, width: 0 } });
		this.addEventListener('keydown', event => { this.#key(event); });
		this.addEventListener('wheel', event => { this.#wheel(event); }, { passive: false });
		this.addEventListener('pointerdown', event => { this.#grab(event); });
		this.addEventListener('pointermove', event => { if (this.#drag) { this.events.zoom(this.laneWidth, Math.max(0, this.#drag.pan + this.#drag.x - event.clientX)); } });
		for (const end of ['pointerup', 'pointercancel'] as const) { this.addEventListener(end, () => { this.#drag = undefined; }); }
	}

	override connectedCallback(): void {
		super.connectedCallback();
		this.#resized.observe(this);
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		this.#resized.disconnect();
	}

	/** Brings a row into sight; gives it the keyboard where that is wanted. */
	go(row: number, takesFocus: boolean): void {
		const scroller = this.#scroller;
		if (!scroller || !this.scene) { return; }
		const top = row * rowHeight, room = scroller.clientHeight;
		const above = top - scroller.scrollTop, below = above + rowHeight - room;
		// One row further scrolls by that row; what is far comes into the middle.
		if (above < -rowHeight || below > rowHeight) { scroller.scrollTop = Math.max(0, top - room / 2); } else if (above < 0) { scroller.scrollTop = top; } else if (below > 0) { scroller.scrollTop += below; }
		const pan = panTo(this.scene.drawn.lanes[row] ?? 0, this.lens);
		if (pan !== this.lens.pan) { this.events.zoom(this.laneWidth, pan); }
		this.#look();
		this.#follow = takesFocus;
		this.requestUpdate();
	}

	get lens(): Lens {
		return lensOf(this.scene?.drawn.grid.lanes ?? 1, this.view.width, this.laneWidth, this.pan, spineWidth(this.scene?.branches));
	}

	/** Light DOM: the page's style sheet dresses it. */
	protected override createRenderRoot(): this {
		return this;
	}

	protected override willUpdate(changed: PropertyValues): void {
		if (changed.has('scene') && document.activeElement?.classList.contains('row') && this.contains(document.activeElement)) { this.#follow = true; }
	}

	protected override updated(changed: PropertyValues): void {
		if (changed.has('scene')) { this.#look(); }
		if (!this.#follow) { return; }
		this.#follow = false;
		this.querySelector<HTMLElement>('.row[tabindex="0"]')?.focus({ preventScroll: true });
	}

	protected override render(): TemplateResult | typeof nothing {
		const { scene } = this;
		if (!scene) { return nothing; }
		const { rows } = scene.drawn;
		const { first, end } = this.#sight(rows.length);
		const active = this.#active;
		const shown = Array.from({ length: Math.max(0, end - first) }, (_none, at) => first + at);
		if (active < first) { shown.unshift(active); } else if (active >= end && active < rows.length) { shown.push(active); }
		const { lens } = this;
		const deeds = {
			click: (event: MouseEvent, row: number) => { if (event.ctrlKey || event.metaKey) { this.events.mark(row); } else { this.events.select(row); } this.#follow = true; },
			open: (row: number) => { this.events.open(row); },
			menu: (event: MouseEvent, row: number) => { event.preventDefault(); this.events.select(row); this.events.menu(row, event.clientX, event.clientY); },
		};
		return html`<div class="heads" aria-hidden="true" ${styled({ '--lanes': `${lens.width}px` })}><span class="cell">${t('Graph')}</span><span class="cell">${t('Node')}</span><span class="cell metric">${t('Primary metric')}</span><span class="cell commit">${t('Commit')}</span><span class="cell when">${t('When')}</span></div>
			<div class="rows-and-ruler"><div class="scroller" tabindex="-1" @scroll=${() => { this.#look(); }}>
				<div class="rows" role="tree" aria-label=${t('Lineage, newest first')} aria-multiselectable="true" ${styled({ height: `${rows.length * rowHeight}px`, '--lanes': `${lens.width}px` })}>
					${repeat(shown, at => rows[at]?.key, at => rowView(scene, at, at === active, deeds))}
				</div>
				${drawing(scene, first, end, lens)}
			</div>
			${ruler(scene, this.view, row => { const scroller = this.#scroller; if (scroller) { scroller.scrollTop = row * rowHeight - scroller.clientHeight / 2; } })}</div>`;
	}

	get #active(): number {
		return Math.max(0, this.scene?.selected ?? 0);
	}

	get #scroller(): HTMLElement | null {
		return this.querySelector('.scroller');
	}

	#sight(count: number): { readonly first: number; readonly end: number } {
		const first = Math.min(Math.max(0, count - 1), Math.max(0, Math.floor(this.view.top / rowHeight) - beyond));
		return { first, end: Math.min(count, Math.ceil((this.view.top + this.view.height) / rowHeight) + beyond) };
	}

	#look(): void {
		const scroller = this.#scroller;
		if (!scroller) { return; }
		const { scrollTop: top, clientHeight: height, clientWidth: width } = scroller;
		const { view } = this;
		if (view.height !== height || view.width !== width || Math.abs(view.top - top) >= rowHeight * 3) { this.view = { top, height, width }; }
	}

	#key(event: KeyboardEvent): void {
		const { scene } = this;
		if (!scene || !(event.target as HTMLElement).classList.contains('row')) { return; }
		const active = this.#active;
		const control = event.ctrlKey || event.metaKey;
		const to = event.altKey ? undefined : rowFor(event.key, active, scene.drawn.rows.length, Math.max(1, Math.floor(this.view.height / rowHeight) - 1));
		if (to !== undefined) {
			this.events.select(to);
			this.go(to, true);
		} else if (event.key === 'Enter' && !control) { this.events.open(active); }
		else if (event.key === ' ') { if (control) { this.events.mark(active); } else { this.events.select(active); } }
		else if (!this.events.key(event, active)) { return; }
		event.preventDefault();
		// VS Code hears every key that reaches the window.
		event.stopPropagation();
	}

	/** Ctrl or Cmd with the wheel zooms over the lanes; a wheel to the side pans. */
	#wheel(event: WheelEvent): void {
		const isOverLanes = event.clientX - this.getBoundingClientRect().left < this.lens.width;
		const { laneWidth, pan } = this.lens;
		if (isOverLanes && (event.ctrlKey || event.metaKey)) { this.events.zoom(Math.max(leastLane, Math.min(mostLane, laneWidth * (event.deltaY < 0 ? 1.15 : 1 / 1.15))), pan); }
		else if (isOverLanes && (event.deltaX !== 0 || event.shiftKey)) { this.events.zoom(this.laneWidth, Math.max(0, pan + (event.deltaX || event.deltaY))); }
		else { return; }
		event.preventDefault();
	}

	#grab(event: PointerEvent): void {
		const { width, pan } = this.lens;
		if (event.button === 0 && event.clientX - this.getBoundingClientRect().left < width && !(event.target as HTMLElement).closest('.ruler, .heads')) { this.#drag = { x: event.clientX, pan }; }
	}
}

customElements.define('lineage-list', LineageList);

declare global {
	interface HTMLElementTagNameMap { 'lineage-list': LineageList }
}
