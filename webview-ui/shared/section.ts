import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon';

export interface Section {
	readonly id: string;
	readonly title: string;
	/** Beside the title: counts, or a source. */
	readonly note?: unknown;
	/** At the right end of the head. */
	readonly end?: unknown;
	/** Left out where it can't be folded. */
	readonly fold?: { readonly isOpen: boolean; readonly toggle: () => void };
	readonly content: unknown;
}

/** A part of a page under a head of 28 px. */
export function section({ id, title, note, end, fold, content }: Section): TemplateResult {
	const heading = fold
		? html`<h2><button aria-expanded=${fold.isOpen} aria-controls="${id}-content" @click=${fold.toggle}>${icon(fold.isOpen ? 'chevron-down' : 'chevron-right')}${title}</button></h2>`
		: html`<h2>${title}</h2>`;
	return html`<section id=${id} class="section" aria-label=${title}>
		<div class="section-head">${heading}${note === undefined ? nothing : html`<span class="section-note">${note}</span>`}${end === undefined ? nothing : html`<span class="section-end">${end}</span>`}</div>
		${fold && !fold.isOpen ? nothing : html`<div id="${id}-content" class="section-content">${content}</div>`}
	</section>`;
}
