import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { formatCount } from '../../src/core/present/quantities';
import { bar } from '../shared/bar';
import { pageBars } from '../shared/pageBars';
import { t } from '../shared/words';
import './lineageList';
import type { LineageList, ListEvents } from './lineageList';
import { panel } from './panel';
import { pointMenu } from './pointMenu';
import type { Scene } from './scene';
import type { Deeds, State } from './state';
import { toolbar } from './toolbar';
import type { Lineage } from './unpack';

/** Narrower than this the details stand below, in px. */
const wide = 900;

export const list = (): LineageList | null => document.querySelector('lineage-list');

/** The page. What counts over the whole graph is made anew only when what it says has changed: not in every frame of a pan. */
export function view(state: State, scene: Scene | undefined, deeds: Deeds, events: ListEvents): TemplateResult {
	const { lineage, failure, isLoading } = state;
	return html`${isLoading ? html`<vscode-progress-bar class="progress" aria-label=${t('Reading the lineage')}></vscode-progress-bar>` : nothing}
		${lineage && scene ? page(state, lineage, scene, deeds, events) : failure === undefined ? nothing : html`<div class="failure"><h1>${t('Lineage')}</h1><p>${failure} <button class="link" @click=${deeds.refresh}>${t('Try Again')}</button></p></div>`}`;
}

function page(state: State, lineage: Lineage, scene: Scene, deeds: Deeds, events: ListEvents): TemplateResult {
	const { notice, hint, failure, width, arranged } = state;
	const { snapshot, graph } = lineage;
	const isWide = width >= wide;
	const laneWidth = list()?.lens.laneWidth ?? 16;
	return html`<div class="page ${isWide ? 'wide' : 'narrow'} ${width < 560 ? 'tiny' : ''}">
		<h1 class="spoken">${t('Lineage')}</h1>
		${notice === undefined ? nothing : bar({ icon: 'error', text: notice, action: { label: t('Dismiss'), press: deeds.dismiss } })}
		${hint === undefined ? nothing : bar({ icon: 'info', text: hint, action: { label: t('Dismiss'), press: deeds.dismiss } })}
		${failure === undefined ? nothing : bar({ icon: 'warning', text: t('{0} What is shown is older.', failure), action: { label: t('Try Again'), press: deeds.refresh } })}
		${pageBars(snapshot, t('Restricted Mode: reading and comparing work, changes and git do not.'), deeds)}
		${graph.nodes.size === 0 ? html`<p class="nothing">${t('No version is registered yet: what versions were made of, and what came from them, will stand here.')}</p>` : html`
			${guard([lineage, laneWidth, arranged.query, arranged.selected, arranged.focus, arranged.hidden, arranged.folded, arranged.isFoldChosen, arranged.distance, arranged.hasCommits], () => toolbar(lineage, state, laneWidth, deeds))}
			<div class="halves"><div class="graph">
				<lineage-list .scene=${scene} .laneWidth=${arranged.laneWidth} .pan=${arranged.pan} .events=${events}></lineage-list>
				${footer(scene)}
			</div>${guard([lineage, state.facts, state.isImpactList, arranged.selected, arranged.focus, arranged.marked, arranged.isDifference], () => panel(lineage, state, deeds))}</div>`}
		${state.menu ? pointMenu(state.menu) : nothing}
	</div>`;
}

function footer({ lineage, drawn, lit, hits }: Scene): TemplateResult {
	const all = lineage.count;
	const shown = drawn.rows.reduce((sum, row) => sum + (row.is === 'fold' ? row.members.length : row.is === 'node' ? 1 : 0), 0);
	const count = shown === all ? all === 1 ? t('1 node') : t('{0} nodes', formatCount(all)) : t('{0} of {1} nodes', formatCount(shown), formatCount(all));
	const rows = drawn.rows.some(row => row.is === 'fold') ? t(' in {0} rows', formatCount(drawn.rows.length)) : '';
	return html`<div class="footer"><span class="count">${count}${rows}${lit ? t(', {0} lit', formatCount([...lit.nodes].filter(key => !key.startsWith('commit:')).length)) : ''}${hits.size ? t(', {0} found', formatCount(hits.size)) : ''}</span>
		<span class="hints secondary"><kbd>↑</kbd><kbd>↓</kbd> ${t('rows')} <kbd>←</kbd><kbd>→</kbd> ${t('along an edge')} <kbd>F</kbd> ${t('focus')} <kbd>Ctrl</kbd> ${t('click compares')}</span></div>`;
}
