import { html, nothing, type TemplateResult } from 'lit';
import type { Comparison, Span } from '../../src/core/compare/comparison';
import { formatAge } from '../../src/core/present/age';
import { t } from '../shared/words';
import type { Layout } from './layout';
import { seriesMark } from './series';
import type { Deeds } from './state';

/** Columns that each have sentences of their own. */
const few = 4;

/** What the comparison says in sentences; every noun that has a row leads to it. */
export function summary({ columns, base, summary: { overall, columns: said } }: Comparison, layout: Layout, shown: number, deeds: Deeds): TemplateResult {
	const baseName = columns[base]?.name ?? '';
	if (layout.density === 'narrow') {
		const one = said.find(({ column }) => column === shown) ?? said[0];
		return html`<div class="summary"><p class="sentences">${one ? spans(one.spans, deeds) : nothing}</p></div>`;
	}
	if (columns.length > few) { return html`<div class="summary"><p class="sentences">${spans(overall, deeds)}</p></div>`; }
	return html`<div class="summary">${said.map(one => {
		const column = columns[one.column];
		return html`<div class="said"><h2>${seriesMark(one.column, base)}<b>${t('{0} against {1}', column?.name ?? '', baseName)}</b><span class="secondary">${formatAge(new Date(column?.at ?? 0))}</span></h2><p class="sentences">${spans(one.spans, deeds)}</p></div>`;
	})}</div>`;
}

function spans(list: readonly Span[], deeds: Deeds): readonly unknown[] {
	return list.map(({ text, strong, about }) => {
		const { word, end } = split(text);
		// A link for what has a row; the sentence's own marks stay outside of it.
		const inner = about?.includes('/') ? html`<button class="link" @click=${() => { deeds.reveal(about); }}>${word}</button>${end}` : text;
		return strong ? html`<b>${inner}</b> ` : html`${inner} `;
	});
}

function split(text: string): { readonly word: string; readonly end: string } {
	const end = /[.,;]?(?: and)?$/.exec(text)?.[0] ?? '';
	return { word: text.slice(0, text.length - end.length), end };
}
