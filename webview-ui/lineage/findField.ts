import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { formatCount } from '../../src/core/present/quantities';
import { icon } from '../shared/icon';
import { t } from '../shared/words';
import { hitsOf } from './sceneOf';
import type { Deeds, State } from './state';
import type { Lineage } from './unpack';

type Field = HTMLElementTagNameMap['vscode-textfield'];

const field = () => document.querySelector<Field>('#search');

/** Finds nodes, also those that have no row now: Enter goes from one to the next. */
export function findField(lineage: Lineage, { arranged }: State, deeds: Deeds): TemplateResult {
	const { query, selected } = arranged;
	const hits = hitsOf(lineage, arranged);
	const at = hits.indexOf(selected);
	const count = query.trim() === '' ? '' : hits.length === 0 ? t('nothing found') : at >= 0 ? t('{0} of {1}', formatCount(at + 1), formatCount(hits.length)) : t('{0} found', formatCount(hits.length));
	const key = (event: KeyboardEvent) => {
		if (event.key === 'Enter') { deeds.find(field()?.value ?? ''); deeds.nextHit(event.shiftKey); }
		else if (event.key === 'Escape' && query !== '') { clear(deeds); }
		else if (event.key === 'Escape' || event.key === 'ArrowDown') { focusRows(); }
		else { return; }
		event.preventDefault();
		event.stopPropagation();
	};
	const total = lineage.count;
	return html`<span class="find"><vscode-textfield id="search" type="text" placeholder=${total === 1 ? t('Find in 1 node') : t('Find in {0} nodes', formatCount(total))} .label=${t('Find nodes')} .value=${query} aria-describedby="search-count" @input=${(event: Event) => { deeds.find((event.target as Field).value); }} @keydown=${key}>
		<span slot="content-before">${icon('search')}</span>
		${query === '' ? nothing : html`<vscode-toolbar-button slot="content-after" icon="close" label=${t('Clear the search')} title=${t('Clear the Search')} @click=${() => { clear(deeds); focusSearch(); }}></vscode-toolbar-button>`}
	</vscode-textfield><span id="search-count" class="secondary">${count}</span></span>`;
}

export function focusSearch(): void {
	field()?.focus();
	field()?.wrappedElement.select();
}

function clear(deeds: Deeds): void {
	const box = field();
	if (box) { box.value = ''; }
	deeds.find('');
}

export function focusRows(): void {
	document.querySelector<HTMLElement>('.row[tabindex="0"]')?.focus();
}
