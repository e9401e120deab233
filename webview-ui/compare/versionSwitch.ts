import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { html, type TemplateResult } from 'lit';
import type { Comparison } from '../../src/core/compare/comparison';
import { t } from '../shared/words';
import { columnOrder } from './order';
import { seriesMark } from './series';
import type { Deeds } from './state';

type Select = HTMLElementTagNameMap['vscode-single-select'];

/** Versions that there are buttons for, in one line; more are in a list. */
const mostInSwitch = 4;
/** Characters of their names, all together. */
const mostLetters = 20;

/** Which version a narrow page shows against the base; its name where there is only one. */
export function versionSwitch(comparison: Comparison, shown: number, deeds: Deeds): TemplateResult {
	const { columns, base } = comparison;
	const others = columnOrder(comparison).slice(1);
	const nameOf = (at: number) => columns[at]?.name ?? '';
	const choose = (id: string) => { deeds.arrange({ shown: id }); };
	if (others.length === 1) { return html`<span class="only-version">${seriesMark(shown, base)}<b class="cut" title=${nameOf(shown)}>${nameOf(shown)}</b></span>`; }
	if (others.length > mostInSwitch || others.reduce((sum, at) => sum + nameOf(at).length, 0) > mostLetters) {
		return html`<vscode-single-select class="version-select" label=${t('Version')} .value=${columns[shown]?.id ?? ''} @change=${(event: Event) => { choose((event.target as Select).value); }}>${others.map(at => html`<vscode-option value=${columns[at]?.id ?? ''} ?selected=${at === shown}>${nameOf(at)}</vscode-option>`)}</vscode-single-select>`;
	}
	return html`<div class="switch" role="radiogroup" aria-label=${t('Version')}>${others.map(at => html`<button role="radio" aria-checked=${at === shown} tabindex=${at === shown ? 0 : -1} @click=${() => { choose(columns[at]?.id ?? ''); }} @keydown=${(event: KeyboardEvent) => { walk(event, others, shown, next => { choose(columns[next]?.id ?? ''); }); }}>${nameOf(at)}</button>`)}</div>`;
}

function walk(event: KeyboardEvent, others: readonly number[], shown: number, choose: (at: number) => void): void {
	const at = others.indexOf(shown);
	const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1 }[event.key];
	if (to === undefined) { return; }
	choose(others.at(to % others.length) ?? shown);
	queueMicrotask(() => { queueMicrotask(() => { document.querySelector<HTMLElement>('.switch [aria-checked=true]')?.focus(); }); });
	event.preventDefault();
	event.stopPropagation();
}
