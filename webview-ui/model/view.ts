import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { directionOf } from '../../src/core/present/direction';
import type { ModelHead } from '../../src/protocol/model';
import { bar } from '../shared/bar';
import { pageBars } from '../shared/pageBars';
import { t } from '../shared/words';
import { board } from './board/board';
import { tabs } from './tabs';
import { card } from './card';
import { chart } from './chart';
import { evaluationsTab } from './evaluations/evaluationsTab';
import { head } from './head';
import type { Deeds, State } from './state';

/** Narrower than this the card stands below, in px. */
const wide = 820;
/** Of the page, in px: its margins, and the part of a wide one that the card takes. */
const margins = 32, cardShare = 0.28, leastCard = 260;

/** The page. */
export function view(state: State, deeds: Deeds): TemplateResult {
	const { head: model, failure, isLoading } = state;
	return html`${isLoading ? html`<vscode-progress-bar class="progress" aria-label=${t('Reading versions')}></vscode-progress-bar>` : nothing}
		${failure !== undefined && !model ? html`<div class="failure"><h1>${t('Model')}</h1><p>${failure} <button class="link" @click=${deeds.refresh}>${t('Try Again')}</button></p></div>` : model ? page(state, model, deeds) : nothing}`;
}

function page(state: State, model: ModelHead, deeds: Deeds): TemplateResult {
	const { list, width, notice, failure } = state;
	const isWide = width >= wide;
	const cardWidth = isWide ? Math.max(leastCard, Math.round(width * cardShare)) : 0;
	const course = list && model.metric !== undefined ? guard([list, model, width], () => chart(list, model.metric ?? '', directionOf(model.metric ?? '', model.directions), model.tolerance, Math.max(240, width - cardWidth - margins), deeds)) : html`<section class="chart"><p class="nothing">${list ? t('No metric says how good the versions are.') : ''}</p></section>`;
	return html`<div class="page ${isWide ? 'wide' : 'narrow'}">
		${notice === undefined ? nothing : bar({ icon: 'error', text: notice, action: { label: t('Dismiss'), press: deeds.dismiss } })}
		${failure === undefined ? nothing : bar({ icon: 'warning', text: t('{0} What is shown is older.', failure), action: { label: t('Try Again'), press: deeds.refresh } })}
		${pageBars(model, t('Restricted Mode: reading and comparing work, changes and git do not.'), deeds)}
		${head(model, list, deeds)}
		<div class="overview">${course}${isWide ? card(model, deeds) : nothing}</div>
		${list ? tabs(state, model, list, { leaderboard: () => board(state, model, list, deeds), evaluations: () => evaluationsTab(state, model, list, deeds) }, deeds) : nothing}
		${isWide ? nothing : card(model, deeds)}
	</div>`;
}
