import { html, nothing, type TemplateResult } from 'lit';
import { impactOf, type Impact } from '../../src/core/lineage/impact';
import type { LineageNode } from '../../src/core/lineage/graph';
import { pathDown } from '../../src/core/lineage/walk';
import { plainLine } from '../../src/core/present/plain';
import { formatCount } from '../../src/core/present/quantities';
import { icon } from '../shared/icon';
import { t } from '../shared/words';
import { impactMarkdown } from './impactMarkdown';
import { kindIcons } from './kindIcons';
import { legend } from './legend';
import { pairPanel } from './pairPanel';
import { pathView } from './pathView';
import { kindNames, kindPlurals, metricOf } from './sentence';
import type { Deeds, State } from './state';
import type { Lineage } from './unpack';

/** Things that one list shows. */
const most = 200;

/** What is known of the node that is selected: what it is, what depends on it, how it got there. */
export function panel(lineage: Lineage, state: State, deeds: Deeds): TemplateResult {
	const { arranged } = state;
	const node = lineage.graph.nodes.get(arranged.selected);
	const marked = arranged.marked.flatMap(key => lineage.graph.nodes.get(key) ?? []);
	return html`<aside class="panel" aria-label=${t('Details')} tabindex="-1">
		${marked.length > 1 ? pairPanel(lineage, state, marked, deeds) : nothing}
		${node ? html`${about(lineage, node, state, deeds)}${impact(lineage, node, state, deeds)}${path(lineage, node, arranged.focus, deeds)}`
			: arranged.selected.startsWith('fold:') ? fold(lineage, arranged.selected.slice('fold:'.length), deeds)
				: arranged.selected.startsWith('commits:') ? html`<p class="nothing">${t('Commits that no version comes from, made between the versions around them.')}</p>` : html`<p class="nothing">${t('Select a row to see what it is, and what depends on it.')}</p>`}
		${legend(lineage)}
	</aside>`;
}

function about(lineage: Lineage, node: LineageNode, { facts, arranged }: State, deeds: Deeds): TemplateResult {
	const known = facts?.key === node.key ? facts : undefined;
	const metric = metricOf(lineage, node.key);
	const isFocus = arranged.focus === node.key;
	const commit = lineage.commits.get(node.key);
	const openName = { version: t('Show in Models View'), file: t('Show in Explorer'), web: t('Open Web Page'), commit: t('Open Changes') }[known?.opens ?? 'file'];
	const copy = (text: string) => { deeds.copy(text, t('Copied')); };
	return html`<section class="about" aria-labelledby="about-title">
		<h2 id="about-title" class="node-title">${icon(kindIcons[node.kind])}<span>${plainLine(node.title)}</span></h2>
		<dl><dt>${t('Kind')}</dt><dd>${kindNames[node.kind]()}${node.detail === undefined || node.detail === '' ? '' : `, ${plainLine(node.detail)}`}</dd>
			${metric ? html`<dt>${metric.name}</dt><dd><span class="mono">${metric.text}</span>${metric.change && metric.change.text !== '' ? html` <span class="mono change ${metric.change.verdict}">${metric.change.text}</span>` : nothing}</dd>` : nothing}
			${known?.facts.map(({ name, text, copies }) => html`<dt>${name}</dt><dd><span class=${copies === undefined ? '' : 'wraps'}>${plainLine(text)}</span>${copies === undefined ? nothing : html` <button class="icon-button" aria-label=${t('Copy {0}', name)} title=${t('Copy')} @click=${() => { copy(copies); }}>${icon('copy')}</button>`}</dd>`)}
		</dl>
		<p class="links">
			${known?.opens === undefined ? nothing : html`<button class="link" @click=${() => { deeds.open(node.key); }}>${openName}</button>`}
			${node.model === undefined ? nothing : html`<button class="link" @click=${() => { deeds.openModel(node.model ?? ''); }}>${t('Open Model Page')}</button>`}
			${commit ? html`<button class="link" @click=${() => { deeds.open(commit.key); }}>${t('Changes of {0}', plainLine(commit.title))}</button>` : nothing}
			<button class="link" @click=${() => { deeds.focus(isFocus ? '' : node.key); }}>${isFocus ? t('End Focus') : t('Focus')}</button>
			${node.model === undefined ? nothing : html`<button class="link" @click=${() => { deeds.fold([node.model ?? ''], true); }}>${t('Fold {0}', plainLine(node.model))}</button>`}
			<button class="link" @click=${() => { deeds.showInView(node.key); }}>${t('Lineage View')}</button>
		</p>
	</section>`;
}

