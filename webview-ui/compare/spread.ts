import { html, svg, type TemplateResult } from 'lit';
import type { ComparedCell, ComparedRow } from '../../src/core/compare/comparison';
import { t } from '../shared/words';

const width = 92, left = 4;

/** Round ends of lines without length: one element, however many there are; of those in one place one. */
function dots(places: readonly number[]): string {
	const drawn = new Uint8Array(width + 1);
	let path = '';
	for (const place of places) {
		const x = Math.round(place);
		if (drawn[x] === 0) { drawn[x] = 1; path += `M${x} 7h0`; }
	}
	return path;
}

/** Where the values of a row lie between the smallest and the largest, the base's as a bar; for what has no numbers, how many values there are. */
export function spread(row: ComparedRow, base: number): TemplateResult {
	let lowest: ComparedCell | undefined, highest: ComparedCell | undefined, isNumeric = true, count = 0;
	for (const cell of row.cells) {
		if (cell.value === undefined) { isNumeric &&= cell.missing === true; continue; }
		count++;
		if (lowest?.value === undefined || cell.value < lowest.value) { lowest = cell; }
		if (highest?.value === undefined || cell.value > highest.value) { highest = cell; }
	}
	if (!isNumeric || count < 2) {
		const distinct = new Set(row.cells.map(cell => cell.text)).size;
		return html`<span class="secondary">${distinct === 1 ? t('1 value') : t('{0} values', distinct)}</span>`;
	}
	const low = lowest?.value ?? 0, high = highest?.value ?? 0;
	const x = (value: number) => left + (high === low ? 0.5 : (value - low) / (high - low)) * (width - 2 * left);
	const places: number[] = [];
	row.cells.forEach(({ value }, at) => { if (value !== undefined && at !== base) { places.push(x(value)); } });
	const before = row.cells[base]?.value;
	const label = t('From {0} to {1}', lowest?.text ?? '', highest?.text ?? '');
	return html`<svg class="spread" width=${width} height="14" role="img" aria-label=${label}>
		<title>${label}</title>
		<line x1=${left} x2=${width - left} y1="7" y2="7"></line>
		<path d=${dots(places)}></path>
		${before === undefined ? '' : svg`<rect x=${x(before) - 1} y="1" width="2" height="12"></rect>`}
	</svg>`;
}
