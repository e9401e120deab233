import { html, nothing, type TemplateResult } from 'lit';
import { until } from 'lit/directives/until.js';
import { formatDelta, metricDecimals } from '../../src/core/present/numbers';
import { formatCount } from '../../src/core/present/quantities';
import { t } from '../shared/words';
import type { ChartData } from './chartData';
import type { Deeds } from './state';
import type { VersionList } from './versionList';

/** More that are named than the first one. */
const named = 4;

/** 'Regression at v10 −0.0258, tolerance 0.5 %. Compare v9 with v10' */
export function regressionNotes({ points, regressions }: ChartData, { rows }: VersionList, metric: string, tolerance: number, deeds: Deeds): TemplateResult | typeof nothing {
	const [first, ...others] = regressions;
	const limit = html`<button class="link plain" title=${t('Change how much worse {0} may get from one version to the next and count as noise', metric)} @click=${() => { deeds.setTolerance(metric); }}>${t('tolerance {0} %', Number((tolerance * 100).toPrecision(4)))}</button>`;
	if (!first) { return points.length > 1 ? html`<p class="regressions secondary">${t('No version got worse than the one before it')}, ${limit}</p>` : nothing; }
	const idOf = (index: number) => rows[points[index]?.row ?? -1]?.id ?? '';
	const label = (index: number) => points[index]?.label ?? '';
	const value = (index: number) => points[index]?.value ?? NaN;
	const compare = (one: typeof first) => { const [before, at] = [points[one.before], points[one.at]]; if (before && at) { deeds.compare([before.row, at.row], before.row); } };
	const link = (one: typeof first, text: string) => html`<button class="link" @click=${() => { compare(one); }} title=${t('Compare {0} with {1}', label(one.before), label(one.at))}>${text}</button>`;
	const delta = formatDelta(first.delta, metricDecimals([value(first.at), value(first.before)])) ?? '';
	return html`<p class="regressions"><span class="worse" aria-hidden="true">▼</span> <b class="worse">${t('Regression at {0}', label(first.at))}</b> <span><span class="mono">${delta}</span><span class="secondary">, ${limit}${until(commitOf(idOf(first.before), idOf(first.at), deeds), nothing)}</span></span>
		${link(first, t('Compare {0} with {1}', label(first.before), label(first.at)))}
		${others.length ? html`<span class="secondary">${t('then at')}</span> ${others.slice(-named).reverse().map(one => html`${link(one, label(one.at))} `)}${others.length > named ? html`<span class="secondary">${t('and {0} more', formatCount(others.length - named))}</span>` : nothing}` : nothing}</p>`;
}

let asked: { readonly before: string; readonly at: string; readonly answer: Promise<TemplateResult | typeof nothing> } | undefined;

/** ', first commit a77e01b, 2 commits, 3 files': asked once for each. */
function commitOf(before: string, at: string, deeds: Deeds): Promise<TemplateResult | typeof nothing> {
	if (asked?.before !== before || asked.at !== at) {
		// Where git can't say it, nothing stands there.
		asked = { before, at, answer: deeds.firstCommit(before, at).then(found => (found ? html`, ${t('first commit')} <span class="mono">${found.commit}</span>${found.words === '' ? '' : `, ${found.words}`}` : nothing), () => nothing) };
	}
	return asked.answer;
}
