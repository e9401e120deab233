import { html, type TemplateResult } from 'lit';

/** A codicon beside words that say the same. Light DOM: a table shows thousands of them, and `vscode-icon` loads a style sheet for each. */
export function icon(name: string): TemplateResult {
	return html`<span class="codicon codicon-${name}" aria-hidden="true"></span>`;
}
