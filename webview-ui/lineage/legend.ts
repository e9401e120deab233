import { html, svg, type TemplateResult } from 'lit';
import type { NodeKind } from '../../src/core/lineage/graph';
import { t } from '../shared/words';
import { glyphPath, ringPath } from './glyph';
import { kindNames } from './sentence';
import type { Lineage } from './unpack';

const kinds: readonly NodeKind[] = ['version', 'dataset', 'base-model', 'run', 'evaluation', 'deployment'];

/** What the shapes mean: only those that are there. */
export function legend({ graph }: Lineage): TemplateResult {
	const there = new Set([...graph.nodes.values()].map(({ kind }) => kind));
	const isHeld = [...graph.nodes.values()].some(({ aliases }) => aliases?.length);
	const shape = (content: unknown) => html`<svg class="lanes" width="18" height="18" aria-hidden="true">${content}</svg>`;
	return html`<section class="legend" aria-labelledby="legend-title"><h2 id="legend-title">${t('Shapes')}</h2><ul>
		${kinds.filter(kind => there.has(kind)).map(kind => html`<li>${shape(svg`<path class="glyph ${kind} lit" d=${glyphPath(kind, 9, 9)}></path>`)}${kindNames[kind]()}</li>`)}
		${isHeld ? html`<li>${shape(svg`<path class="ring version lit" d=${ringPath(9, 9)}></path><path class="glyph version lit" d=${glyphPath('version', 9, 9)}></path>`)}${t('holds an alias')}</li>` : ''}
	</ul></section>`;
}
