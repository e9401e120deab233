import { html, nothing, type TemplateResult } from 'lit';
import { plainLine } from '../../src/core/present/plain';
import { bar } from './bar';
import { t } from './words';

/** What stands on top of a page as long as it is so: that the registry is looked at as it was, or that the workspace isn't trusted. */
export function pageBars({ past, isTrusted }: { readonly past: string | undefined; readonly isTrusted: boolean }, restricted: string, deeds: { backToNow(): void; manageTrust(): void }): TemplateResult {
	return html`${past === undefined ? nothing : bar({ icon: 'history', text: t('Registry as of {0}, read-only.', plainLine(past)), action: { label: t('Back to Now'), press: deeds.backToNow } })}
		${isTrusted ? nothing : bar({ icon: 'shield', text: restricted, action: { label: t('Manage Trust'), press: deeds.manageTrust } })}`;
}
