import { html, nothing, svg } from 'lit';
import { formatMetric, metricDecimals } from '../../../src/core/present/numbers';
import { t } from '../../shared/words';
import { check, choice } from './choices';
import { rememberedImportance } from './importanceOf';
import { colorOf, fitted } from './marks';
import type { Plot, PlotContext } from './plot';
import { chosen, metricsOf, parametersOf, spreadsWide, type Quantity } from './quantities';
import { plainTick, scaleOf } from './scale';
import { scatterOf, type Scatter } from './scatterOf';
import { strengthWords } from './strengthWords';
import { scatterSpec } from './vegaLite';

/** Points that are labelled; among more, the one that is pointed at is. */
const mostLabels = 14;

export function scatterPlot(context: PlotContext): Plot {
	const { comparison, arranged, deeds, width } = context;
	const { columns } = comparison;
	const metrics = metricsOf(comparison), metric = chosen(metrics, arranged.chartMetric);
	const parameters = parametersOf(comparison), parameter = parameters.find(one => one.key === arranged.chartParameter) ?? (metric && rememberedImportance(parameters, metric)[0]?.parameter) ?? parameters[0];
	const nothingThere = (note: string): Plot => ({ controls: html``, picture: undefined, note, table: { head: [], rows: [] }, spec: undefined, points: [] });
	if (!metric) { return nothingThere(t('No metric was recorded in these versions.')); }
	if (!parameter) { return nothingThere(t('No parameter differs between these versions.')); }
	const canLog = parameter.isNumeric && parameter.values.every(value => value === undefined || value > 0);
	const isLog = canLog && (arranged.chartScale === '' ? spreadsWide(parameter) : arranged.chartScale === 'log');
	const scatter = scatterOf(parameter, metric, isLog);
	const said = scatter.points.map(({ column }) => ({ column, said: t('{0}: {1} {2}, {3} {4}', columns[column]?.name ?? '', parameter.name, parameter.texts[column] ?? '', metric.name, metric.texts[column] ?? '') }));
	return {
		controls: html`${choice(t('Parameter'), parameters, parameter.key, key => { deeds.arrange({ chartParameter: key, chartScale: '' }); })}${choice(t('Metric'), metrics, metric.key, key => { deeds.arrange({ chartMetric: key }); })}
			${canLog ? check(t('Log scale'), isLog, () => { deeds.arrange({ chartScale: isLog ? 'linear' : 'log' }); }) : nothing}`,
		picture: scatter.points.length ? picture(parameter, metric, scatter, isLog, context) : undefined,
		note: noteOf(scatter, parameter, metric), points: said,
		table: { head: [t('Version'), parameter.name, metric.name], rows: [...scatter.points].sort((a, b) => a.x - b.x).map(({ column }) => [columns[column]?.name ?? '', parameter.texts[column] ?? '', metric.texts[column] ?? '']) },
		spec: scatterSpec(parameter, metric, scatter, columns, isLog, width),
	};
}

function noteOf({ points, line, association: found }: Scatter, parameter: Quantity, metric: Quantity): string {
	if (!points.length) { return t('No version has both {0} and {1}.', parameter.name, metric.name); }
	const fit = line ? t('The dashed line is the least-squares trend, r² {0}.', line.r2.toFixed(2)) : '';
	return [fit, found ? strengthWords(found) : t('{0} versions: too few to say how they go together.', points.length), found ? t('Correlation is not cause.') : ''].filter(part => part !== '').join(' ');
}

function picture(parameter: Quantity, metric: Quantity, { points, line }: Scatter, isLog: boolean, { comparison, width, at, point }: PlotContext) {
	const height = 320, left = 60, right = 24, top = 14, bottom = 44;
	const x = parameter.isNumeric ? scaleOf(points.map(one => one.x), isLog, width < 500 ? 4 : 8) : scaleOf([-0.5, parameter.groups.length - 0.5], false, 1), y = scaleOf(points.map(one => one.y), false, 5);
	const px = (value: number) => left + 10 + x.at(value) * (width - left - right - 20), py = (value: number) => height - bottom - 10 - y.at(value) * (height - top - bottom - 20);
	const decimals = metricDecimals(y.ticks), names = points.length <= mostLabels;
	const room = (width - left - right) / Math.max(1, parameter.groups.length);
	const ends = line && [x.low, x.high].map(value => ({ x: px(value), y: py(line.intercept + line.slope * (isLog ? Math.log10(value) : value)) }));
	const drawn = [...points].sort((a, b) => Number(a.column === at) - Number(b.column === at));
	return html`<svg class="chart scatter" width=${width} height=${height} role="img" aria-label=${t('{0} against {1}, {2} versions', metric.name, parameter.name, points.length)} tabindex="0">
		${y.ticks.map(tick => svg`<line class="rule" x1=${left} x2=${width - right} y1=${py(tick)} y2=${py(tick)}></line><text class="tick" x=${left - 8} y=${py(tick) + 4} text-anchor="end">${formatMetric(tick, decimals)}</text>`)}
		${parameter.isNumeric ? x.ticks.map(tick => svg`<line class="rule" x1=${px(tick)} x2=${px(tick)} y1=${height - bottom} y2=${height - bottom + 4}></line><text class="tick" x=${px(tick)} y=${height - bottom + 16} text-anchor="middle">${plainTick(tick)}</text>`)
			: parameter.groups.map((group, i) => svg`<text class="tick" x=${px(i)} y=${height - bottom + 16} text-anchor="middle">${fitted(group, room - 6)}<title>${group}</title></text>`)}
		<line class="axis" x1=${left} x2=${width - right} y1=${height - bottom} y2=${height - bottom}></line>
		<text class="end" x=${left} y=${height - 6}>${parameter.name}${isLog ? ` ${t('(log)')}` : ''}</text>
		${ends ? svg`<line class="trend" x1=${ends[0]?.x ?? 0} y1=${ends[0]?.y ?? 0} x2=${ends[1]?.x ?? 0} y2=${ends[1]?.y ?? 0}></line>` : nothing}
		${drawn.map(({ column, x: vx, y: vy }) => {
			const cx = px(vx), cy = py(vy), isLate = cx > width - right - 60;
			return svg`<g @pointerenter=${() => { point(column); }}><circle class="hit" cx=${cx} cy=${cy} r="10"></circle><circle class="dot ${colorOf(column, comparison)} ${column === at ? 'pointed' : ''}" cx=${cx} cy=${cy} r=${column === comparison.base || column === at ? 6 : 4.5}></circle>
				${names || column === at || column === comparison.base ? svg`<text class="end" x=${isLate ? cx - 9 : cx + 9} y=${cy - 6} text-anchor=${isLate ? 'end' : 'start'}>${comparison.columns[column]?.name ?? ''}</text>` : nothing}</g>`;
		})}</svg>`;
}
