import { html, type TemplateResult } from 'lit';
import type { ModelHead } from '../../src/protocol/model';
import { markdown } from '../shared/markdown/markdown';
import { section } from '../shared/section';
import { t } from '../shared/words';
import type { Deeds } from './state';
import { mayWrite } from './mayWrite';

/** The model's card. */
export function card({ card: text, isTrusted, past, name }: ModelHead, deeds: Deeds): TemplateResult {
	const hasText = text !== undefined && text.trim() !== '';
	const link = html`<button class="link" @click=${deeds.editCard}>${mayWrite({ isTrusted, past }) ? t('Edit Card') : t('Open Card')}</button>`;
	return section({
		id: 'card', title: t('Model card'), end: hasText ? html`<button class="link" @click=${deeds.diffCard}>${t('Diff with…')}</button> ${link}` : undefined,
		content: hasText ? html`<div class="card-text" tabindex="0" role="region" aria-label=${t('Text of the model card')}>${markdown(text, { openFile: deeds.openFile, title: name })}</div>` : html`<p class="nothing">${t('This model has no card yet: what it is for, its data, its limits.')} ${link}</p>`,
	});
}
