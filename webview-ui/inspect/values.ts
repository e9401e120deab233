import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { formatCount } from '../../src/core/present/quantities';
import type { ValueGroup, ValueRow, ValueSection } from '../../src/protocol/inspect';
import { icon } from '../shared/icon';
import { section } from '../shared/section';
import { t } from '../shared/words';
import type { Deeds } from './state';

/** Rows of a section that are shown before the rest is asked for. */
const few = 8;

/** Values that were found, each with the source it was read from at the right. */
export function valueSection({ id, title, note, groups }: ValueSection, unfolded: readonly string[], deeds: Deeds): TemplateResult {
	const isOpen = unfolded.includes(id);
	const rows = groups.reduce((sum, group) => sum + group.rows.length, 0);
	const room = isOpen || rows <= few + 1 ? rows : few;
	let before = 0;
	const shown = groups.map(group => {
		const part = group.rows.slice(0, Math.max(0, room - before));
		before += group.rows.length;
		return { ...group, rows: part };
	}).filter(group => group.rows.length);
	const [only] = groups;
	// The source of the first rows stands in the head; what the file says itself needs none.
	const end = only && only.source !== '' ? sourceLink(only, deeds) : note;
	const content = html`${shown.map((group, at) => html`${at > 0 && group.source !== '' ? html`<p class="source secondary">${sourceLink(group, deeds)}</p>` : nothing}
			<dl class="values">${group.rows.map(row => valueRow(row, deeds))}</dl>`)}
		${room < rows || (isOpen && rows > few + 1) ? html`<button class="link more" aria-expanded=${isOpen} @click=${() => { deeds.toggle(id); }}>${isOpen ? t('Show fewer') : t('{0} more', formatCount(rows - room))}</button>` : nothing}`;
	return section({ id, title, ...(end !== note && note !== undefined ? { note } : {}), ...(end === undefined ? {} : { end }), content });
}

function sourceLink({ source, place }: ValueGroup, { openSource }: Deeds): TemplateResult {
	return place ? html`<button class="link" title=${t('Open {0}', place.path)} @click=${() => { openSource(place); }}>${source}</button>` : html`${source}`;
}

function valueRow({ name, value, title, mono, place, disputed }: ValueRow, { openSource }: Deeds): TemplateResult {
	const text = html`<span class="value ${mono ? 'mono' : ''}" title=${ifDefined(title)}>${value}</span>`;
	return html`<div class="row"><dt title=${name}>${name}</dt><dd>${place ? html`<button class="value-link" title=${[title, t('Open {0}', place.field === undefined ? place.path : `${place.path}, ${place.field}`)].filter(part => part !== undefined).join('\n')} @click=${() => { openSource(place); }}>${text}</button>` : text}</dd>
		${disputed === undefined ? nothing : html`<dd class="disputed secondary">${icon('warning')}<span>${disputed}</span></dd>`}</div>`;
}
