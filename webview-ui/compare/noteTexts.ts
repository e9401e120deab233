import { html, nothing, type TemplateResult } from 'lit';
import type { Comparison } from '../../src/core/compare/comparison';
import { icon } from '../shared/icon';
import { markdown } from '../shared/markdown/markdown';
import { t } from '../shared/words';
import type { Layout } from './layout';
import { columnOrder } from './order';
import { seriesMark } from './series';
import type { Arranged, Deeds } from './state';

/** Notes that are shown in full beside one another. */
const few = 4;

/** What people noted, in full and as the Markdown that it is, where a row has room for its first line only. */
export function noteTexts(comparison: Comparison, { folds }: Arranged, layout: Layout, shown: number, deeds: Deeds): TemplateResult | typeof nothing {
	const { columns, base } = comparison;
	const row = comparison.sections.find(section => section.id === 'notes')?.rows.find(one => one.key === 'note');
	const order = layout.density === 'narrow' ? [base, shown] : columnOrder(comparison);
	const written = order.filter(at => row?.cells[at]?.missing !== true);
	// One line is said by the row itself.
	if (!row || order.length > few || !written.some(at => row.cells[at]?.title !== undefined)) { return nothing; }
	const isOpen = folds['note-texts'] ?? false;
	return html`<section id="note-texts" class="charts" aria-label=${t('Notes in full')}>
		<div class="charts-head"><h2><button aria-expanded=${isOpen} @click=${() => { deeds.fold('note-texts', !isOpen); }}>${icon(isOpen ? 'chevron-down' : 'chevron-right')}<b>${t('Notes in full')}</b></button></h2>${isOpen ? nothing : html`<span class="secondary cut">${t('what people noted, with its headings, lists and links')}</span>`}</div>
		${isOpen ? html`<div class="note-texts">${order.map(at => html`<article class="note-text" aria-label=${t('Notes of {0}', columns[at]?.name ?? '')}><h3>${seriesMark(at, base)}${columns[at]?.name}</h3>${row.cells[at]?.missing ? html`<p class="secondary">${t('not written')}</p>` : markdown(row.cells[at]?.title ?? row.cells[at]?.text ?? '', { openFile: deeds.openFile })}</article>`)}</div>` : nothing}
	</section>`;
}
