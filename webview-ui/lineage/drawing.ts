import { nothing, svg, html, type TemplateResult } from 'lit';
import { styled } from '../shared/styled';
import { foldPath, glyphPath, ringPath } from './glyph';
import { placeIn, type Lens, type Scene } from './scene';
import { spineIn } from './spine';
import { pathsIn, rowHeight } from './strokes';

/** The lanes beside the rows that are in sight. What it shows the rows say in words. */
export function drawing(scene: Scene, first: number, end: number, lens: Lens): TemplateResult {
	const { drawn, strokes, lit } = scene;
	const place = placeIn(lens);
	const height = (end - first) * rowHeight;
	return html`<svg class="lanes ${lit ? 'focused' : ''}" aria-hidden="true" width=${lens.width} height=${height} viewBox="0 ${first * rowHeight} ${lens.width} ${height}" ${styled({ transform: `translateY(${first * rowHeight}px)` })}>
		${pathsIn(strokes, first, end, place).map(({ kind, isLit, d }) => svg`<path class="line ${kind} ${isLit ? 'lit' : 'dim'}" d=${d}></path>`)}
		${spineIn(scene, first, end, lens).map(({ d, look }) => svg`<path class="spine ${look}" d=${d}></path>`)}
		${drawn.rows.slice(first, end).map((row, at) => {
			if (row.is === 'commits') { return nothing; }
			const number = first + at;
			const x = place.x(drawn.lanes[number] ?? 0), y = place.y(number);
			const { node } = row;
			const isLit = !lit || lit.rows.has(number);
			const look = `${isLit ? 'lit' : 'dim'} ${node.kind} ${node.archived ? 'hollow' : ''}`;
			const held = row.is === 'node' && node.kind === 'version' && ((node.aliases?.length ?? 0) > 0 || (node.contested?.length ?? 0) > 0);
			return svg`${number === scene.selected ? svg`<rect class="chosen" x=${x - 9} y=${y - 9} width="18" height="18" rx="3"></rect>` : nothing}
				${held ? svg`<path class="ring ${look}" d=${ringPath(x, y)}></path>` : nothing}
				<path class="glyph ${look}" d=${row.is === 'fold' ? foldPath(x, y) : glyphPath(node.kind, x, y)}></path>`;
		})}
	</svg>`;
}