function impact({ graph }: Lineage, node: LineageNode, { isImpactList }: State, deeds: Deeds): TemplateResult {
	const found = impactOf(graph, [node.key]);
	const { dependents, directly, sentence } = found;
	const through = dependents.length - directly;
	return html`<section class="impact" aria-labelledby="impact-title">
		<h2 id="impact-title">${t('Impact')}</h2>
		<p><b>${plainLine(sentence)}</b></p>
		${dependents.length ? html`${isImpactList ? list(found, deeds) : counts(found, deeds)}
			<p class="secondary">${through === 0 ? t('all directly') : directly === 0 ? t('all through something else') : t('{0} directly, {1} through something else', formatCount(directly), formatCount(through))}</p>
			<p class="links"><button class="link" aria-expanded=${isImpactList} @click=${() => { deeds.showImpact(!isImpactList); }}>${isImpactList ? t('Show as Counts') : t('Show as List')}</button>
				<button class="link" @click=${() => { deeds.copy(impactMarkdown(found), t('Copied as Markdown')); }}>${t('Copy as Markdown')}</button></p>` : nothing}
	</section>`;
}

/** How many of each kind, and which. */
function counts({ dependents }: Impact, deeds: Deeds): TemplateResult {
	const kinds = [...new Set(dependents.map(({ node }) => node.kind))];
	return html`<ul class="counts">${kinds.map(kind => {
		const own = dependents.filter(({ node }) => node.kind === kind);
		const named = own.slice(0, 4);
		return html`<li><span class="mono">${formatCount(own.length)}</span>${icon(kindIcons[kind])}<span class="of-kind"><span>${own.length === 1 ? kindNames[kind]() : kindPlurals[kind]()}</span> <span class="secondary">${named.map(({ node }, at) => html`${at ? ', ' : ''}<button class="link plain" @click=${() => { deeds.reveal(node.key); }}>${plainLine(node.title)}</button>`)}${own.length > named.length ? t(' and {0} more', formatCount(own.length - named.length)) : ''}</span></span></li>`;
	})}</ul>`;
}

function list({ dependents }: Impact, deeds: Deeds): TemplateResult {
	return html`<ol class="impact-list">${dependents.slice(0, most).map(({ node, steps }) => html`<li>${icon(kindIcons[node.kind])}<button class="link plain cut" @click=${() => { deeds.reveal(node.key); }}>${plainLine(node.title)}</button>${node.aliases?.length ? html`<span class="secondary cut">${node.aliases.map(plainLine).join(', ')}</span>` : nothing}<span class="secondary steps">${steps === 1 ? t('1 step') : t('{0} steps', steps)}</span></li>`)}</ol>
		${dependents.length > most ? html`<p class="secondary">${t('{0} more are not listed here; Copy as Markdown has all of them.', formatCount(dependents.length - most))}</p>` : nothing}`;
}

/** The way between what is selected and what is in focus; else to what it led to in production. */
function path({ graph }: Lineage, node: LineageNode, focus: string, deeds: Deeds): TemplateResult | typeof nothing {
	const other = focus !== '' && focus !== node.key ? focus : impactOf(graph, [node.key]).inProduction[0]?.key;
	if (other === undefined) { return nothing; }
	const edges = pathDown(graph, [node.key], [other]) ?? pathDown(graph, [other], [node.key]);
	return edges?.length ? pathView(graph, edges, deeds) : nothing;
}

function fold({ graph }: Lineage, model: string, deeds: Deeds): TemplateResult {
	const versions = [...graph.nodes.values()].filter(node => node.model === model).length;
	return html`<section class="about"><h2 class="node-title">${icon('package')}<span>${plainLine(model)}</span></h2><p>${versions === 1 ? t('1 version, folded into one row.') : t('{0} versions, folded into one row.', formatCount(versions))}</p>
		<p class="links"><button class="link" @click=${() => { deeds.fold([model], false); }}>${t('Show Its Versions')}</button><button class="link" @click=${() => { deeds.openModel(model); }}>${t('Open Model Page')}</button></p></section>`;
}
