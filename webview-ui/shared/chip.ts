import { html, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { icon } from './icon';

export interface Chip {
	readonly text: string;
	/** A codicon. */
	readonly icon?: string;
	/** Dashed: it isn't settled, or isn't there. */
	readonly look: 'solid' | 'dashed' | 'warning';
	readonly title?: string;
	readonly press?: () => void;
}

/** A word in an outline: a state, or an alias. */
export function chip({ text, icon: name, look, title, press }: Chip): TemplateResult {
	const content = html`${name === undefined ? '' : icon(name)}<span>${text}</span>`;
	return press
		? html`<button class="chip ${look}" title=${ifDefined(title)} @click=${press}>${content}</button>`
		: html`<span class="chip ${look}" title=${ifDefined(title)}>${content}</span>`;
}

/** The icon of an alias: a rocket, a beaker, and a bookmark for all that a team makes up. */
export function aliasIcon(alias: string): string {
	return alias === 'production' ? 'rocket' : alias === 'staging' ? 'beaker' : 'bookmark';
}
