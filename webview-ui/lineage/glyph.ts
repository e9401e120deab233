import type { NodeKind } from '../../src/core/lineage/graph';

/** The outline of a kind's shape around a point, as a path: kinds are told by shape, not by colour alone. */
export function glyphPath(kind: NodeKind, x: number, y: number, size = 5): string {
	switch (kind) {
		case 'version': return circle(x, y, size);
		case 'commit': return circle(x, y, size * 0.6);
		case 'dataset': return `M${x - size + 0.5} ${y - size + 0.5}h${2 * size - 1}v${2 * size - 1}h${1 - 2 * size}Z`;
		case 'base-model': return polygon(x, y, size + 0.8, 6, Math.PI / 6);
		case 'evaluation': return polygon(x, y, size + 0.8, 4, 0);
		case 'deployment': return `M${x} ${y - size - 0.5}L${x + size + 0.5} ${y + size - 0.5}H${x - size - 0.5}Z`;
		case 'run': return `M${x - size * 0.7} ${y - size}L${x + size} ${y}L${x - size * 0.7} ${y + size}Z`;
	}
}

/** All versions of a model in one: two circles, one behind the other. */
export function foldPath(x: number, y: number, size = 5): string {
	return `${circle(x - 2, y + 1.5, size - 0.5)}${circle(x + 2, y - 1.5, size - 0.5)}`;
}

/** Around what holds an alias. */
export function ringPath(x: number, y: number, size = 8): string {
	return circle(x, y, size);
}

function circle(x: number, y: number, r: number): string {
	return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

function polygon(x: number, y: number, r: number, corners: number, turn: number): string {
	const points = Array.from({ length: corners }, (_none, at) => {
		const angle = turn + at * 2 * Math.PI / corners;
		return `${(x + r * Math.cos(angle)).toFixed(2)} ${(y + r * Math.sin(angle)).toFixed(2)}`;
	});
	return `M${points.join('L')}Z`;
}
