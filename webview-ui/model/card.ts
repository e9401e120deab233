import { html, type TemplateResult } from 'lit';
import { plainText } from '../../src/core/present/plain';
import type { ModelHead } from '../../src/protocol/model';
import { section } from '../shared/section';
import { t } from '../shared/words';
import type { Deeds } from './state';

/** The model's card as it was written: text, not markup, so that nothing in it can act. */
export function card({ card: markdown, isTrusted }: ModelHead, deeds: Deeds): TemplateResult {
	const hasText = markdown !== undefined && markdown.trim() !== '';
	const link = html`<button class="link" @click=${deeds.editCard}>${isTrusted ? t('Edit Card') : t('Open Card')}</button>`;
	return section({
		id: 'card', title: t('Model card'), end: hasText ? link : undefined,
		content: hasText ? html`<div class="card-text" tabindex="0" role="region" aria-label=${t('Text of the model card')}>${plainText(markdown)}</div>` : html`<p class="nothing">${t('This model has no card yet: what it is for, its data, its limits.')} ${link}</p>`,
	});
}
