import type { Graph, LineageEdge, LineageNode } from '../../core/lineage/graph';
import { plainLine } from '../../core/present/plain';
import { formatDay } from '../../core/present/when';
import type { Direction } from '../../core/lineage/walk';
import type { Lineage } from '../../core/verbs/lineage';
import type { Style } from '../style';

/** More lines than these nobody reads in a terminal. */
const most = 200;

/** What a node came from and what it led to, as two trees. A node that stands in a tree already is not opened again. */
export function lineageLines({ roots, graph }: Lineage, direction: Direction, style: Style): readonly string[] {
	const lines: string[] = [];
	for (const root of roots) {
		if (lines.length) { lines.push(''); }
		lines.push(nodeText(root, style));
		if (direction !== 'down') { lines.push(...branch(graph, root, 'up', style)); }
		if (direction !== 'up') { lines.push(...branch(graph, root, 'down', style)); }
	}
	for (const edge of graph.leftOut) {
		lines.push(style.yellow(`Left out, since it would close a circle: ${titleOf(graph, edge.to)} ${words(edge)} ${titleOf(graph, edge.from)}.`));
	}
	return lines;
}

function branch(graph: Graph, root: LineageNode, direction: 'up' | 'down', style: Style): readonly string[] {
	const edges = direction === 'up' ? graph.parents : graph.children;
	const lines: string[] = [];
	const open = new Set([root.key]);
	let left = 0;
	const walk = (key: string, indent: string) => {
		for (const edge of edges.get(key) ?? []) {
			const other = graph.nodes.get(direction === 'up' ? edge.from : edge.to);
			if (!other) { continue; }
			if (lines.length >= most) { left++; continue; }
			const again = open.has(other.key) && (edges.get(other.key)?.length ?? 0) > 0;
			const said = direction === 'up' ? `${words(edge, direction)} ${nodeText(other, style)}` : `${nodeText(other, style)}  ${words(edge)}${edge.ran ? ' there' : ' it'}`;
			lines.push(`${indent}${said}${sourceText(edge, style)}${again ? style.dim('  (see above)') : ''}`);
			if (open.has(other.key)) { continue; }
			open.add(other.key);
			walk(other.key, `${indent}  `);
		}
	};
	const head = style.bold(direction === 'up' ? 'Made from' : 'Led to');
	walk(root.key, '  ');
	if (lines.length === 0) { return [`${head} ${style.dim('nothing that is known')}`]; }
	return [head, ...lines, ...(left ? [style.dim(`  and more; --depth 1 shows the nearest, --json everything`)] : [])];
}

/** 'fine tuned from' */
function words({ relation, ran }: LineageEdge, direction: 'up' | 'down' = 'down'): string {
	if (ran) { return direction === 'down' ? 'deployed' : ran.until ? 'ran' : 'runs'; }
	return relation.replaceAll('-', ' ');
}

function nodeText(node: LineageNode, style: Style): string {
	const detail = node.detail === undefined ? '' : `  ${node.kind === 'version' ? style.green(plainLine(node.detail)) : style.dim(plainLine(node.detail))}`;
	return `${node.kind === 'version' ? style.bold(plainLine(node.title)) : plainLine(node.title)}${detail}${node.archived ? style.dim('  archived') : ''}`;
}

function sourceText({ byHand, source, ran }: LineageEdge, style: Style): string {
	if (ran) { return style.dim(ran.until ? `  from ${formatDay(ran.since)} to ${formatDay(ran.until)}` : `  since ${formatDay(ran.since)}`); }
	if (byHand) { return style.dim(`  by hand, ${plainLine(byHand.by.name || byHand.by.email || 'somebody')}${byHand.reason ? `: ${plainLine(byHand.reason)}` : ''}`); }
	return source?.path !== undefined ? style.dim(`  from ${plainLine(source.path)}`) : '';
}

function titleOf(graph: Graph, key: string): string {
	return plainLine(graph.nodes.get(key)?.title ?? key);
}
