import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, LitElement, nothing } from 'lit';

export interface MenuEntry {
	readonly id: string;
	readonly label: string;
	/** Left out for an entry that does something rather than stand for a choice. */
	readonly isChosen?: boolean;
}

/**
 * A button that opens a short menu under itself. Ours, since `vscode-context-menu` says neither what it is nor what is chosen to a screen
 * reader, and leaves the focus behind when it closes.
 */
export class MenuButton extends LitElement {
	static override readonly properties = { label: {}, icon: {}, entries: { attribute: false }, choose: { attribute: false }, isBare: { type: Boolean, attribute: 'bare' }, isOpen: { state: true } };
	declare label: string;
	declare icon: string;
	declare entries: readonly MenuEntry[];
	declare choose: (id: string) => void;
	/** Shows the icon alone; the label is still said. */
	declare isBare: boolean;
	declare isOpen: boolean;

	constructor() {
		super();
		this.label = '';
		this.icon = '';
		this.entries = [];
		this.choose = () => { /* nobody listens yet */ };
		this.isBare = false;
		this.isOpen = false;
		this.addEventListener('focusout', event => { if (!this.contains(event.relatedTarget as Node | null)) { this.isOpen = false; } });
		this.addEventListener('keydown', event => { this.#key(event); });
	}

	/** Light DOM: the page's style sheet dresses it. */
	protected override createRenderRoot(): this {
		return this;
	}

	protected override render() {
		return html`<vscode-button secondary icon=${this.icon} icon-after="chevron-down" aria-haspopup="menu" aria-expanded=${this.isOpen} title=${this.isBare ? this.label : nothing} @click=${() => { void this.#open(!this.isOpen); }}>${this.isBare ? html`<span class="spoken">${this.label}</span>` : this.label}</vscode-button>
			${this.isOpen ? html`<div class="menu" role="menu" aria-label=${this.label}>${this.entries.map(({ id, label, isChosen }) => html`<button role=${isChosen === undefined ? 'menuitem' : 'menuitemcheckbox'} aria-checked=${isChosen ?? nothing} tabindex="-1" @click=${() => { this.#chosen(id); }}>${isChosen === undefined ? nothing : html`<span class="codicon codicon-${isChosen ? 'check' : 'blank'}" aria-hidden="true"></span> `}${label}</button>`)}</div>` : nothing}`;
	}

	async #open(isOpen: boolean): Promise<void> {
		this.isOpen = isOpen;
		await this.updateComplete;
		this.querySelector<HTMLElement>(isOpen ? '[role^=menuitem]' : 'vscode-button')?.focus();
	}

	#chosen(id: string): void {
		void this.#open(false);
		this.choose(id);
	}

	#key(event: KeyboardEvent): void {
		const items = [...this.querySelectorAll<HTMLElement>('[role^=menuitem]')];
		const at = items.findIndex(item => item === document.activeElement);
		const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
		if (this.isOpen && to !== undefined) { items.at(to % items.length)?.focus(); }
		else if (this.isOpen && event.key === 'Escape') { void this.#open(false); }
		else if (!this.isOpen && event.key === 'ArrowDown') { void this.#open(true); }
		else { return; }
		event.preventDefault();
		event.stopPropagation();
	}
}

customElements.define('menu-button', MenuButton);
