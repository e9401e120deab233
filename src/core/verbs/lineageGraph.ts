import { lineageRows } from '../database/queries/lineage';
import type { Database } from '../database/database';
import { RegistryError } from '../errors';
import type { AnyLedger } from '../ledger/ledger';
import { buildGraph } from '../lineage/build';
import type { Graph, LineageNode } from '../lineage/graph';
import { parseHubId } from '../lineage/nodeKey';
import { shown } from '../records/names';
import type { Context } from './context';
import { resolve } from './resolve';

/** The graph of each open registry, until anything in it changes. */
const graphs = new WeakMap<AnyLedger, Graph>();
const followed = new WeakSet<AnyLedger>();

/** The lineage of the whole registry. */
export async function lineageGraph({ config, ledger }: Context): Promise<Graph> {
	await config();
	const db = await ledger.database();
	if (!followed.has(ledger)) {
		followed.add(ledger);
		ledger.onDidChange(() => { graphs.delete(ledger); });
	}
	let graph = graphs.get(ledger);
	if (!graph) { graphs.set(ledger, graph = buildGraph(lineageRows(db))); }
	return graph;
}

/**
 * The nodes that a text means: a version's reference, a node's key, a digest, a Hub id (with every commit of it that is known, where none is given), a
 * path, or a title. Throws 'no-node', and for a reference with '@' what resolving it throws.
 */
export function nodesNamed(db: Database, graph: Graph, text: string): readonly LineageNode[] {
	const plain = text.trim();
	const exact = graph.nodes.get(plain);
	if (exact) { return [exact]; }
	const among = (test: (node: LineageNode) => boolean) => [...graph.nodes.values()].filter(test);
	const hub = parseHubId(plain);
	const found = hub && /^(hf:|https?:)/i.test(plain)
		? among(node => {
			const id = node.uri === undefined ? undefined : parseHubId(node.uri);
			return id?.id === hub.id && id.kind === hub.kind && (hub.commit === undefined || id.commit === hub.commit);
		})
		: /^[0-9a-f]{64}$/.test(plain) ? among(node => node.digest === plain)
			: among(node => node.kind !== 'version' && (node.uri === plain || (node.kind === 'commit' && plain.length >= 7 && node.uri?.startsWith(plain) === true)));
	if (found.length) { return found; }
	try {
		const version = graph.nodes.get(`version:${resolve(db, plain)}`);
		if (version) { return [version]; }
	} catch (error) {
		const named = among(node => node.kind !== 'version' && node.title === plain);
		if (named.length) { return named; }
		// 'model@v7' was meant as a version, and its own sentence says more.
		if (!RegistryError.is(error) || plain.includes('@')) { throw error; }
	}
	throw new RegistryError('no-node', { text: shown(text) });
}
