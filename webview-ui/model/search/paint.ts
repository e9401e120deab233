import { html, nothing, type TemplateResult } from 'lit';

/** A piece of a search, as code is coloured. */
export interface Piece { readonly text: string; readonly kind: 'keyword' | 'number' | 'string' | 'operator' | 'field' | 'plain' }

const pieces = /(?<string>"(?:[^"\\]|\\.)*"?|(?<=~\s*)\/(?:[^/\\]|\\.)*\/?i?)|(?<keyword>\b(?:and|or|not|in|true|false|null)\b|&&|\|\|)|(?<operator>[<>!=~]+)|(?<number>(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?(?:[a-z]+)?\b)|(?<field>[\p{L}_][\p{L}\p{N}_.\-/@]*)|(?<plain>\s+|.)/giu;

/** Cuts a search into what is coloured differently. Their texts together are the search. */
export function paintPieces(text: string): readonly Piece[] {
	return [...text.matchAll(pieces)].map(({ 0: piece, groups = {} }) => ({ text: piece, kind: (Object.keys(groups).find(name => groups[name] !== undefined) ?? 'plain') as Piece['kind'] }));
}

/** A search in colours, with a wavy line under what can't be read. */
export function painted(text: string, fault: { readonly offset: number; readonly length: number } | undefined): TemplateResult {
	let at = 0;
	return html`${paintPieces(text).map(piece => {
		const from = at;
		at += piece.text.length;
		if (!fault || fault.offset >= at || fault.offset + Math.max(1, fault.length) <= from) { return html`<span class=${piece.kind}>${piece.text}</span>`; }
		const first = Math.max(0, fault.offset - from), end = Math.min(piece.text.length, fault.offset + Math.max(1, fault.length) - from);
		return html`<span class=${piece.kind}>${piece.text.slice(0, first)}<span class="wrong">${piece.text.slice(first, end)}</span>${piece.text.slice(end)}</span>`;
	})}${fault && fault.offset >= text.length ? html`<span class="wrong">${' '}</span>` : nothing}`;
}
