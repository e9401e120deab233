import { html, nothing, type TemplateResult } from 'lit';
import type { Comparison } from '../../../src/core/compare/comparison';
import { icon } from '../../shared/icon';
import { t } from '../../shared/words';
import type { Arranged, Deeds } from '../state';
import { chartKinds, type ChartKind } from './chartKinds';
import './curveChart';
import './versionChart';

/** The section of charts, under the table. Courses are read when it is opened: they are the largest part of what a version has. */
export function charts(comparison: Comparison, arranged: Arranged, width: number, deeds: Deeds): TemplateResult {
	const { folds, isChartTable } = arranged, kind = chartKinds.find(one => one === arranged.chart) ?? 'curves';
	const isOpen = folds['charts'] ?? false;
	const titles = titlesOf();
	return html`<section id="charts" class="charts ${isOpen ? 'open' : ''}" aria-label=${t('Charts')}>
		<div class="charts-head"><h2><button aria-expanded=${isOpen} @click=${() => { deeds.fold('charts', !isOpen); }}>${icon(isOpen ? 'chevron-down' : 'chevron-right')}<b>${t('Charts')}</b></button></h2>
			${isOpen ? html`<span class="charts-deeds">
				<button class="link" @click=${() => { deeds.saveChart('svg'); }}>${t('Save as SVG')}</button><button class="link" @click=${() => { deeds.saveChart('png'); }}>${t('Save as PNG')}</button><button class="link" @click=${() => { deeds.saveChart('vl.json'); }}>${t('Save as Vega-Lite')}</button>
				<button class="link" aria-pressed=${isChartTable} @click=${() => { deeds.arrange({ isChartTable: !isChartTable }); }}>${isChartTable ? t('Show as Chart') : t('Show as Table')}</button></span>` : html`<span class="secondary cut">${chartKinds.map(one => titles[one]).join(', ').toLowerCase()}</span>`}</div>
		${isOpen ? html`<div class="chart-tabs" role="tablist" aria-label=${t('Charts')}>${chartKinds.map(one => html`<button role="tab" id="tab-${one}" aria-selected=${one === kind} aria-controls="chart" tabindex=${one === kind ? 0 : -1} @click=${() => { deeds.arrange({ chart: one }); }} @keydown=${(event: KeyboardEvent) => { walk(event, kind, deeds); }}>${titles[one]}</button>`)}</div>
			<div id="chart" role="tabpanel" aria-labelledby="tab-${kind}">${kind === 'curves' ? html`<curve-chart .comparison=${comparison} .width=${width} .isTable=${isChartTable} .load=${deeds.curves}></curve-chart>`
				: html`<version-chart .kind=${kind} .comparison=${comparison} .arranged=${arranged} .width=${width} .deeds=${deeds}></version-chart>`}</div>` : nothing}
	</section>`;
}

function titlesOf(): Readonly<Record<ChartKind, string>> {
	return { curves: t('Metric curves'), bars: t('Bars'), scatter: t('Scatter'), parallel: t('Parallel coordinates'), importance: t('Parameter importance') };
}

function walk(event: KeyboardEvent, now: ChartKind, deeds: Deeds): void {
	const at = chartKinds.indexOf(now);
	const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
	const kind = to === undefined ? undefined : chartKinds.at(to % chartKinds.length);
	if (!kind) { return; }
	deeds.arrange({ chart: kind });
	queueMicrotask(() => { queueMicrotask(() => { document.getElementById(`tab-${kind}`)?.focus(); }); });
	event.preventDefault();
	event.stopPropagation();
}
