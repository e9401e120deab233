import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import { html, type TemplateResult } from 'lit';
import { icon } from '../../shared/icon';
import { t } from '../../shared/words';
import type { Query } from './find';

type Field = HTMLElementTagNameMap['vscode-textfield'];

/** Milliseconds that a search among very many waits for a pause in typing. */
const pause = 120;

export interface SearchField extends Query {
	readonly isWrong: boolean;
	/** Whether there is so much to search that it waits for a pause in typing. */
	readonly isSlow: boolean;
	find(text: string): void;
	toggleRegex(): void;
	/** On to the rows; to the first of them after Enter. */
	leave(toFirst: boolean): void;
}

let timer: ReturnType<typeof setTimeout> | undefined;

const field = () => document.querySelector<Field>('#search');

/** The box that looks for tensors by their names. */
export function searchField({ text, isRegex, isWrong, isSlow, find, toggleRegex, leave }: SearchField): TemplateResult {
	const typed = (event: Event) => {
		const { value } = event.target as Field;
		clearTimeout(timer);
		if (isSlow) { timer = setTimeout(() => { find(value); }, pause); } else { find(value); }
	};
	const key = (event: KeyboardEvent) => {
		const isFull = field()?.value !== '';
		if (event.key === 'Escape' && isFull) { clearSearch(find); } else if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter') { leave(event.key === 'Enter'); } else { return; }
		event.preventDefault();
		event.stopPropagation();
	};
	return html`<vscode-textfield id="search" type="text" placeholder=${t('Find tensor, query.*bias')} .label=${t('Find tensor')} .value=${text} ?invalid=${isWrong} @input=${typed} @keydown=${key}>
		<span slot="content-before">${icon('search')}</span>
		<vscode-toolbar-button slot="content-after" icon="regex" label=${t('Use regular expression')} title=${t('Use Regular Expression')} toggleable ?checked=${isRegex} @change=${toggleRegex}></vscode-toolbar-button>
	</vscode-textfield>`;
}

export function focusSearch(selects = true): void {
	field()?.focus();
	if (selects) { field()?.wrappedElement.select(); }
}

/** Empties the box too where what was typed isn't looked for yet. */
export function clearSearch(find: (text: string) => void): void {
	clearTimeout(timer);
	const box = field();
	if (box) { box.value = ''; }
	find('');
}
