import { html, type TemplateResult } from 'lit';

/** Colours and dashes of a version, in its head, its sentences and the charts. The base is solid in the foreground; green and red mean something else. */
export interface Series { readonly color: 'foreground' | 'purple' | 'orange' | 'blue' | 'yellow'; readonly dash: string }

const others: readonly Series[] = [
	{ color: 'purple', dash: '6 3' }, { color: 'orange', dash: '2 2' }, { color: 'blue', dash: '8 3 2 3' }, { color: 'yellow', dash: '4 4' },
];

export function seriesOf(column: number, base: number): Series {
	if (column === base) { return { color: 'foreground', dash: '' }; }
	return others[(column > base ? column - 1 : column) % others.length] ?? { color: 'blue', dash: '4 4' };
}

/** A sample of its line. */
export function seriesMark(column: number, base: number): TemplateResult {
	const { color, dash } = seriesOf(column, base);
	return html`<svg class="series series-${color}" width="18" height="8" aria-hidden="true"><line x1="0" x2="18" y1="4" y2="4" stroke-dasharray=${dash}></line></svg>`;
}
