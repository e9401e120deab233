import { html, svg } from 'lit';
import { t } from '../../shared/words';
import { choice } from './choices';
import { leastVersions, rememberedImportance, type Important } from './importanceOf';
import { fitted, widthOf } from './marks';
import type { Plot, PlotContext } from './plot';
import { chosen, metricsOf, parametersOf, type Quantity } from './quantities';
import { strengthWords } from './strengthWords';
import { importanceSpec } from './vegaLite';

export function importancePlot(context: PlotContext): Plot {
	const { comparison, arranged, width, deeds } = context;
	const metrics = metricsOf(comparison), metric = chosen(metrics, arranged.chartMetric);
	const parameters = parametersOf(comparison);
	const nothingThere = (note: string): Plot => ({ controls: html``, picture: undefined, note, table: { head: [], rows: [] }, spec: undefined, points: [] });
	if (!metric) { return nothingThere(t('No metric was recorded in these versions.')); }
	if (!parameters.length) { return nothingThere(t('No parameter differs between these versions.')); }
	const measured = metric.values.filter(value => value !== undefined).length;
	const found = measured < leastVersions ? [] : rememberedImportance(parameters, metric);
	const controls = choice(t('Metric'), metrics, metric.key, key => { deeds.arrange({ chartMetric: key }); });
	if (!found.length) {
		return { ...nothingThere(measured < leastVersions ? t('{0} versions with {1} are compared. From {2} on it is shown which parameters it goes with.', measured, metric.name, leastVersions) : t('No parameter is known of {0} versions or more.', leastVersions)), controls };
	}
	return {
		controls, picture: picture(found, metric, width),
		note: t('How strongly each parameter alone goes with {0}; hollow bars may be chance. Correlation is not cause, and parameters that were changed together cannot be told apart.', metric.name),
		table: { head: [t('Parameter'), t('Strength'), t('Measured as')], rows: found.map(({ parameter, association: one }) => [parameter.name, one.strength.toFixed(2), strengthWords(one)]) },
		spec: importanceSpec(metric.name, found, width), points: [],
	};
}

function picture(found: readonly Important[], metric: Quantity, width: number) {
	const step = 24, top = 8;
	const words = found.map(({ association: { kind, strength, sign, n, groups, chance } }) => [
		`${sign < 0 ? '\u2212' : ''}${strength.toFixed(2)}`, kind === 'rank' ? t('rank correlation') : t('{0} groups', groups), t('n {0}', n), chance >= 0.05 ? t('may be chance') : '',
	].filter(part => part !== '').join(', '));
	const left = Math.min(width * 0.3, 24 + Math.max(...found.map(({ parameter }) => widthOf(parameter.name)))), right = Math.min(width * 0.4, 20 + Math.max(...words.map(widthOf)));
	const x = (value: number) => left + value * Math.max(30, width - left - right), height = top + found.length * step + 26;
	return html`<svg class="chart importance" width=${width} height=${height} role="img" aria-label=${t('Parameters by how strongly they go with {0}: {1}', metric.name, found.slice(0, 8).map(({ parameter }, at) => `${parameter.name} ${words[at] ?? ''}`).join('; '))} tabindex="0">
		${[0, 0.25, 0.5, 0.75, 1].map(tick => svg`<line class="rule" x1=${x(tick)} x2=${x(tick)} y1=${top} y2=${height - 22}></line><text class="tick" x=${x(tick)} y=${height - 6} text-anchor="middle">${tick}</text>`)}
		${found.map(({ parameter, association: one }, at) => {
			const y = top + at * step;
			return svg`<text class="name" x=${left - 8} y=${y + step / 2 + 4} text-anchor="end">${fitted(parameter.name, left - 12)}<title>${parameter.name}</title></text>
				<rect class="fill ${one.chance >= 0.05 ? 'hollow' : 'series-blue'}" x=${left} y=${y + 5} width=${Math.max(1, x(one.strength) - left)} height=${step - 10}></rect><text class="end" x=${x(one.strength) + 6} y=${y + step / 2 + 4}>${fitted(words[at] ?? '', right - 6)}</text>`;
		})}
		<line class="axis" x1=${left} x2=${left} y1=${top} y2=${height - 22}></line></svg>`;
}
