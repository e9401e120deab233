import { html, type TemplateResult } from 'lit';
import { styled } from '../shared/styled';
import type { State } from './state';

/** Width and height that a menu is kept within, in px. */
const usual = 260, entryHeight = 24;

/** A menu at a point. It has the keyboard from when it opens, and gives it back. */
export function pointMenu({ x, y, label, entries, choose }: NonNullable<State['menu']>): TemplateResult {
	const left = Math.max(4, Math.min(x, innerWidth - usual - 8)), top = Math.max(4, Math.min(y, innerHeight - entries.length * entryHeight - 16));
	const key = (event: KeyboardEvent) => {
		const items = [...document.querySelectorAll<HTMLElement>('.point-menu [role=menuitem]')];
		const at = items.findIndex(item => item === document.activeElement);
		const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
		if (to !== undefined) { items.at(to % items.length)?.focus(); }
		else if (event.key === 'Escape' || event.key === 'Tab') { choose(''); }
		else { return; }
		event.preventDefault();
		event.stopPropagation();
	};
	const away = (event: FocusEvent) => { if (event.relatedTarget && !(event.currentTarget as HTMLElement).contains(event.relatedTarget as Node)) { choose(''); } };
	return html`<div class="menu-back" @pointerdown=${() => { choose(''); }}></div>
		<div class="menu point-menu" role="menu" aria-label=${label} ${styled({ left: `${left}px`, top: `${top}px` })} @keydown=${key} @focusout=${away}>
			${entries.map(entry => html`<button role="menuitem" tabindex="-1" @click=${() => { choose(entry.id); }}>${entry.label}</button>`)}
		</div>`;
}
