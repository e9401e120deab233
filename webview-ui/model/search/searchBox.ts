import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Completed } from '../../../src/protocol/model';
import { icon } from '../../shared/icon';
import { t } from '../../shared/words';
import { painted } from './paint';

type Candidate = Completed['candidates'][number];

export interface SearchEvents {
	find(text: string): void;
	complete(text: string, caret: number): Promise<Completed>;
	/** A few words on a candidate, from what the page knows; undefined to leave it out. */
	about(candidate: Candidate): string | undefined;
	/** On to the rows; to the first of them after Enter. */
	leave(toFirst: boolean): void;
}

/** Milliseconds that a search waits for a pause in typing. */
const pause = 150;
const mostShown = 60;
const icons = { field: 'symbol-field', operator: 'symbol-operator', value: 'symbol-value', word: 'symbol-keyword' } as const;

/** The box that takes the search language: coloured as code, with what can follow under it. Arrows choose, Enter or Tab takes, Escape closes, then clears, then leaves. */
export class SearchBox extends LitElement {
	static override readonly properties = { text: {}, fault: { attribute: false }, events: { attribute: false }, offered: { state: true }, chosen: { state: true }, typed: { state: true } };
	/** The search that is looked for. */
	declare text: string;
	declare fault: { readonly offset: number; readonly length: number } | undefined;
	declare events: SearchEvents;
	declare private offered: { readonly from: number; readonly to: number; readonly candidates: readonly (Candidate & { readonly hint: string })[] } | undefined;
	declare private chosen: number;
	declare private typed: string;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#asked = 0;
	#isAsking = false;
	#asksAgain = false;

