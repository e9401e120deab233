import { html, nothing, type TemplateResult } from 'lit';
import type { Finding } from '../../src/protocol/inspect';
import { icon } from '../shared/icon';
import { section } from '../shared/section';
import { t } from '../shared/words';
import type { Deeds } from './state';

const icons = { ok: 'check', note: 'info', warning: 'warning', error: 'error' } as const;
const spoken = { ok: () => t('Checked'), note: () => t('Note'), warning: () => t('Warning'), error: () => t('Error') } as const;

/** What a person should know before trusting the file: a sentence each, with a list to show where there is one. */
export function safety(findings: readonly Finding[], unfolded: readonly string[], { toggle }: Deeds): TemplateResult {
	const content = html`<ul class="findings">${findings.map(({ level, text, list }, at) => {
		const id = `finding-${at}`;
		const isOpen = unfolded.includes(id);
		return html`<li class=${level}>${icon(icons[level])}<span class="spoken">${spoken[level]()}: </span><div><span>${text}</span>
			${list ? html`<button class="link" aria-expanded=${isOpen} @click=${() => { toggle(id); }}>${isOpen ? t('Hide') : t('Show')}</button>` : nothing}
			${list && isOpen ? html`<ul class="list mono">${list.map(line => html`<li>${line}</li>`)}</ul>` : nothing}</div></li>`;
	})}</ul>`;
	return section({ id: 'safety', title: t('Safety'), content });
}
