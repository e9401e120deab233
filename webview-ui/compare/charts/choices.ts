import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { html, type TemplateResult } from 'lit';

type Select = HTMLElementTagNameMap['vscode-single-select'];

export interface Choice { readonly key: string; readonly name: string }

/** A list of which one is chosen, under its label. */
export function choice(label: string, choices: readonly Choice[], now: string, choose: (key: string) => void): TemplateResult {
	return html`<label class="chart-choice"><span class="secondary">${label}</span><vscode-single-select label=${label} .value=${now} @change=${(event: Event) => { choose((event.target as Select).value); }}>${choices.map(({ key, name }) => html`<vscode-option value=${key} ?selected=${key === now}>${name}</vscode-option>`)}</vscode-single-select></label>`;
}

export function check(label: string, isOn: boolean, toggle: () => void): TemplateResult {
	return html`<vscode-checkbox label=${label} ?checked=${isOn} @change=${toggle}></vscode-checkbox>`;
}
