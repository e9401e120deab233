import { html, type TemplateResult } from 'lit';
import { icon } from './icon';

export interface Bar {
	/** A codicon. */
	readonly icon: string;
	/** A sentence without its full stop. */
	readonly text: string;
	readonly action?: { readonly label: string; readonly press: () => void };
}

/** A bar on top of the page: what was drawn is stale, the workspace isn't trusted, the registry is one of the past. */
export function bar({ icon: name, text, action }: Bar): TemplateResult {
	return html`<div class="bar" role="status">${icon(name)}<span>${text}</span>${action ? html`<button class="link" @click=${action.press}>${action.label}</button>` : ''}</div>`;
}