	constructor() {
		super();
		this.text = '';
		this.typed = '';
		this.chosen = -1;
		this.addEventListener('focusout', event => { if (!this.contains(event.relatedTarget as Node | null)) { this.#close(); } });
	}

	/** Light DOM: the page's style sheet dresses it. */
	protected override createRenderRoot(): this {
		return this;
	}

	protected override willUpdate(changed: PropertyValues): void {
		// What is being typed isn't replaced by what was looked for before.
		if (changed.has('text') && this.#timer === undefined) { this.typed = this.text; }
	}

	protected override updated(): void {
		this.querySelector('.search-list [aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
		this.#follow();
	}

	focusField(): void {
		this.#field?.focus();
		this.#field?.select();
	}

	clear(): void {
		this.typed = '';
		this.#find('');
		this.#close();
	}

	protected override render(): TemplateResult {
		const { typed, offered, chosen } = this;
		const isOpen = offered !== undefined && offered.candidates.length > 0;
		return html`<div class="search-box ${this.fault ? 'faulty' : ''}">${icon('search')}
			<div class="search-field">
				<div class="search-paint" aria-hidden="true">${painted(typed, typed === this.text ? this.fault : undefined)}</div>
				<input id="search" type="text" role="combobox" aria-expanded=${isOpen} aria-controls="search-list" aria-autocomplete="list" aria-activedescendant=${isOpen && chosen >= 0 ? `search-option-${chosen}` : nothing}
					aria-label=${t('Search versions')} aria-invalid=${this.fault !== undefined} aria-describedby=${this.fault ? 'search-error' : 'search-count'} placeholder=${t('metrics.auc > 0.9 and not archived')} spellcheck="false" autocomplete="off"
					.value=${typed} @input=${this.#input} @keydown=${this.#key} @scroll=${() => { this.#follow(); }} @click=${() => { this.#close(); }}>
			</div>
			${typed === '' ? nothing : html`<button class="search-clear" aria-label=${t('Clear the search')} title=${t('Clear the Search')} @click=${() => { this.clear(); this.focusField(); }}>${icon('close')}</button>`}
			<ul id="search-list" class="search-list" role="listbox" aria-label=${t('How it can go on')} ?hidden=${!isOpen}>${isOpen ? offered.candidates.map((candidate, at) => this.#option(candidate, at, at === chosen)) : nothing}</ul>
		</div>`;
	}

	#option({ text, kind, hint }: Candidate & { readonly hint: string }, at: number, isChosen: boolean): TemplateResult {
		return html`<li id="search-option-${at}" role="option" aria-selected=${isChosen} @mousedown=${(event: Event) => { event.preventDefault(); this.#take(at); }}>${icon(icons[kind])}<span class="mono cut">${text}</span><span class="secondary cut">${hint}</span></li>`;
	}

	get #field(): HTMLInputElement | null {
		return this.querySelector('input');
	}

	/** The colours are scrolled as the text is. */
	#follow(): void {
		const paint = this.querySelector('.search-paint');
		if (paint && this.#field) { paint.scrollLeft = this.#field.scrollLeft; }
	}

	readonly #input = (event: Event): void => {
		this.typed = (event.target as HTMLInputElement).value;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => { this.#find(this.typed); }, pause);
		void this.#offer();
	};

	#find(text: string): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.events.find(text);
	}

	/** One asking at a time: of letters typed meanwhile only the last is asked about. */
	async #offer(): Promise<void> {
		if (this.#isAsking) { this.#asksAgain = true; return; }
		this.#isAsking = true;
		try {
			do { this.#asksAgain = false; await this.#offerNow(); } while (this.#asksAgain);
		} finally {
			this.#isAsking = false;
		}
	}

	async #offerNow(): Promise<void> {
		const own = ++this.#asked;
		const { typed } = this;
		const caret = this.#field?.selectionStart ?? typed.length;
		const { from, to, candidates } = await this.events.complete(typed, caret);
		if (own !== this.#asked || typed !== this.typed) { return; }
		const word = typed.slice(from, to);
		const shown = candidates.flatMap(candidate => {
			const hint = candidate.text.toLowerCase() === word.toLowerCase() ? undefined : this.events.about(candidate);
			return hint === undefined ? [] : [{ ...candidate, hint }];
		}).slice(0, mostShown);
		this.offered = { from, to, candidates: shown };
		this.chosen = word !== '' && shown.length ? 0 : -1;
	}

	#close(): void {
		this.#asked++;
		this.#asksAgain = false;
		this.offered = undefined;
		this.chosen = -1;
	}

	#take(at: number): void {
		const { offered, typed } = this;
		const candidate = offered?.candidates[at];
		if (!offered || !candidate) { return; }
		const before = `${typed.slice(0, offered.from)}${candidate.text} `;
		this.typed = before + typed.slice(offered.to).trimStart();
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => { this.#find(this.typed); }, pause);
		void this.updateComplete.then(() => {
			this.#field?.setSelectionRange(before.length, before.length);
			void this.#offer();
		});
	}

	readonly #key = (event: KeyboardEvent): void => {
		const count = this.offered?.candidates.length ?? 0;
		const { key } = event;
		if (count && (key === 'ArrowDown' || key === 'ArrowUp')) { this.chosen = (this.chosen + (key === 'ArrowDown' ? 1 : -1) + count + (this.chosen < 0 && key === 'ArrowUp' ? 1 : 0)) % count; }
		else if (count && this.chosen >= 0 && (key === 'Enter' || (key === 'Tab' && !event.shiftKey))) { this.#take(this.chosen); }
		else if (key === ' ' && event.ctrlKey) { void this.#offer(); }
		else if (key === 'Escape' && count) { this.#close(); }
		else if (key === 'Escape' && this.typed !== '') { this.clear(); }
		else if (key === 'Enter') { this.#close(); this.#find(this.typed); this.events.leave(true); }
		else if (key === 'Escape' || key === 'ArrowDown') { this.events.leave(false); }
		else { return; }
		event.preventDefault();
		event.stopPropagation();
	};
}

customElements.define('search-box', SearchBox);
