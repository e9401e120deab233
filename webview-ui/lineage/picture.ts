import { plainLine } from '../../src/core/present/plain';
import { formatCount } from '../../src/core/present/quantities';
import { t } from '../shared/words';
import { foldPath, glyphPath, ringPath } from './glyph';
import { lensOf, placeIn, spineWidth, usualLane, type Scene } from './scene';
import { metricOf, titleOf, whenOf } from './sentence';
import { spineIn } from './spine';
import { pathsIn, rowHeight } from './strokes';
import type { Picture } from './toSvg';

/** What a PNG shows at most, since canvases end somewhere. An SVG shows all. */
export const mostRows = 1_300;
/** In px. */
const nameWidth = 420, metricWidth = 150, ageWidth = 60;

/** The graph up to so many rows, which it says where they aren't all, in the colors of the theme as they come out now. */
export function picture(scene: Scene, most = Infinity): Picture {
	const { drawn, strokes, lit, lineage } = scene;
	const text = color('--vscode-foreground'), background = color('--vscode-editor-background');
	const colors = { version: color('--version'), dataset: color('--dataset'), 'base-model': color('--base'), run: text, commit: text, evaluation: color('--version'), deployment: color('--version'), past: text } as const;
	const rows = drawn.rows.slice(0, most);
	const lens = lensOf(drawn.grid.lanes, Infinity, usualLane, 0, spineWidth(scene.branches));
	const place = placeIn(lens);
	const now = new Date();
	const isDim = (row: number) => lit !== undefined && !lit.rows.has(row);
	const x = lens.width + 8;
	const left = drawn.rows.length - rows.length;
	return {
		width: x + nameWidth + metricWidth + ageWidth + 16, height: (rows.length + (left > 0 ? 1 : 0)) * rowHeight + 8, background,
		paths: [
			...pathsIn(strokes, 0, rows.length, place).map(({ kind, isLit, d }) => ({ d, fill: 'none', stroke: colors[kind], width: isLit && lit ? 2 : 1.25, opacity: isLit ? lit ? 1 : 0.7 : 0.3 })),
			...spineIn(scene, 0, rows.length, lens).map(({ d, look }) => ({ d, fill: look === 'dot' ? background : 'none', stroke: text, width: 1, opacity: look === 'dotted' ? 0.25 : 0.7 })),
			...rows.flatMap((row, at) => {
				if (row.is === 'commits') { return []; }
				const cx = place.x(drawn.lanes[at] ?? 0), cy = place.y(at);
				const own = colors[row.node.kind];
				const held = row.is === 'node' && (row.node.aliases?.length ?? 0) > 0;
				return [...held ? [{ d: ringPath(cx, cy), fill: background, stroke: own, width: 1.5, opacity: isDim(at) ? 0.5 : 1 }] : [], { d: row.is === 'fold' ? foldPath(cx, cy) : glyphPath(row.node.kind, cx, cy), fill: row.node.archived || row.node.kind === 'run' || row.node.kind === 'evaluation' ? background : own, stroke: own, width: 1, opacity: isDim(at) ? 0.5 : 1 }];
			}),
		],
		texts: [...left > 0 ? [{ text: t('{0} more rows are not in this picture; saved as SVG, all are.', formatCount(left)), x, y: place.y(rows.length) + 4.5, color: text, isBold: true, anchor: 'start' as const }] : [], ...rows.flatMap((row, at) => {
			const y = place.y(at) + 4.5;
			const metric = row.is === 'node' ? metricOf(lineage, row.key) : undefined;
			const detail = row.is === 'node' ? [...(row.node.aliases ?? []), row.node.detail ?? ''].filter(part => part !== '').map(plainLine).join(', ') : '';
			const name = [titleOf(row), detail].filter(part => part !== '').join('   ');
			return [
				{ text: name.length > 64 ? `${name.slice(0, 63)}…` : name, x, y, color: text, isBold: lit !== undefined && !isDim(at), anchor: 'start' as const },
				...metric ? [{ text: [metric.text, metric.change?.text ?? ''].join(' ').trim(), x: x + nameWidth, y, color: text, isBold: false, anchor: 'start' as const }] : [],
				{ text: whenOf(row, now), x: x + nameWidth + metricWidth + ageWidth, y, color: text, isBold: false, anchor: 'end' as const },
			];
		})],
	};
}

/** A color of the theme as it comes out. */
function color(name: string): string {
	const probe = document.createElement('span');
	probe.style.setProperty('color', `var(${name})`);
	document.body.append(probe);
	const { color: found } = getComputedStyle(probe);
	probe.remove();
	return found;
}
