import { html, nothing, type TemplateResult } from 'lit';
import { formatDelta, metricDecimals } from '../../src/core/present/numbers';
import { usualTolerance } from '../../src/core/present/regressions';
import { formatCount } from '../../src/core/present/quantities';
import { t } from '../shared/words';
import type { ChartData } from './chartData';
import type { Deeds } from './state';

/** More that are named than the first one. */
const named = 4;

/** 'Regression at v10 −0.0258, tolerance 0.5 %. Compare v9 with v10' */
export function regressionNotes({ points, regressions }: ChartData, deeds: Deeds): TemplateResult | typeof nothing {
	const [first, ...others] = regressions;
	if (!first) { return nothing; }
	const label = (index: number) => points[index]?.label ?? '';
	const value = (index: number) => points[index]?.value ?? NaN;
	const compare = (one: typeof first) => { const [before, at] = [points[one.before], points[one.at]]; if (before && at) { deeds.compare([before.row, at.row], before.row); } };
	const link = (one: typeof first, text: string) => html`<button class="link" @click=${() => { compare(one); }} title=${t('Compare {0} with {1}', label(one.before), label(one.at))}>${text}</button>`;
	const delta = formatDelta(first.delta, metricDecimals([value(first.at), value(first.before)])) ?? '';
	return html`<p class="regressions"><span class="worse" aria-hidden="true">▼</span> <b class="worse">${t('Regression at {0}', label(first.at))}</b> <span class="mono">${delta}</span><span class="secondary">, ${t('tolerance {0} %', usualTolerance * 100)}</span>
		${link(first, t('Compare {0} with {1}', label(first.before), label(first.at)))}
		${others.length ? html`<span class="secondary">${t('then at')}</span> ${others.slice(-named).reverse().map(one => html`${link(one, label(one.at))} `)}${others.length > named ? html`<span class="secondary">${t('and {0} more', formatCount(others.length - named))}</span>` : nothing}` : nothing}</p>`;
}
