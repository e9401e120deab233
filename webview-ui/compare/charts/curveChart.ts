import { html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import type { Comparison } from '../../../src/core/compare/comparison';
import { formatMetric, metricDecimals } from '../../../src/core/present/numbers';
import { formatCount, formatDuration } from '../../../src/core/present/quantities';
import type { Along, CurvePart, Curves } from '../../../src/protocol/compare';
import { styled } from '../../shared/styled';
import { t } from '../../shared/words';
import { chartTable } from './chartTable';
import { check, choice } from './choices';
import { curvesSpec } from './vegaLite';
import { drawnCurves, valueAt, xsOf, type Box, type CurveOptions, type Drawn } from './drawn';

const height = 280;
/** Rows of the table behind the chart. */
const tableRows = 20;
interface Lines { readonly of: Drawn; readonly box: Box; readonly key: readonly unknown[]; readonly lines: TemplateResult }

/** How much of what lies before a part comes with it: a share of its width. */
const before = 0.2;

/** Px of a drag that is no click. */
const leastDrag = 6;

/** Curves of one metric over the trainings of the versions, with a crosshair for the mouse and the arrows, zoom, and a table behind it. */
export class CurveChart extends LitElement {
	static override readonly properties = { comparison: { attribute: false }, width: { attribute: false }, isTable: { attribute: false }, load: { attribute: false }, curves: { state: true }, closer: { state: true }, options: { state: true }, at: { state: true }, drag: { state: true }, failure: { state: true } };
	declare comparison: Comparison;
	declare width: number;
	declare isTable: boolean;
	declare load: (metric: string | null, part: CurvePart | null) => Promise<Curves | undefined>;
	declare private curves: Curves | null | undefined;
	/** The curves of the part that is looked at, with points that all of them together have no room for. */
	declare private closer: Curves | undefined;
	declare private options: CurveOptions;
	/** Where the crosshair stands, on the x axis. */
	declare private at: number | undefined;
	/** What is being dragged over, on the x axis. */
	declare private drag: readonly [number, number] | undefined;
	declare private failure: string | undefined;
	#drawn: Lines | undefined;

	constructor() {
		super();
		Object.assign(this, { width: 600, options: { along: 'step', smoothing: 0, isLog: false }, isTable: false });
	}

	/** The chart as Vega-Lite; undefined where there is nothing to draw. */
	get spec(): object | undefined {
		const { curves, options } = this;
		const nameOf = (version: string) => this.comparison.columns.find(column => column.id === version)?.name ?? version;
		return curves ? curvesSpec(curves.metric, curves.curves, nameOf, options, this.width) : undefined;
	}

	/** Light DOM: the page's style sheet dresses it. */
	protected override createRenderRoot(): this {
		return this;
	}

	protected override willUpdate(changed: PropertyValues): void {
		const before = changed.get('comparison') as Comparison | undefined;
		const ids = (of: Comparison | undefined) => of?.columns.map(column => column.id).join(' ');
		if (changed.has('comparison') && ids(before) !== ids(this.comparison)) { void this.#ask(this.curves?.metric ?? null); }
	}

	async #ask(metric: string | null): Promise<void> {
		try {
			this.curves = await this.load(metric, null) ?? null;
			this.closer = undefined;
			this.options = { ...this.options, zoom: undefined };
			this.failure = undefined;
		} catch (error) {
			this.failure = error instanceof Error ? error.message : String(error);
		}
	}

	protected override render(): TemplateResult {
		const { curves, options, failure } = this;
		if (failure !== undefined) { return html`<p class="nothing">${failure}</p>`; }
		if (curves === null) { return html`<p class="nothing">${t('No training curve was recorded in these versions.')}</p>`; }
		if (!curves) { return html``; }
		const has = (along: Along) => curves.curves.some(curve => xsOf(curve, along));
		const alongs = ([{ key: 'step', name: t('Step') }, { key: 'epoch', name: t('Epoch') }, { key: 'time', name: t('Time') }] as const).filter(({ key }) => has(key));
		const drawn = this.#drawnNow(this.closer ?? curves, options);
		return html`<div class="chart-choices">
				${choice(t('Metric'), curves.metrics.map(metric => ({ key: metric, name: metric })), curves.metric, metric => { void this.#ask(metric); })}
				${alongs.length > 1 ? choice(t('by'), alongs, options.along, along => { this.options = { ...options, along: along as Along, zoom: undefined }; this.closer = undefined; this.at = undefined; }) : nothing}
				${check(t('Log scale'), options.isLog, () => { this.options = { ...options, isLog: !options.isLog }; })}
				<label class="smoothing">${t('Smoothing')}<input type="range" min="0" max="0.98" step="0.02" .value=${String(options.smoothing)} @input=${(event: Event) => { this.options = { ...options, smoothing: Number((event.target as HTMLInputElement).value) }; }}><span class="mono">${options.smoothing.toFixed(2)}</span></label>
				${options.zoom ? html`<button class="link" @click=${() => { this.#zoom(undefined); }}>${t('Show All')}</button>` : nothing}
			</div>${this.isTable ? this.#table(drawn.of) : this.#chart(drawn)}`;
	}

	/** Lines are made anew where something of them changes, not where the crosshair moves. */
	#drawnNow(curves: Curves, options: CurveOptions): Lines {
		const key = [curves, options, this.width, this.comparison];
		if (this.#drawn?.key.every((one, at) => one === key[at])) { return this.#drawn; }
		const box: Box = { width: Math.max(280, this.width - 32), height, left: 56, right: this.width < 560 ? 70 : 130, top: 12, bottom: 26 };
		const of = drawnCurves(curves.curves, this.comparison, options, box);
		const now = { of, box, key, lines: this.#lines(of, box) };
		this.#drawn = now;
		return now;
	}

	#lines({ x, y, curves, px, py }: Drawn, box: Box): TemplateResult {
		const decimals = metricDecimals(y.ticks);
		const label = t('{0} over the training of {1}', this.curves?.metric ?? '', curves.slice(0, 12).map(curve => `${curve.name} ${curve.end ? t('to {0}', formatMetric(curve.end.value)) : ''}`.trim()).join(', '));
		return html`<svg class="chart curves" width=${box.width} height=${box.height} role="img" aria-label=${label} tabindex="0">
			${y.ticks.map(tick => svg`<line class="rule" x1=${box.left} x2=${box.width - box.right} y1=${py(tick)} y2=${py(tick)}></line><text class="tick" x=${box.left - 8} y=${py(tick) + 4} text-anchor="end">${formatMetric(tick, decimals)}</text>`)}
			${x.ticks.map(tick => svg`<text class="tick" x=${px(tick)} y=${box.height - 8} text-anchor="middle">${this.#place(tick)}</text>`)}
			<text class="tick" x=${box.width - box.right + 24} y=${box.height - 8}>${{ step: t('step'), epoch: t('epoch'), time: t('time') }[this.options.along]}</text>
			${curves.map(curve => svg`${curve.raw === '' ? nothing : svg`<path class="raw series-${curve.series.color}" d=${curve.raw}></path>`}<path class="series-${curve.series.color}" d=${curve.path} stroke-dasharray=${curves.length > 20 ? '' : curve.series.dash}></path>
				${curve.end ? svg`<circle class="series-${curve.series.color}" cx=${curve.end.x} cy=${curve.end.y} r="3"></circle>${Number.isNaN(curve.end.label) ? nothing : svg`<text class="end" x=${curve.end.x + 8} y=${curve.end.label + 4}>${curve.name} ${formatMetric(curve.end.value)}</text>`}` : nothing}`)}
		</svg>`;
	}

	#chart({ of, box, lines }: Lines): TemplateResult {
		const { x, px } = of;
		const from = (event: PointerEvent) => {
			const inside = (event.clientX - (event.currentTarget as Element).getBoundingClientRect().left - box.left) / (box.width - box.left - box.right);
			return x.low + Math.max(0, Math.min(1, inside)) * (x.high - x.low);
		};
		const [low, high] = this.drag ? [Math.min(...this.drag), Math.max(...this.drag)] : [0, 0];
		return html`<div class="chart-box"><div class="chart-pane" @pointerdown=${(event: PointerEvent) => { if (event.button === 0) { (event.currentTarget as Element).setPointerCapture(event.pointerId); this.drag = [from(event), from(event)]; } }}
				@pointermove=${(event: PointerEvent) => { this.at = from(event); if (this.drag) { this.drag = [this.drag[0], this.at]; } }} @pointerup=${() => { this.#dropped(px); }} @pointercancel=${() => { this.drag = undefined; }}
				@pointerleave=${() => { this.at = undefined; }} @dblclick=${() => { this.#zoom(undefined); }} @keydown=${(event: KeyboardEvent) => { this.#key(event, of); }}>${lines}
				${this.at === undefined ? nothing : html`<span class="cross" ${styled({ left: `${px(this.at)}px`, top: `${box.top}px`, height: `${box.height - box.top - box.bottom}px` })}></span>`}
				${this.drag && px(high) - px(low) >= leastDrag ? html`<span class="dragged" ${styled({ left: `${px(low)}px`, width: `${px(high) - px(low)}px`, top: `${box.top}px`, height: `${box.height - box.top - box.bottom}px` })}></span>` : nothing}</div></div>
			<p class="at secondary" role="status">${this.at === undefined ? t('Point at the chart, or use the arrow keys, to read values. Drag to zoom, or press + and −.') : this.#said(of, this.at)}</p>`;
	}

	/** In the order of the lines, highest first; those that have ended say so. */
	#said({ curves }: Drawn, at: number): TemplateResult {
		const there = curves.map(curve => ({ curve, value: valueAt(curve, at) })).filter(one => one.value !== undefined);
		const live = there.flatMap(({ curve, value }) => (typeof value === 'number' ? [{ curve, value }] : [])).sort((a, b) => b.value - a.value);
		const ended = there.filter(one => one.value === null);
		const place = { step: t('Step {0}', this.#place(at)), epoch: t('Epoch {0}', this.#place(at)), time: this.#place(at) }[this.options.along];
		return html`<b>${place}</b>${live.slice(0, 12).map(({ curve, value }) => html`<span>${curve.name} <span class="mono">${formatMetric(value)}</span></span>`)}${live.length > 12 ? html`<span>${t('and {0} more', live.length - 12)}</span>` : nothing}${ended.slice(0, 6).map(({ curve }) => html`<span>${t('{0} ended at {1}', curve.name, this.#place(curve.xs.at(-1) ?? 0))}</span>`)}`;
	}

	#table({ curves, x }: Drawn): TemplateResult {
		const places = Array.from({ length: tableRows }, (_, i) => x.low + i / (tableRows - 1) * (x.high - x.low));
		return chartTable({
			head: [{ step: t('step'), epoch: t('epoch'), time: t('time') }[this.options.along], ...curves.map(curve => curve.name)],
			rows: places.map(place => [this.#place(place), ...curves.map(curve => { const value = valueAt(curve, place); return value === null ? t('ended') : value === undefined ? t('not recorded') : formatMetric(value); })]),
		});
	}

	#place(x: number): string {
		return this.options.along === 'time' ? formatDuration(x * 1000) : Number.isInteger(x) || Math.abs(x) >= 10 ? formatCount(Math.round(x)) : String(Number(x.toPrecision(3)));
	}

	#dropped(px: (value: number) => number): void {
		const { drag } = this;
		this.drag = undefined;
		if (drag && Math.abs(px(drag[1]) - px(drag[0])) >= leastDrag) { this.#zoom([Math.min(...drag), Math.max(...drag)]); }
	}

	#zoom(zoom: readonly [number, number] | undefined): void {
		this.options = { ...this.options, zoom };
		this.at = undefined;
		if (zoom) { void this.#look(zoom); } else { this.closer = undefined; }
	}

	/** Asks for what lies in a part: until it comes, and where it can't be had, what is there is drawn larger. */
	async #look([from, to]: readonly [number, number]): Promise<void> {
		const { curves, options } = this;
		if (!curves?.isThinned) { return; }
		// An average needs what came before it.
		const closer = await this.load(curves.metric, { along: options.along, from: from - (to - from) * before, to }).catch(() => undefined);
		if (closer && this.curves === curves && this.options.along === options.along && this.options.zoom?.[0] === from && this.options.zoom[1] === to) { this.closer = closer; }
	}

	#key(event: KeyboardEvent, { x }: Drawn): void {
		if (event.ctrlKey || event.metaKey || event.altKey) { return; }
		const by = (x.high - x.low) / 50;
		const to = { ArrowRight: (this.at ?? x.low - by) + by, ArrowLeft: (this.at ?? x.high + by) - by, Home: x.low, End: x.high }[event.key];
		if (to !== undefined) { this.at = Math.max(x.low, Math.min(x.high, to)); }
		else if (event.key === '+' || event.key === '=') { const middle = this.at ?? (x.low + x.high) / 2; this.#zoom([Math.max(x.low, middle - by * 12.5), Math.min(x.high, middle + by * 12.5)]); this.at = middle; }
		else if (event.key === '-' || (event.key === 'Escape' && this.options.zoom && this.at === undefined)) { this.#zoom(undefined); }
		else if (event.key === 'Escape' && this.at !== undefined) { this.at = undefined; }
		else { return; }
		event.preventDefault();
		event.stopPropagation();
	}
}

customElements.define('curve-chart', CurveChart);

declare global {
	interface HTMLElementTagNameMap { 'curve-chart': CurveChart }
}
