import { html, type TemplateResult } from 'lit';
import type { Graph, LineageEdge } from '../../src/core/lineage/graph';
import { plainLine } from '../../src/core/present/plain';
import { icon } from '../shared/icon';
import { t } from '../shared/words';
import { kindIcons } from './kindIcons';
import { relationNames } from './sentence';
import type { Deeds } from './state';

/** A way through the graph, step by step, each with how one came from the other and how that is known. In the direction of time. */
export function pathView({ nodes }: Graph, edges: readonly LineageEdge[], deeds: Deeds): TemplateResult {
	const [first] = edges;
	const step = (key: string) => {
		const node = nodes.get(key);
		return html`${icon(kindIcons[node?.kind ?? 'version'])}<span><button class="link plain" @click=${() => { deeds.reveal(key); }}>${plainLine(node?.title ?? key)}</button>${node?.aliases?.length ? html` <span class="secondary">${node.aliases.map(plainLine).join(', ')}</span>` : ''}</span>`;
	};
	const end = nodes.get(edges.at(-1)?.to ?? '');
	return html`<section class="path" aria-labelledby="path-title"><h2 id="path-title">${t('Path to {0}', plainLine(end?.title ?? ''))}</h2>
		<ol>${first ? html`<li>${step(first.from)}</li>` : ''}${edges.map(edge => html`<li><span class="relation">${edge.source ? t('{0}, from {1}', relationNames[edge.relation](), plainLine(edge.source.tool)) : t('{0}, said by hand', relationNames[edge.relation]())}</span>${step(edge.to)}</li>`)}</ol></section>`;
}
