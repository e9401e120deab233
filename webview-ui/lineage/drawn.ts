import { graphOf, type LineageEdge, type LineageNode } from '../../src/core/lineage/graph';
import { layout, type Layout } from '../../src/core/lineage/layout';
import type { Lineage } from './unpack';

/** A row of the page: a node, or all versions of a model in one. */
export type Row =
	| { readonly is: 'node'; readonly key: string; readonly node: LineageNode }
	| { readonly is: 'fold'; readonly key: string; readonly model: string; readonly node: LineageNode; readonly versions: number; readonly members: readonly string[] }
	/** Commits that no version comes from, made between those of the rows around them. */
	| { readonly is: 'commits'; readonly key: string; readonly node: LineageNode; readonly count: number; readonly since: Date };

/** What is left out or put together. */
export interface Choice {
	/** Kinds without rows. */
	readonly hidden: readonly string[];
	/** Models whose versions are one row. */
	readonly folded: readonly string[];
	/** Only these; all where it is left out. */
	readonly only?: ReadonlySet<string>;
	/** Times of the commits that no version comes from, newest first; left out where they are not wanted. */
	readonly others?: Float64Array;
}

/** Rows, top first, and where their nodes and edges lie. */
export interface Drawn {
	readonly rows: readonly Row[];
	/** Every node that has a row, stands in a fold, or is the commit of one that does → the row. */
	readonly rowOf: ReadonlyMap<string, number>;
	readonly grid: Layout;
	/** Row → its lane. */
	readonly lanes: Int32Array;
	/** Row → the rows that it came from, and those that it led to; nearest first. */
	readonly parents: readonly (readonly number[])[];
	readonly children: readonly (readonly number[])[];
}

const foldKey = (model: string) => `fold:${model}`;

/** Commits have no row of their own: they stand beside their versions. */
export function drawnOf({ graph, order, commits }: Lineage, { hidden, folded, only, others }: Choice): Drawn {
	const foldedModels = new Set(folded);
	const hiddenKinds = new Set([...hidden, 'commit']);
	const placeOf = placer(graph, foldedModels);
	const at = new Map<string, number>();
	const rowOf = new Map<string, number>();
	const rows: Row[] = [];
	const members = new Map<string, string[]>();
	let next = 0;
	const commitsAfter = (time: number, below: string) => {
		const first = next;
		while (others && (others[next] ?? -Infinity) > time) { next++; }
		if (next > first) { rows.push(commitsRow(below, next - first, others?.[first] ?? 0, others?.[next - 1] ?? 0)); }
	};
	for (const key of order) {
		const node = graph.nodes.get(key);
		if (!node || hiddenKinds.has(node.kind) || (only && !only.has(key))) { continue; }
		const place = placeOf(node);
		let row = at.get(place);
		if (row === undefined) {
			if (node.kind === 'version') { commitsAfter(node.at.getTime(), place); }
			row = rows.length;
			at.set(place, row);
			const inside: string[] = [];
			if (place !== key) { members.set(place, inside); }
			rows.push(place === key ? { is: 'node', key, node } : { is: 'fold', key: place, model: place.slice('fold:'.length), node, versions: 0, members: inside });
		}
		members.get(place)?.push(key);
		rowOf.set(key, row);
	}
	commitsAfter(-Infinity, '');
	for (const [version, commit] of commits) {
		const row = rowOf.get(version);
		if (row !== undefined && row < (rowOf.get(commit.key) ?? Infinity)) { rowOf.set(commit.key, row); }
	}
	const counted = rows.map((row): Row => (row.is === 'fold' ? { ...row, versions: row.members.filter(key => key.startsWith('version:')).length } : row));
	return { rows: counted, rowOf, ...placed(counted, graph.edges, rowOf) };
}

function commitsRow(below: string, count: number, newest: number, oldest: number): Row {
	const key = `commits:${below}`;
	return { is: 'commits', key, node: { key, kind: 'commit', title: '', detail: undefined, at: new Date(newest) }, count, since: new Date(oldest) };
}

/** The row that a node goes to: a model's versions, and what led to nothing else, to that of the fold. */
function placer(graph: Lineage['graph'], folded: ReadonlySet<string>): (node: LineageNode) => string {
	const foldOf = (node: LineageNode | undefined) => (node?.model !== undefined && folded.has(node.model) ? foldKey(node.model) : undefined);
	return node => {
		const own = foldOf(node);
		if (own !== undefined) { return own; }
		if (node.kind === 'version') { return node.key; }
		const folds = new Set((graph.children.get(node.key) ?? []).map(edge => foldOf(graph.nodes.get(edge.to))));
		const [only] = folds;
		return folds.size === 1 && only !== undefined ? only : node.key;
	};
}

/** What ran in a place before has a line for the last few only: a place that has had a hundred versions would fill the lanes. The arrows and the panel know all. */
const mostPast = 3;

function longPast(edges: readonly LineageEdge[]): ReadonlySet<LineageEdge> {
	const ended = new Map<string, LineageEdge[]>();
	for (const edge of edges) {
		if (!edge.ran?.until) { continue; }
		const list = ended.get(edge.to);
		if (list) { list.push(edge); } else { ended.set(edge.to, [edge]); }
	}
	return new Set([...ended.values()].flatMap(list => list.sort((a, b) => (b.ran?.until?.getTime() ?? 0) - (a.ran?.until?.getTime() ?? 0)).slice(mostPast)));
}

/** Between two rows there is one line, whatever leads from one to the other. It rises: folds can lead both ways, which a picture of rows can't say. */
function placed(rows: readonly Row[], edges: readonly LineageEdge[], rowOf: ReadonlyMap<string, number>): Pick<Drawn, 'grid' | 'lanes' | 'parents' | 'children'> {
	const lines = new Map<number, LineageEdge>();
	const seen = new Set<number>();
	const past = longPast(edges);
	const parents = rows.map((): number[] => []), children = rows.map((): number[] => []);
	for (const edge of edges) {
		const from = rowOf.get(edge.from), to = rowOf.get(edge.to);
		if (from === undefined || to === undefined || from === to) { continue; }
		const lower = Math.max(from, to), upper = Math.min(from, to);
		const pair = pairOf(lower, upper, rows.length);
		if (seen.has(pair)) { continue; }
		seen.add(pair);
		if (!past.has(edge)) { lines.set(pair, { ...edge, from: rows[lower]?.key ?? '', to: rows[upper]?.key ?? '' }); }
		parents[upper]?.push(lower);
		children[lower]?.push(upper);
	}
	const nodes = new Map(rows.map(row => [row.key, row.is === 'fold' ? { ...row.node, key: row.key } : row.node]));
	const grid = layout(graphOf(nodes, [...lines.values()]), rows.map(row => row.key));
	const lanes = new Int32Array(rows.length);
	for (const { row, lane } of grid.nodes) { lanes[row] = lane; }
	for (const list of parents) { list.sort((a, b) => a - b); }
	for (const list of children) { list.sort((a, b) => b - a); }
	return { grid, lanes, parents, children };
}

/** A line between two rows as one number. */
export function pairOf(lower: number, upper: number, rows: number): number {
	return lower * rows + upper;
}
