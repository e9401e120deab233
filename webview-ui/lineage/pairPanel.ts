import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { LineageNode } from '../../src/core/lineage/graph';
import { pathDown } from '../../src/core/lineage/walk';
import { plainLine } from '../../src/core/present/plain';
import { formatCount } from '../../src/core/present/quantities';
import { icon } from '../shared/icon';
import { t } from '../shared/words';
import { kindIcons } from './kindIcons';
import { pathView } from './pathView';
import { differenceIn } from './sceneOf';
import type { Deeds, State } from './state';
import type { Lineage } from './unpack';

/** Things that one side of a difference lists. */
const most = 30;

/** What is chosen with Ctrl and click: to be compared, how one led to the other, and what their lineages don't have in common. */
export function pairPanel(lineage: Lineage, { arranged }: State, marked: readonly LineageNode[], deeds: Deeds): TemplateResult {
	const { graph } = lineage;
	const versions = marked.filter(node => node.kind === 'version');
	const [one, other] = marked;
	const way = one && other && marked.length === 2 ? pathDown(graph, [one.key], [other.key]) ?? pathDown(graph, [other.key], [one.key]) : undefined;
	return html`<section class="pair" aria-labelledby="pair-title">
		<h2 id="pair-title">${t('{0} chosen', formatCount(marked.length))} <span class="secondary">${marked.slice(0, 4).map(node => plainLine(node.title)).join(', ')}${marked.length > 4 ? t(' and {0} more', marked.length - 4) : ''}</span></h2>
		<p class="links">
			${versions.length > 1 ? html`<vscode-button secondary icon="compare-changes" @click=${() => { deeds.compare(versions.map(node => node.key)); }}>${versions.length === marked.length ? t('Compare') : t('Compare {0} Versions', versions.length)}</vscode-button>` : nothing}
			${versions.length === 2 && marked.length === 2 ? html`<button class="link" aria-pressed=${arranged.isDifference} @click=${() => { deeds.arrange({ isDifference: !arranged.isDifference }); }}>${arranged.isDifference ? t('End the Difference') : t('Lineage Difference')}</button>` : nothing}
			<button class="link" @click=${() => { deeds.arrange({ marked: [], isDifference: false }); }}>${t('Clear')}</button>
		</p>
		${difference(lineage, arranged, deeds)}
	</section>
	${way?.length ? pathView(graph, way, deeds) : marked.length === 2 ? html`<section class="path"><p>${t('Neither came from the other.')}</p></section>` : nothing}`;
}

function difference(lineage: Lineage, arranged: State['arranged'], deeds: Deeds): TemplateResult | typeof nothing {
	const found = differenceIn(lineage, arranged);
	if (!found) { return nothing; }
	const { graph } = lineage;
	const title = (key: string) => plainLine(graph.nodes.get(key)?.title ?? '');
	const side = (keys: ReadonlySet<string>, own: string, sign: string) => {
		const things = [...keys].filter(key => key !== own);
		return html`<h3>${sign} ${t('only in {0}', title(own))}</h3>${things.length ? html`<ul class="only">${things.slice(0, most).map(key => html`<li>${icon(kindIcons[graph.nodes.get(key)?.kind ?? 'version'])}<button class="link plain cut" @click=${() => { deeds.reveal(key); }}>${title(key)}</button></li>`)}</ul>` : html`<p class="secondary">${t('nothing')}</p>`}
			${things.length > most ? html`<p class="secondary">${t('and {0} more', formatCount(things.length - most))}</p>` : nothing}`;
	};
	return html`<div class="difference">${side(found.onlyLeft, found.left, '−')}${side(found.onlyRight, found.right, '+')}<p class="secondary">${found.shared.size === 1 ? t('1 thing is in both') : t('{0} things are in both', formatCount(found.shared.size))}</p></div>`;
}
