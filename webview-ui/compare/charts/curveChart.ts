import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import type { Comparison } from '../../../src/core/compare/comparison';
import { formatMetric, metricDecimals } from '../../../src/core/present/numbers';
import { formatCount, formatDuration } from '../../../src/core/present/quantities';
import type { Curves } from '../../../src/protocol/compare';
import { t } from '../../shared/words';
import { drawnCurves, valueAt, type Box, type CurveOptions, type Drawn } from './drawn';

type Select = HTMLElementTagNameMap['vscode-single-select'];

const height = 280;
/** Rows of the table behind the chart. */
const tableRows = 20;

/** Curves of one metric over the trainings of the versions, with a crosshair for the mouse and the arrows, and a table behind it. */
export class CurveChart extends LitElement {
	static override readonly properties = { comparison: { attribute: false }, width: { attribute: false }, load: { attribute: false }, curves: { state: true }, options: { state: true }, at: { state: true }, isTable: { state: true }, failure: { state: true } };
	declare comparison: Comparison;
	declare width: number;
	declare load: (metric: string | null) => Promise<Curves | undefined>;
	declare private curves: Curves | null | undefined;
	declare private options: CurveOptions;
	/** Where the crosshair stands, on the x axis. */
	declare private at: number | undefined;
	declare private isTable: boolean;
	declare private failure: string | undefined;

	constructor() {
		super();
		Object.assign(this, { width: 600, options: { byTime: false, smoothing: 0, isLog: false }, isTable: false });
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
			this.curves = await this.load(metric) ?? null;
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
		const box: Box = { width: Math.max(280, this.width - 32), height, left: 56, right: this.width < 560 ? 70 : 130, top: 12, bottom: 26 };
		const drawn = drawnCurves(curves.curves, this.comparison, options, box);
		return html`<div class="chart-choices">
				<vscode-single-select label=${t('Metric')} .value=${curves.metric} @change=${(event: Event) => { void this.#ask((event.target as Select).value); }}>${curves.metrics.map(metric => html`<vscode-option value=${metric} ?selected=${metric === curves.metric}>${metric}</vscode-option>`)}</vscode-single-select>
				${curves.curves.some(curve => curve.seconds) ? html`<vscode-checkbox label=${t('By time')} ?checked=${options.byTime} @change=${() => { this.options = { ...options, byTime: !options.byTime }; this.at = undefined; }}></vscode-checkbox>` : nothing}
				<vscode-checkbox label=${t('Log scale')} ?checked=${options.isLog} @change=${() => { this.options = { ...options, isLog: !options.isLog }; }}></vscode-checkbox>
				<label class="smoothing">${t('Smoothing')}<input type="range" min="0" max="0.98" step="0.02" .value=${String(options.smoothing)} @input=${(event: Event) => { this.options = { ...options, smoothing: Number((event.target as HTMLInputElement).value) }; }}><span class="mono">${options.smoothing.toFixed(2)}</span></label>
				<button class="link" aria-pressed=${this.isTable} @click=${() => { this.isTable = !this.isTable; }}>${this.isTable ? t('Show as Chart') : t('Show as Table')}</button>
			</div>${this.isTable ? this.#table(drawn) : this.#chart(drawn, box)}`;
	}

