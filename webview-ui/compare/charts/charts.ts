import { html, nothing, type TemplateResult } from 'lit';
import type { Comparison } from '../../../src/core/compare/comparison';
import { icon } from '../../shared/icon';
import { t } from '../../shared/words';
import type { Arranged, Deeds } from '../state';
import './curveChart';

/** The section of charts, under the table. Courses are read when it is opened: they are the largest part of what a version has. */
export function charts(comparison: Comparison, { folds }: Arranged, width: number, deeds: Deeds): TemplateResult {
	const isOpen = folds['charts'] ?? false;
	return html`<section id="charts" class="charts" aria-label=${t('Charts')}>
		<h2 class="charts-head"><button aria-expanded=${isOpen} @click=${() => { deeds.fold('charts', !isOpen); }}>${icon(isOpen ? 'chevron-down' : 'chevron-right')}<b>${t('Charts')}</b></button><span class="secondary">${t('metric curves')}</span></h2>
		${isOpen ? html`<curve-chart .comparison=${comparison} .width=${width} .load=${deeds.curves}></curve-chart>` : nothing}
	</section>`;
}
