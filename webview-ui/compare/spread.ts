import { html, svg, type TemplateResult } from 'lit';
import type { ComparedRow } from '../../src/core/compare/comparison';
import { t } from '../shared/words';

const width = 92, left = 4;

/** Round ends of lines without length: one element, however many there are. */
function dots(places: readonly number[]): string {
	return [...new Set(places.map(x => x.toFixed(0)))].map(x => `M${x} 7h0`).join('');
}

/** Where the values of a row lie between the smallest and the largest, the base's as a bar; for what has no numbers, how many values there are. */
export function spread(row: ComparedRow, base: number): TemplateResult {
	const values = row.cells.flatMap((cell, at) => (cell.value === undefined ? [] : [{ value: cell.value, at }]));
	const distinct = new Set(row.cells.map(cell => cell.text)).size;
	if (values.length < 2 || values.length < row.cells.filter(cell => !cell.missing).length) {
		return html`<span class="secondary">${distinct === 1 ? t('1 value') : t('{0} values', distinct)}</span>`;
	}
	const low = Math.min(...values.map(one => one.value)), high = Math.max(...values.map(one => one.value));
	const x = (value: number) => left + (high === low ? 0.5 : (value - low) / (high - low)) * (width - 2 * left);
	const before = row.cells[base]?.value;
	const lowText = row.cells.find(cell => cell.value === low)?.text ?? '', highText = row.cells.find(cell => cell.value === high)?.text ?? '';
	return html`<svg class="spread" width=${width} height="14" role="img" aria-label=${t('From {0} to {1}', lowText, highText)}>
		<title>${t('From {0} to {1}', lowText, highText)}</title>
		<line x1=${left} x2=${width - left} y1="7" y2="7"></line>
		<path d=${dots(values.filter(one => one.at !== base).map(({ value }) => x(value)))}></path>
		${before === undefined ? '' : svg`<rect x=${x(before) - 1} y="1" width="2" height="12"></rect>`}
	</svg>`;
}
