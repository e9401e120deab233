import { html, svg, type TemplateResult } from 'lit';
import type { Scene } from './scene';
import { rowHeight } from './strokes';

/** In px. */
const width = 12, thick = 3;

/** Marks beside the scrollbar where lit and found rows are, over the whole graph, as the editor does for a search. The rows say the same. */
export function ruler({ drawn, lit, hits, selected }: Scene, view: { readonly top: number; readonly height: number }, go: (row: number) => void): TemplateResult {
	const { height } = view;
	const rows = Math.max(1, drawn.rows.length);
	// Where all rows are in sight a mark stands beside its row.
	const scale = Math.min(rowHeight, height / rows);
	const marks = (found: Iterable<number>, x: number, w: number) => {
		const ys = new Set([...found].map(row => Math.round((row + 0.5) * scale - thick / 2)));
		return [...ys].map(y => `M${x} ${y}h${w}v${thick}h${-w}Z`).join('');
	};
	const press = (event: MouseEvent) => { go(Math.floor(event.offsetY / scale)); };
	return html`<svg class="ruler" aria-hidden="true" width=${width} height=${height} @click=${press}>
		<rect width=${width} height=${height} fill="transparent"></rect>
		${svg`<path class="mark lit" d=${lit ? marks(lit.rows, 2, 8) : ''}></path><path class="mark hit" d=${marks(hits, 2, 8)}></path><path class="mark own" d=${selected < 0 ? '' : marks([selected], 0, width)}></path>`}
	</svg>`;
}
