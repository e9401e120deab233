import type { Graph, LineageEdge, LineageNode } from '../lineage/graph';
import type { PackedLineage } from '../lineage/columns';
import { spineOf, type Spine } from '../lineage/spine';
import { packLineage } from '../lineage/packLineage';
import { impactOf, type Impact } from '../lineage/impact';
import { around, pathDown, type Direction } from '../lineage/walk';
import type { Context } from './context';
import { commitLog } from './commitLog';
import { judged } from './judged';
import { lineageGraph, nodesNamed } from './lineageGraph';

export interface LineageOptions {
	/** 'up': what it came from. 'down': what it led to. Both when left out. */
	readonly direction?: Direction;
	/** So many edges at most; all when left out. */
	readonly depth?: number;
}

export interface Lineage {
	/** What was asked for: one node, or several where a Hub id without commit is known with some. */
	readonly roots: readonly LineageNode[];
	readonly graph: Graph;
}

/** What a version or anything else in the lineage came from and led to. Throws 'no-node', 'no-version', 'bad-reference'. */
export async function lineage(ctx: Context, ref: string, { direction = 'both', depth }: LineageOptions = {}): Promise<Lineage> {
	const graph = await lineageGraph(ctx);
	const roots = nodesNamed(await ctx.ledger.database(), graph, ref);
	return { roots, graph: around(graph, roots.map(node => node.key), direction, depth) };
}

/** A graph is let go of when anything changes, and what was made of it with it. */
const packed = new WeakMap<Graph, PackedLineage>();

/** The lineage of everything, dressed with metrics, as a page draws it. */
export async function packedLineage(ctx: Context): Promise<PackedLineage> {
	const graph = await lineageGraph(ctx);
	const known = packed.get(graph);
	if (known) { return known; }
	const made = packLineage(graph, await judged(ctx));
	packed.set(graph, made);
	return made;
}

/** The commits of the workspace's repository, as a page draws them beside the versions. Throws 'git-failed'. */
export async function lineageSpine(ctx: Context): Promise<Spine> {
	const { nodes } = await lineageGraph(ctx);
	return spineOf(await commitLog(ctx), new Set([...nodes.values()].flatMap(({ kind, uri }) => (kind === 'commit' && uri !== undefined ? [uri] : []))));
}

/** The lineage of everything. */
export function wholeLineage(ctx: Context): Promise<Graph> {
	return lineageGraph(ctx);
}

/** What depends on a version, a dataset, a base model, a run or a commit. Throws 'no-node', …. */
export async function dependents(ctx: Context, node: string): Promise<Impact> {
	const graph = await lineageGraph(ctx);
	return impactOf(graph, nodesNamed(await ctx.ledger.database(), graph, node).map(({ key }) => key));
}

export interface LineagePath {
	/** In the direction of time: what was there first stands first. */
	readonly nodes: readonly LineageNode[];
	/** One less than nodes. */
	readonly edges: readonly LineageEdge[];
}

/** The shortest way from one to the other, whichever came first; undefined where neither comes from the other. Throws 'no-node', …. */
export async function pathBetween(ctx: Context, one: string, other: string): Promise<LineagePath | undefined> {
	const graph = await lineageGraph(ctx);
	const db = await ctx.ledger.database();
	const [a, b] = [one, other].map(text => nodesNamed(db, graph, text).map(({ key }) => key));
	const edges = pathDown(graph, a ?? [], b ?? []) ?? pathDown(graph, b ?? [], a ?? []);
	if (!edges) { return undefined; }
	const keys = edges.length ? [edges[0]?.from ?? '', ...edges.map(edge => edge.to)] : [a?.find(key => b?.includes(key)) ?? ''];
	return { nodes: keys.flatMap(key => graph.nodes.get(key) ?? []), edges };
}
