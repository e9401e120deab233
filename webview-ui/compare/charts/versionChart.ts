import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Comparison } from '../../../src/core/compare/comparison';
import { t } from '../../shared/words';
import type { Arranged, Deeds } from '../state';
import { barsPlot } from './bars';
import type { ChartKind } from './chartKinds';
import { chartTable } from './chartTable';
import { importancePlot } from './importance';
import { parallelPlot } from './parallelPlot';
import type { Plot, PlotContext } from './plot';
import { scatterPlot } from './scatter';

const plots: { readonly [K in Exclude<ChartKind, 'curves'>]: (context: PlotContext) => Plot } = { bars: barsPlot, scatter: scatterPlot, parallel: parallelPlot, importance: importancePlot };

/** A chart of versions: what the mouse or the arrows point at is said below it, and a table stands behind it. */
export class VersionChart extends LitElement {
	static override readonly properties = { kind: {}, comparison: { attribute: false }, arranged: { attribute: false }, width: { attribute: false }, deeds: { attribute: false }, at: { state: true } };
	declare kind: Exclude<ChartKind, 'curves'>;
	declare comparison: Comparison;
	declare arranged: Arranged;
	declare width: number;
	declare deeds: Deeds;
	declare private at: number | undefined;
	#plot: Plot | undefined;

	/** The chart as Vega-Lite; undefined where there is nothing to draw. */
	get spec(): object | undefined {
		return this.#plot?.spec;
	}

	/** Light DOM: the page's style sheet dresses it. */
	protected override createRenderRoot(): this {
		return this;
	}

	protected override willUpdate(changed: PropertyValues): void {
		if (changed.has('comparison') || changed.has('kind')) { this.at = undefined; }
	}

	protected override render(): TemplateResult {
		const plot = plots[this.kind]({ comparison: this.comparison, arranged: this.arranged, width: Math.max(280, this.width - 32), at: this.at, deeds: this.deeds, point: column => { this.at = column; } });
		this.#plot = plot;
		const said = plot.points.find(one => one.column === this.at)?.said;
		return html`<div class="chart-choices">${plot.controls}</div>
			${!plot.picture ? html`<p class="nothing">${plot.note}</p>` : html`<p class="chart-note secondary">${plot.note}</p>
				${this.arranged.isChartTable ? chartTable(plot.table) : html`<div class="chart-box" @pointerleave=${() => { this.at = undefined; }} @keydown=${(event: KeyboardEvent) => { this.#key(event, plot); }}>${plot.picture}</div>
				${plot.points.length ? html`<p class="at secondary" role="status">${said ?? t('Point at the chart, or use the arrow keys, to read values.')}</p>` : nothing}`}`}`;
	}

	/** The arrows walk the versions. */
	#key(event: KeyboardEvent, { points }: Plot): void {
		if (!points.length || event.altKey || event.ctrlKey || event.metaKey) { return; }
		const at = points.findIndex(one => one.column === this.at);
		const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at < 0 ? points.length - 1 : at - 1, ArrowUp: at < 0 ? points.length - 1 : at - 1, Home: 0, End: points.length - 1 }[event.key];
		if (to === undefined && (event.key !== 'Escape' || this.at === undefined)) { return; }
		this.at = to === undefined ? undefined : points[Math.max(0, Math.min(points.length - 1, to))]?.column;
		event.preventDefault();
		event.stopPropagation();
	}
}

customElements.define('version-chart', VersionChart);

declare global {
	interface HTMLElementTagNameMap { 'version-chart': VersionChart }
}
