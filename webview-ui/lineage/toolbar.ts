import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { plainLine } from '../../src/core/present/plain';
import { formatCount } from '../../src/core/present/quantities';
import { icon } from '../shared/icon';
import '../shared/menuButton';
import { t } from '../shared/words';
import { findField } from './findField';
import { foldedIn } from './sceneOf';
import { kindPlurals } from './sentence';
import { leastLane, mostLane, usualLane } from './scene';
import type { Deeds, State } from './state';
import type { Lineage } from './unpack';

/** Nodes up to which nothing but the search stands above the graph. */
const few = 6;
/** Kinds that can be left out. */
const kinds = ['dataset', 'base-model', 'run', 'evaluation', 'deployment'] as const;

/** Search, focus, and what is left out or folded. */
export function toolbar(lineage: Lineage, state: State, laneWidth: number, deeds: Deeds): TemplateResult {
	const { arranged } = state;
	const { graph } = lineage;
	const focus = graph.nodes.get(arranged.focus);
	const isFew = lineage.count <= few;
	return html`<div class="toolbar" role="toolbar" aria-label=${t('Search and what is shown')}>
		${findField(lineage, state, deeds)}
		${focus ? html`<button class="focus-chip" title=${t('End the focus (Esc)')} aria-label=${t('Focus: {0}. End the focus', plainLine(focus.title))} @click=${() => { deeds.focus(''); }}>${icon('target')}<span class="cut">${t('Focus: {0}', plainLine(focus.title))}</span>${icon('close')}</button>` : nothing}
		${isFew ? nothing : html`${kindMenu(lineage, arranged.hidden, deeds)}${modelMenu(lineage, state, deeds)}${focus ? distanceMenu(arranged.distance, deeds) : nothing}`}
		${lineage.commits.size && !isFew ? html`<vscode-checkbox label=${t('Commits')} ?checked=${arranged.hasCommits} @change=${() => { deeds.showCommits(!arranged.hasCommits); }}></vscode-checkbox>` : nothing}
		<span class="tools"><span class="lens" role="group" aria-label=${t('Lanes')}>${isFew ? nothing : html`
			<vscode-toolbar-button icon="zoom-out" label=${t('Narrower lanes')} title=${t('Narrower Lanes (−)')} @click=${() => { deeds.zoom(Math.max(leastLane, laneWidth / 1.3)); }}></vscode-toolbar-button>
			<vscode-toolbar-button icon="screen-full" label=${t('Fit all lanes')} title=${t('Fit All Lanes (0)')} @click=${() => { deeds.zoom(-1, 0); }}></vscode-toolbar-button>
			<vscode-toolbar-button icon="zoom-in" label=${t('Wider lanes')} title=${t('Wider Lanes (+)')} @click=${() => { deeds.zoom(Math.min(mostLane, Math.max(laneWidth * 1.3, laneWidth + 1)) || usualLane); }}></vscode-toolbar-button>`}
		</span>
		<menu-button bare label=${t('Export')} icon="export" .entries=${[{ id: 'svg', label: t('Save as SVG…') }, { id: 'png', label: t('Save as PNG…') }, { id: 'md', label: t('Copy as Mermaid') }]} .choose=${(id: string) => { if (id === 'md') { deeds.copyMermaid(); } else { deeds.save(id === 'png' ? 'png' : 'svg'); } }}></menu-button></span>
	</div>`;
}

function kindMenu({ graph }: Lineage, hidden: readonly string[], deeds: Deeds): TemplateResult {
	const counts = new Map<string, number>();
	for (const { kind } of graph.nodes.values()) { counts.set(kind, (counts.get(kind) ?? 0) + 1); }
	const there = kinds.filter(kind => counts.has(kind));
	if (!there.length) { return html``; }
	const shown = there.filter(kind => !hidden.includes(kind));
	const label = shown.length === there.length ? t('All kinds') : t('{0} of {1} kinds', shown.length + 1, there.length + 1);
	return html`<menu-button label=${label} icon="filter" .entries=${there.map(kind => ({ id: kind, label: t('{0}, {1}', kindPlurals[kind](), formatCount(counts.get(kind) ?? 0)), isChosen: !hidden.includes(kind) }))}
		.choose=${(kind: string) => { deeds.arrange({ hidden: hidden.includes(kind) ? hidden.filter(one => one !== kind) : [...hidden, kind] }); }}></menu-button>`;
}

function modelMenu(lineage: Lineage, { arranged }: State, deeds: Deeds): TemplateResult {
	const all = lineage.snapshot.models.map(({ name }) => name);
	const folded = foldedIn(lineage, arranged);
	if (all.length === 0) { return html``; }
	const counts = new Map<string, number>();
	for (const { model } of lineage.graph.nodes.values()) { if (model !== undefined) { counts.set(model, (counts.get(model) ?? 0) + 1); } }
	const label = folded.length === 0 ? t('All models') : t('{0} of {1} folded', folded.length, all.length);
	const entries = [
		...folded.length < all.length ? [{ id: 'all', label: t('Fold All Models') }] : [], ...folded.length ? [{ id: 'none', label: t('Open All Models') }] : [],
		...all.map(name => ({ id: `model ${name}`, label: t('{0}, {1}', plainLine(name), formatCount(counts.get(name) ?? 0)), isChosen: !folded.includes(name) })),
	];
	return html`<menu-button label=${label} icon="package" .entries=${entries} .choose=${(id: string) => {
		if (id === 'all' || id === 'none') { deeds.fold(all, id === 'all'); } else { const name = id.slice('model '.length); deeds.fold([name], !folded.includes(name)); }
	}}></menu-button>`;
}

function distanceMenu(distance: number, deeds: Deeds): TemplateResult {
	const names: readonly (readonly [number, string])[] = [[0, t('Everything')], [-1, t('Only what is lit')], [1, t('1 step')], [2, t('2 steps')], [3, t('3 steps')]];
	return html`<menu-button label=${distance === 0 ? t('Distance') : names.find(([steps]) => steps === distance)?.[1] ?? ''} icon="list-tree" .entries=${names.map(([steps, label]) => ({ id: String(steps), label, isChosen: steps === distance }))} .choose=${(id: string) => { deeds.arrange({ distance: Number(id) }); }}></menu-button>`;
}
