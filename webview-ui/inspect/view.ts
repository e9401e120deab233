import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { bar } from '../shared/bar';
import { t } from '../shared/words';
import { head } from './head';
import { safety } from './safety';
import type { Deeds, State } from './state';
import { tensorPanel } from './tensors/panel';
import { valueSection } from './values';

/** The page. */
export function view(state: State, deeds: Deeds): TemplateResult {
	const { inspected, failure, isLoading } = state;
	return html`${isLoading ? html`<vscode-progress-bar class="progress" aria-label=${t('Reading the file')}></vscode-progress-bar>` : nothing}
		${failure !== undefined ? html`<div class="failure"><h1>${document.title}</h1><p>${failure} <button class="link" @click=${deeds.refresh}>${t('Try Again')}</button></p></div>` : inspected ? page(state, inspected, deeds) : nothing}`;
}

function page({ surroundings, tensors, arranged, stale, notice }: State, inspected: NonNullable<State['inspected']>, deeds: Deeds): TemplateResult {
	const { findings, sections, tensorCount, withoutTensors, isDangerous, isPacked } = inspected;
	const { unfolded } = arranged;
	return html`<div class="page ${isDangerous ? 'dangerous' : ''} ${tensorCount ? '' : 'without-tensors'}">
		<div class="bars">
			${notice === undefined ? nothing : bar({ icon: 'error', text: notice, action: { label: t('Dismiss'), press: deeds.dismiss } })}
			${stale ? bar({ icon: 'sync', text: stale === 'gone' ? t('The file was removed since this was read.') : t('The file changed since this was read.'), action: { label: t('Refresh'), press: deeds.refresh } }) : nothing}
			${surroundings && !surroundings.isTrusted ? bar({ icon: 'shield', text: t('Restricted Mode: inspecting works, registering and git do not.'), action: { label: t('Manage Trust'), press: deeds.manageTrust } }) : nothing}
		</div>
		${head(inspected, surroundings, deeds)}
		<div class="body">
			<div class="main">${tensorCount === 0 ? withoutTensors === '' ? nothing : html`<p class="nothing">${withoutTensors}</p>` : tensors ? tensorPanel({ tensors, isPacked, arranged, deeds }) : nothing}</div>
			<aside class="details" aria-label=${t('What was found')}>${safety(findings, unfolded, deeds)}${sections.map(section => valueSection(section, unfolded, deeds))}</aside>
		</div>
	</div>`;
}
