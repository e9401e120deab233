import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, LitElement, nothing } from 'lit';
import { t } from '../../shared/words';

export interface ColumnEntry { readonly id: string; readonly title: string; readonly isShown: boolean }

/** A button that opens the list of columns to choose from; it stays open while they are chosen. Arrows walk, a letter jumps, Space and Enter switch. */
export class ColumnMenu extends LitElement {
	static override readonly properties = { label: {}, entries: { attribute: false }, toggle: { attribute: false }, reset: { attribute: false }, isOpen: { state: true } };
	declare label: string;
	declare entries: readonly ColumnEntry[];
	declare toggle: (id: string) => void;
	/** Undefined while nobody has chosen. */
	declare reset: (() => void) | undefined;
	declare isOpen: boolean;

	constructor() {
		super();
		this.label = '';
		this.entries = [];
		this.toggle = () => { /* nobody listens yet */ };
		this.isOpen = false;
		this.addEventListener('focusout', event => { if (!this.contains(event.relatedTarget as Node | null)) { this.isOpen = false; } });
		this.addEventListener('keydown', event => { this.#key(event); });
	}

	/** Light DOM: the page's style sheet dresses it. */
	protected override createRenderRoot(): this {
		return this;
	}

	protected override render() {
		return html`<vscode-button secondary icon="list-selection" icon-after="chevron-down" aria-haspopup="menu" aria-expanded=${this.isOpen} @click=${() => { void this.#open(!this.isOpen); }}>${this.label}</vscode-button>
			${this.isOpen ? html`<div class="menu" role="menu" aria-label=${t('Columns')}>
				<button role="menuitemradio" tabindex="-1" aria-checked=${this.reset === undefined} @click=${() => { this.reset?.(); }}><span class="codicon ${this.reset === undefined ? 'codicon-check' : 'codicon-blank'}" aria-hidden="true"></span>${t('Columns That Differ')}</button>
				${this.entries.map(({ id, title, isShown }) => html`<button role="menuitemcheckbox" tabindex="-1" aria-checked=${isShown} @click=${() => { this.toggle(id); }}><span class="codicon ${isShown ? 'codicon-check' : 'codicon-blank'}" aria-hidden="true"></span>${title}</button>`)}
			</div>` : nothing}`;
	}

	async #open(isOpen: boolean): Promise<void> {
		this.isOpen = isOpen;
		await this.updateComplete;
		this.querySelector<HTMLElement>(isOpen ? '.menu button' : 'vscode-button')?.focus();
	}

	#key(event: KeyboardEvent): void {
		const items = [...this.querySelectorAll<HTMLElement>('.menu button')];
		const at = items.findIndex(item => item === document.activeElement);
		const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key] ?? (event.key.length === 1 && event.key !== ' ' ? nextWith(items, at, event.key) : undefined);
		if (this.isOpen && to !== undefined) { items.at(to % items.length)?.focus(); }
		else if (this.isOpen && event.key === 'Escape') { void this.#open(false); }
		else if (!this.isOpen && event.key === 'ArrowDown') { void this.#open(true); }
		else { return; }
		event.preventDefault();
		event.stopPropagation();
	}
}

function nextWith(items: readonly HTMLElement[], from: number, letter: string): number | undefined {
	const found = items.findIndex((item, at) => at > from && item.textContent?.trim().toLowerCase().startsWith(letter.toLowerCase()));
	return found >= 0 ? found : undefined;
}

customElements.define('column-menu', ColumnMenu);
