import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icon';
import { t } from '../shared/words';

type Field = HTMLElementTagNameMap['vscode-textfield'];

/** Milliseconds that a search waits for a pause in typing. */
const pause = 150;

let timer: ReturnType<typeof setTimeout> | undefined;

const field = () => document.querySelector<Field>('#search');

export interface SearchField {
	readonly text: string;
	readonly isWrong: boolean;
	find(text: string): void;
	/** On to the rows; to the first of them after Enter. */
	leave(toFirst: boolean): void;
}

/** The box that takes the search language. */
export function searchField({ text, isWrong, find, leave }: SearchField): TemplateResult {
	const typed = (event: Event) => {
		const { value } = event.target as Field;
		clearTimeout(timer);
		timer = setTimeout(() => { find(value); }, pause);
	};
	const key = (event: KeyboardEvent) => {
		const value = field()?.value ?? '';
		if (event.key === 'Escape' && value !== '') { clearSearch(find); } else if (event.key === 'Enter') { clearTimeout(timer); find(value); leave(true); } else if (event.key === 'Escape' || event.key === 'ArrowDown') { leave(false); } else { return; }
		event.preventDefault();
		event.stopPropagation();
	};
	return html`<vscode-textfield id="search" type="text" placeholder=${t('metrics.auc > 0.9 and not archived')} .label=${t('Search versions')} .value=${text} ?invalid=${isWrong} aria-describedby=${isWrong ? 'search-error' : 'search-count'} @input=${typed} @keydown=${key}>
		<span slot="content-before">${icon('search')}</span>
		${text === '' ? nothing : html`<vscode-toolbar-button slot="content-after" icon="close" label=${t('Clear the search')} title=${t('Clear the Search')} @click=${() => { clearSearch(find); focusSearch(); }}></vscode-toolbar-button>`}
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
