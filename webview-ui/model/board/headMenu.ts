import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { styled } from '../../shared/styled';

export interface HeadMenuEntry { readonly label: string; readonly press: () => void }

/** A menu under the head of a column: by right-click, by its arrow, or Shift+F10. The focus goes back to the head. */
export class HeadMenu extends LitElement {
	static override readonly properties = { entries: { state: true } };
	declare private entries: readonly HeadMenuEntry[] | undefined;
	#at = { left: 0, top: 0 };
	#head: HTMLElement | undefined;

	constructor() {
		super();
		this.addEventListener('focusout', event => { if (!this.contains(event.relatedTarget as Node | null)) { this.entries = undefined; } });
		this.addEventListener('keydown', event => { this.#key(event); });
	}

	protected override createRenderRoot(): this {
		return this;
	}

	async open(head: HTMLElement, entries: readonly HeadMenuEntry[]): Promise<void> {
		const box = head.getBoundingClientRect();
		this.#head = head;
		this.#at = { left: Math.max(4, Math.min(box.left, window.innerWidth - 230)), top: Math.min(box.bottom, window.innerHeight - entries.length * 24 - 16) };
		this.entries = entries;
		await this.updateComplete;
		this.querySelector<HTMLElement>('button')?.focus();
	}

	protected override render(): TemplateResult | typeof nothing {
		const { entries } = this;
		return entries ? html`<div class="menu floating" role="menu" ${styled({ left: `${this.#at.left}px`, top: `${this.#at.top}px` })}>${entries.map(({ label, press }) => html`<button role="menuitem" tabindex="-1" @click=${() => { this.#close(); press(); }}>${label}</button>`)}</div>` : nothing;
	}

	#close(): void {
		this.entries = undefined;
		this.#head?.querySelector<HTMLElement>('.grid-title-button')?.focus();
	}

	#key(event: KeyboardEvent): void {
		const items = [...this.querySelectorAll<HTMLElement>('button')];
		const at = items.findIndex(item => item === document.activeElement);
		const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
		if (to !== undefined) { items.at(to % items.length)?.focus(); } else if (event.key === 'Escape' || event.key === 'Tab') { this.#close(); } else { return; }
		event.preventDefault();
		event.stopPropagation();
	}
}

customElements.define('head-menu', HeadMenu);