	#chart(drawn: Drawn, box: Box): TemplateResult {
		const { x, y, curves, px, py } = drawn;
		const decimals = metricDecimals(y.ticks);
		const label = t('{0} over the training of {1}', this.curves?.metric ?? '', curves.map(curve => `${curve.name} ${curve.end ? t('to {0}', formatMetric(curve.end.value)) : ''}`.trim()).join(', '));
		const from = (event: PointerEvent) => {
			const inside = (event.clientX - (event.currentTarget as Element).getBoundingClientRect().left - box.left) / (box.width - box.left - box.right);
			this.at = inside < 0 || inside > 1 ? undefined : x.low + inside * (x.high - x.low);
		};
		return html`<div class="chart-box"><svg class="curves" width=${box.width} height=${box.height} role="img" aria-label=${label} tabindex="0" @pointermove=${from} @pointerleave=${() => { this.at = undefined; }} @keydown=${(event: KeyboardEvent) => { this.#key(event, drawn); }}>
			${y.ticks.map(tick => svg`<line class="rule" x1=${box.left} x2=${box.width - box.right} y1=${py(tick)} y2=${py(tick)}></line><text class="tick" x=${box.left - 8} y=${py(tick) + 4} text-anchor="end">${formatMetric(tick, decimals)}</text>`)}
			${x.ticks.map(tick => svg`<text class="tick" x=${px(tick)} y=${box.height - 8} text-anchor="middle">${this.#place(tick)}</text>`)}
			<text class="tick" x=${box.width - box.right + 24} y=${box.height - 8}>${this.options.byTime ? t('time') : t('step')}</text>
			${curves.map(curve => svg`${curve.raw === '' ? nothing : svg`<path class="raw series-${curve.series.color}" d=${curve.raw}></path>`}<path class="series-${curve.series.color}" d=${curve.path} stroke-dasharray=${curve.series.dash}></path>
				${curve.end ? svg`<circle class="series-${curve.series.color}" cx=${curve.end.x} cy=${curve.end.y} r="3"></circle>${Number.isNaN(curve.end.label) ? nothing : svg`<text class="end" x=${curve.end.x + 8} y=${curve.end.label + 4}>${curve.name} ${formatMetric(curve.end.value)}</text>`}` : nothing}`)}
			${this.at === undefined ? nothing : svg`<line class="cross" x1=${px(this.at)} x2=${px(this.at)} y1=${box.top} y2=${box.height - box.bottom}></line>`}
		</svg><p class="at secondary" role="status">${this.at === undefined ? t('Point at the chart, or use the arrow keys, to read values.') : this.#said(drawn, this.at)}</p></div>`;
	}

	/** In the order of the lines, highest first; those that have ended say so. */
	#said({ curves }: Drawn, at: number): TemplateResult {
		const there = curves.map(curve => ({ curve, value: valueAt(curve, at) })).filter(one => one.value !== undefined);
		const live = there.flatMap(({ curve, value }) => (typeof value === 'number' ? [{ curve, value }] : [])).sort((a, b) => b.value - a.value);
		const ended = there.filter(one => one.value === null);
		return html`<b>${this.options.byTime ? this.#place(at) : t('Step {0}', this.#place(at))}</b>${live.slice(0, 12).map(({ curve, value }) => html`<span>${curve.name} <span class="mono">${formatMetric(value)}</span></span>`)}${ended.slice(0, 6).map(({ curve }) => html`<span>${t('{0} ended at {1}', curve.name, this.#place(curve.xs.at(-1) ?? 0))}</span>`)}`;
	}

	#table({ curves, x }: Drawn): TemplateResult {
		const places = Array.from({ length: tableRows }, (_, i) => x.low + i / (tableRows - 1) * (x.high - x.low));
		return html`<div class="chart-table"><table><thead><tr><th scope="col">${this.options.byTime ? t('time') : t('step')}</th>${curves.map(curve => html`<th scope="col">${curve.name}</th>`)}</tr></thead>
			<tbody>${places.map(place => html`<tr><th scope="row">${this.#place(place)}</th>${curves.map(curve => { const value = valueAt(curve, place); return html`<td>${value === null ? t('ended') : value === undefined ? t('not recorded') : formatMetric(value)}</td>`; })}</tr>`)}</tbody></table></div>`;
	}

	#place(x: number): string {
		return this.options.byTime ? formatDuration(x * 1000) : Number.isInteger(x) || Math.abs(x) >= 10 ? formatCount(Math.round(x)) : String(Number(x.toPrecision(3)));
	}

	#key(event: KeyboardEvent, { x }: Drawn): void {
		const by = (x.high - x.low) / 50;
		const to = { ArrowRight: (this.at ?? x.low - by) + by, ArrowLeft: (this.at ?? x.high + by) - by, Home: x.low, End: x.high }[event.key];
		if (to === undefined && event.key !== 'Escape') { return; }
		this.at = to === undefined ? undefined : Math.max(x.low, Math.min(x.high, to));
		event.preventDefault();
		event.stopPropagation();
	}
}

customElements.define('curve-chart', CurveChart);
