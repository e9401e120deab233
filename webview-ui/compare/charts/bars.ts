import { html, nothing, svg, type SVGTemplateResult } from 'lit';
import { formatMetric, metricDecimals } from '../../../src/core/present/numbers';
import { t } from '../../shared/words';
import { barsOf, type Bar } from './barsOf';
import { check, choice } from './choices';
import { colorOf, fitted, widthOf } from './marks';
import type { Plot, PlotContext } from './plot';
import { chosen, metricsOf, type Quantity } from './quantities';
import { scaleOf } from './scale';
import { barsSpec } from './vegaLite';

export function barsPlot(context: PlotContext): Plot {
	const { comparison, arranged, width, deeds } = context;
	const { columns, base } = comparison;
	const metrics = metricsOf(comparison), metric = chosen(metrics, arranged.chartMetric);
	const baseName = columns[base]?.name ?? '';
	if (!metric) { return { controls: html``, picture: undefined, note: t('No metric was recorded in these versions.'), table: { head: [], rows: [] }, spec: undefined, points: [] }; }
	const isDifference = arranged.chartDifference && metric.values[base] !== undefined;
	const bars = barsOf(metric, columns, base, { isDifference, isSorted: arranged.chartSorted });
	const said = ({ name, text, isBetter }: Bar) => `${name} ${text}${isBetter === undefined ? '' : ` ${isBetter ? t('better') : t('worse')}`}`;
	return {
		controls: html`${choice(t('Metric'), metrics, metric.key, key => { deeds.arrange({ chartMetric: key }); })}
			${check(t('Difference from {0}', baseName), isDifference, () => { deeds.arrange({ chartDifference: !arranged.chartDifference }); })}
			${check(t('Sort by value'), arranged.chartSorted, () => { deeds.arrange({ chartSorted: !arranged.chartSorted }); })}`,
		picture: picture(metric, bars, context, isDifference),
		note: isDifference ? t('{0}, difference from {1}. Bars begin at zero.', metric.name, baseName) : t('{0}{1}. Bars begin at zero.', metric.name, metric.direction === undefined ? '' : metric.direction === 'higher' ? ` ${t('(higher is better)')}` : ` ${t('(lower is better)')}`),
		table: { head: [t('Version'), metric.name, ...(isDifference ? [t('Difference from {0}', baseName)] : [])], rows: bars.map(bar => [bar.name, metric.texts[bar.column] ?? '', ...(isDifference ? [said(bar).slice(bar.name.length + 1)] : [])]) },
		spec: barsSpec(metric.name, bars, isDifference, width),
		points: bars.map(bar => ({ column: bar.column, said: said(bar) })),
	};
}

function picture(metric: Quantity, bars: readonly Bar[], { comparison, width, at, point }: PlotContext, isDifference: boolean) {
	const step = bars.length > 60 ? 16 : 22, top = 8;
	const left = Math.min(160, 24 + Math.max(...bars.map(bar => widthOf(bar.name)))), right = 24 + Math.max(60, ...bars.map(bar => widthOf(bar.text) + 14));
	const scale = scaleOf([0, ...bars.flatMap(bar => bar.value ?? [])], false, width < 500 ? 3 : 6);
	const hasNegative = bars.some(bar => (bar.value ?? 0) < 0);
	// The text of a bar to the left of zero stands to its left.
	const from = left + (hasNegative ? right - 24 : 0), to = width - right;
	const x = (value: number) => from + scale.at(value) * Math.max(20, to - from);
	const height = top + bars.length * step + 26, zero = x(0);
	const label = t('{0} of {1} versions: {2}', metric.name, bars.length, bars.slice(0, 12).map(bar => `${bar.name} ${bar.text}`).join(', '));
	const decimals = metricDecimals(scale.ticks);
	const line = (bar: Bar, i: number): SVGTemplateResult => {
		const y = top + i * step, end = bar.value === undefined ? zero : x(bar.value);
		const glyph = bar.isBetter === undefined ? '' : bar.isBetter ? ' ▲' : ' ▽';
		const color = isDifference && bar.isBetter !== undefined ? (bar.isBetter ? 'bar-better' : 'bar-worse') : colorOf(bar.column, comparison);
		const isLeft = (bar.value ?? 0) < 0;
		return svg`<g class="bar-line ${at === bar.column ? 'pointed' : ''}" @pointerenter=${() => { point(bar.column); }}>
			<rect class="hit" x="0" y=${y} width=${width} height=${step}></rect>
			<text class="name" x=${left - 8} y=${y + step / 2 + 4} text-anchor="end">${fitted(bar.name, left - 16)}</text>
			${bar.value === undefined ? nothing : svg`<rect class="fill ${color}" x=${Math.min(zero, end)} y=${y + 4} width=${Math.max(1, Math.abs(end - zero))} height=${step - 8}></rect>`}
			<text class=${bar.value === undefined ? 'tick' : 'end'} x=${isLeft ? end - 6 : end + 6} y=${y + step / 2 + 4} text-anchor=${isLeft ? 'end' : 'start'}>${bar.text}${glyph}</text></g>`;
	};
	return html`<svg class="chart bars" width=${width} height=${height} role="img" aria-label=${label} tabindex="0">
		${scale.ticks.map(tick => svg`<line class="rule" x1=${x(tick)} x2=${x(tick)} y1=${top} y2=${height - 22}></line><text class="tick" x=${x(tick)} y=${height - 6} text-anchor="middle">${formatMetric(tick, decimals)}</text>`)}
		${bars.map(line)}
		<line class="axis" x1=${zero} x2=${zero} y1=${top} y2=${height - 22}></line></svg>`;
}
