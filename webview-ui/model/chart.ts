import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Direction } from '../../src/core/present/direction';
import { formatMetric, metricDecimals } from '../../src/core/present/numbers';
import { plainLine } from '../../src/core/present/plain';
import { t } from '../shared/words';
import { chartData, thinned, ticks, type ChartData } from './chartData';
import { chartSentence } from './chartSentence';
import { regressionNotes } from './regressionNotes';
import type { Deeds } from './state';
import type { VersionList } from './versionList';

/** In px. */
const height = 196, top = 18, bottom = 24, left = 52, right = 20;
/** Versions up to which each is a dot; with more there is only the line. */
const fewDots = 120;
/** A pixel can't show more than a few of them. */
const mostPoints = 1_500;

let last: { readonly list: VersionList; readonly metric: string; readonly direction: Direction | undefined; readonly tolerance: number; readonly data: ChartData } | undefined;

function dataOf(list: VersionList, metric: string, direction: Direction | undefined, tolerance: number): ChartData {
	if (last?.list !== list || last.metric !== metric || last.direction !== direction || last.tolerance !== tolerance) { last = { list, metric, direction, tolerance, data: chartData(list, metric, direction, tolerance) }; }
	return last.data;
}

/** The metric over the versions, evenly spaced. The leaderboard is the table behind it. */
export function chart(list: VersionList, metric: string, direction: Direction | undefined, tolerance: number, width: number, deeds: Deeds): TemplateResult {
	const data = dataOf(list, metric, direction, tolerance);
	const { points } = data;
	const name = plainLine(metric);
	const title = html`<div class="section-head"><h2>${t('{0} by version', name)}</h2><span class="section-note">${data.best === undefined ? t('Nobody has said whether higher or lower is better.') : t('dashed line is the best so far')}</span></div>`;
	if (!points.length) { return html`<section class="chart" aria-label=${t('Chart')}>${title}<p class="nothing">${t('No version has a value of {0} yet.', name)}</p></section>`; }
	return html`<section class="chart" aria-label=${t('Chart')}>${title}${drawing(data, chartSentence(name, data), width, deeds)}${regressionNotes(data, list, metric, tolerance, deeds)}</section>`;
}

function drawing({ points, regressions, best, bestSoFar }: ChartData, sentence: string, width: number, deeds: Deeds): TemplateResult {
	const values = points.map(point => point.value);
	const bounds = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)] as const, [Infinity, -Infinity] as const);
	const margin = (bounds[1] - bounds[0]) * 0.08 || Math.abs(bounds[0]) * 0.02 || 1;
	const low = bounds[0] - margin, high = bounds[1] + margin;
	const x = (at: number) => (points.length === 1 ? (left + width - right) / 2 : left + at * (width - left - right) / (points.length - 1));
	const y = (value: number) => top + (high - value) / (high - low) * (height - top - bottom);
	const at = (index: number) => `${x(index).toFixed(1)},${y(values[index] ?? 0).toFixed(1)}`;
	const lines = ticks(low, high, 5);
	const decimals = metricDecimals(lines);
	const steps = thinned(bestSoFar, mostPoints);
	const shownLabels = Math.max(1, Math.ceil(points.length / Math.max(1, Math.floor((width - left - right) / 52))));
	const marked = points.flatMap((point, index) => (point.aliases.length || index === best || index === points.length - 1 ? [index] : []));
	const worse = new Map(regressions.map(one => [one.at, one]));
	return html`<svg class="plot" role="img" aria-label=${sentence} width=${width} height=${height} viewBox="0 0 ${width} ${height}">
		${lines.map(value => svg`<line class="rule" x1=${left} x2=${width - right} y1=${y(value)} y2=${y(value)}></line><text class="tick" x=${left - 8} y=${y(value) + 4} text-anchor="end">${formatMetric(value, decimals)}</text>`)}
		${points.flatMap((point, index) => ((points.length - 1 - index) % shownLabels === 0 ? [svg`<text class="tick ${point.aliases.length ? 'held' : ''}" x=${x(index)} y=${height - 6} text-anchor="middle">${point.label}</text>`] : []))}
		${bestSoFar.length > 1 ? svg`<polyline class="best-so-far" points=${steps.flatMap((index, i) => { const before = steps[i - 1]; return before === undefined ? [`${x(index)},${y(bestSoFar[index] ?? 0)}`] : [`${x(index)},${y(bestSoFar[before] ?? 0)}`, `${x(index)},${y(bestSoFar[index] ?? 0)}`]; }).join(' ')}></polyline>` : nothing}
		<polyline class="course" points=${thinned(values, mostPoints).map(at).join(' ')}></polyline>
		${points.length > fewDots ? nothing : points.map((point, index) => (worse.has(index) ? nothing : svg`<circle class="dot ${point.isArchived ? 'archived' : ''}" cx=${x(index)} cy=${y(point.value)} r="3.5"><title>${`${point.label} ${formatMetric(point.value)}`}</title></circle>`))}
		${marked.map(index => mark(points[index] as ChartData['points'][number], x(index), y(values[index] ?? 0), width))}
		${(points.length > fewDots ? regressions.slice(0, 1) : regressions).map((one, nth) => {
			const [cx, cy] = [x(one.at), y(values[one.at] ?? 0)];
			return svg`${nth === 0 ? svg`<line class="fall" x1=${cx} x2=${cx} y1=${top} y2=${height - bottom}></line>` : nothing}<path class="regression" d=${`M${cx - 6},${cy - 5} L${cx + 6},${cy - 5} L${cx},${cy + 6} Z`}
				@click=${() => { deeds.compare([points[one.before]?.row ?? 0, points[one.at]?.row ?? 0], points[one.before]?.row); }}><title>${t('Compare {0} with {1}', points[one.before]?.label ?? '', points[one.at]?.label ?? '')}</title></path>`;
		})}
	</svg>`;
}

/** A ring around a version that holds an alias, and its value above it. */
function mark({ aliases, value, label }: ChartData['points'][number], x: number, y: number, width: number): TemplateResult {
	const [first] = aliases;
	const kind = first === 'production' ? 'production' : first === 'staging' ? 'staging' : 'other';
	const anchor = x > width - 70 ? 'end' : x < left + 30 ? 'start' : 'middle';
	return svg`${first === undefined ? nothing : svg`<circle class="ring ${kind}" cx=${x} cy=${y} r="6.5"><title>${`${label} ${aliases.join(', ')}`}</title></circle>`}
		<text class="value" x=${x + (anchor === 'end' ? 8 : anchor === 'start' ? -8 : 0)} y=${y - 11} text-anchor=${anchor}>${first === undefined ? '' : `${plainLine(first).slice(0, 24)} `}${formatMetric(value)}</text>`;
}
