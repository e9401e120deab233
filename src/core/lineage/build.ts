import type { InputRow, LineageRows, LinkRow, VersionRow } from '../database/queries/lineage';
import type { Id, Relation } from '../model';
import { shortCommit } from '../present/hash';
import { deploymentsOf } from './deployments';
import { evaluationsIn } from './evaluations';
import { edgeRelations } from './columns';
import { describeTarget } from './describe';
import { graphOf, type Graph, type LineageEdge, type LineageNode } from './graph';
import { isData, nodeKeyOf, type LinkTarget } from './nodeKey';
import { withoutCycles } from './withoutCycles';
import { baseFinder } from './bases';

/** The lineage of a whole registry, from what registrations say and what people added and took away. Near linear in what it is given. */
export function buildGraph(rows: LineageRows): Graph {
	const nodes = new Map<string, LineageNode>();
	const found: LineageEdge[] = [];
	// One string for each key: a text that is put together anew is hashed anew wherever it is looked up.
	const versionKeys = new Map<Id, string>();
	for (const version of rows.versions) {
		const node = versionNode(version);
		nodes.set(node.key, node);
		versionKeys.set(version.id, node.key);
	}
	const versionKey = (id: Id) => versionKeys.get(id) ?? `version:${id}`;
	const byId = new Map(rows.versions.map(version => [version.id, version]));
	/** The node's own key. */
	const outside = (key: string, make: () => LineageNode): string => {
		let node = nodes.get(key);
		if (!node) { nodes.set(key, node = make()); }
		return node.key;
	};
	const findBase = baseFinder(rows);

	const { said, removed } = byHand(rows.links);
	const take = (edge: LineageEdge, version: VersionRow) => {
		if (removed.size && edge.target && removed.has(registerOf(version.id, edge.relation as Relation, edge.from))) { return; }
		found.push(edge);
	};
	for (const input of rows.inputs) {
		const version = byId.get(input.version);
		if (!version) { continue; }
		const target = targetOf(input, isData(input.relation) ? undefined : findBase(input));
		const key = nodeKeyOf(input.relation, target, md5Of(input));
		// A file that was saved over itself, or that names the place it was downloaded to.
		const to = versionKey(version.id);
		if (key === to) { continue; }
		const from = outside(key, () => ({ key, at: new Date(version.at), ...describeTarget(input.relation, target) }));
		const source = { tool: input.tool, ...(input.path === null ? {} : { path: input.path }), ...(input.field === null ? {} : { field: input.field }) };
		take({ from, to, relation: input.relation, source, certainty: input.certainty, byHand: undefined, target }, version);
	}
	for (const { row, relation, target } of said) {
		const version = byId.get(row.version);
		// A version that another branch registered may not be here yet.
		if (!version || (target.version !== undefined && !byId.has(target.version))) { continue; }
		const key = nodeKeyOf(relation, target);
		const from = outside(key, () => ({ key, at: new Date(version.at), ...describeTarget(relation, target) }));
		const hand = { record: row.record, by: { name: row.author_name, email: row.author_email }, at: new Date(row.at), reason: row.reason ?? undefined };
		found.push({ from, to: versionKey(version.id), relation, source: undefined, certainty: 'certain', byHand: hand, target });
	}
	for (const run of rows.runs) {
		const version = byId.get(run.version);
		if (!version) { continue; }
		const key = `run:${run.tool}:${run.path}:${run.id}`;
		const from = outside(key, () => ({ key, kind: 'run', title: run.name ?? run.id, detail: run.tool, at: new Date(version.at), uri: run.path }));
		found.push({ from, to: versionKey(version.id), relation: 'produced-by', source: { tool: run.tool, path: run.path }, certainty: 'likely', byHand: undefined, target: undefined });
	}
	for (const { id, commit, branch, at, dirty } of rows.versions) {
		if (commit === null) { continue; }
		const key = `commit:${commit}`;
		const from = outside(key, () => ({ key, kind: 'commit', title: shortCommit(commit), detail: branch ?? undefined, at: new Date(at), uri: commit }));
		found.push({ from, to: versionKey(id), relation: 'produced-by', source: { tool: 'git', ...(dirty ? { field: 'with uncommitted changes' } : {}) }, certainty: 'certain', byHand: undefined, target: undefined });
	}
	for (const { node, data, edges } of evaluationsIn(rows)) {
		nodes.set(node.key, node);
		if (data) { outside(data.key, () => data); }
		found.push(...edges);
	}
	for (const { node, edges } of deploymentsOf(rows)) {
		nodes.set(node.key, node);
		found.push(...edges);
	}
	const { edges, leftOut } = withoutCycles(distinct(found, nodes.keys()));
	const used = new Set<string>();
	for (const { from, to } of edges) { used.add(from); used.add(to); }
	for (const [key, node] of nodes) { if (node.kind !== 'version' && !used.has(key)) { nodes.delete(key); } }
	return graphOf(nodes, edges, leftOut);
}

/** The register that says whether a link stands: see records/kinds/linkAdded.ts. */
export function registerOf(version: Id, relation: Relation, key: string): string {
	return `${version} link:${relation} ${key}`;
}

/** What people say. Of an addition and a removal that don't know of each other, the addition stands. */
function byHand(links: readonly LinkRow[]) {
	const said = new Map<string, { readonly row: LinkRow; readonly relation: Relation; readonly target: LinkTarget }>();
	const removed = new Set<string>();
	for (const row of links) {
		const register = `${row.version} ${row.name}`;
		if (row.value === null) { removed.add(register); continue; }
		said.set(register, { row, relation: row.name.slice('link:'.length).split(' ', 1)[0] as Relation, target: JSON.parse(row.value) as LinkTarget });
	}
	for (const register of said.keys()) { removed.delete(register); }
	return { said: said.values(), removed };
}

function versionNode(version: VersionRow): LineageNode {
	return {
		key: `version:${version.id}`, kind: 'version', title: `${version.model} ${version.label}`, detail: version.aliases.join(', ') || undefined, at: new Date(version.at),
		version: version.id, ref: version.ref, model: version.model, aliases: version.aliases, contested: version.contested, archived: version.archived, digest: version.digest,
	};
}

function targetOf(input: InputRow, base: VersionRow | undefined): LinkTarget {
	if (base) { return { version: base.id, name: `${base.model} ${base.label}` }; }
	return { name: input.name, ...(input.digest === null ? {} : { digest: input.digest }), ...(input.uri === null ? {} : { uri: input.uri }) };
}

/** DVC pins data by MD5, which its reader leaves in the source: '(md5 1f0e…)', of a folder with '.dir'. */
function md5Of(input: InputRow): string | undefined {
	return input.digest === null ? /\(md5 ([0-9a-f]{32}(?:\.dir)?)\)/.exec(input.field ?? '')?.[1] : undefined;
}

/** One edge for each pair and relation: what a file says goes before what a person said of the same. All ends are among `keys`. */
function distinct(edges: readonly LineageEdge[], keys: Iterable<string>): readonly LineageEdge[] {
	const places = new Map<string, number>();
	for (const key of keys) { places.set(key, places.size); }
	const seen = new Set<number>();
	return edges.filter(({ from, to, relation }) => {
		// Three numbers as one: 13 relations, and as many nodes as there can be.
		const id = ((places.get(from) ?? 0) * places.size + (places.get(to) ?? 0)) * edgeRelations.length + edgeRelations.indexOf(relation);
		if (seen.has(id)) { return false; }
		seen.add(id);
		return true;
	});
}
