import { html, nothing, svg, type TemplateResult } from 'lit';
import type { VersionList } from '../versionList';
import type { ColumnSummary } from './columnSummary';

/** Of the drawing, which is stretched over the head's width. */
const width = 80, height = 16, gap = 1.5;
/** Selected rows whose bins are looked for. */
const mostBright = 200;

const places = new WeakMap<VersionList, ReadonlyMap<string, number>>();

function placesOf(list: VersionList): ReadonlyMap<string, number> {
	let found = places.get(list);
	if (!found) { places.set(list, found = new Map(list.rows.map(({ id, at }) => [id, at]))); }
	return found;
}

/** How a column's values are spread, under its title; bins in which a selected version lies are bright. */
export function histogram(summary: ColumnSummary | undefined, list: VersionList, selected: ReadonlySet<string>): TemplateResult | typeof nothing {
	if (!summary) { return nothing; }
	const { bins, binOf, text } = summary;
	const bright = new Set<number>();
	if (selected.size && selected.size <= mostBright) {
		const at = placesOf(list);
		for (const key of selected) { const place = at.get(key), bin = place === undefined ? undefined : binOf(place); if (bin !== undefined) { bright.add(bin); } }
	}
	const most = Math.max(1, ...bins);
	const slot = width / Math.max(bins.length, 5);
	return html`<svg class="histogram" aria-hidden="true" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">${bins.map((count, at) => {
		// A bin with anything in it can be seen.
		const tall = count === 0 ? 0 : Math.max(1.5, count / most * height);
		return svg`<rect class=${bright.has(at) ? 'bright' : ''} x=${at * slot} y=${height - tall} width=${slot - gap} height=${tall}></rect>`;
	})}</svg><span class="range cut" title=${text}>${text}</span>`;
}
