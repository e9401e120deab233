import { html, type TemplateResult } from 'lit';
import { t } from '../../shared/words';

/** The table behind a chart: the same as its picture, for those who read rather than look. */
export function chartTable({ head, rows }: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }): TemplateResult {
	return html`<div class="chart-table" tabindex="0" role="region" aria-label=${t('Values of the chart')}><table><thead><tr>${head.map(name => html`<th scope="col">${name}</th>`)}</tr></thead>
		<tbody>${rows.map(([name, ...cells]) => html`<tr><th scope="row">${name}</th>${cells.map(cell => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}
