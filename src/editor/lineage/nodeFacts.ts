import type { Graph, LineageEdge, LineageNode } from '../../core/lineage/graph';
import { shortDigest } from '../../core/present/hash';
import { formatSize, formatCount } from '../../core/present/quantities';
import { formatMetric } from '../../core/present/numbers';
import { formatDay, formatWhen } from '../../core/present/when';
import { RegistryError } from '../../core/errors';
import type { Registry } from '../../core/registry';
import type { NodeFact, NodeFacts } from '../../protocol/lineage';
import { short } from '../tree/short';
import { t } from '../words';
import { opensAs } from './openNode';

/** What the page says of a node beside the graph. */
export async function nodeFacts(registry: Registry, graph: Graph, node: LineageNode): Promise<NodeFacts> {
	const facts: NodeFact[] = [];
	const add = (name: string, text: string | undefined, copies?: string) => { if (text !== undefined && text !== '') { facts.push({ name, text: short(text, 300), ...(copies === undefined ? {} : { copies }) }); } };
	if (node.version !== undefined) {
		await addVersion(registry, node.version, add);
		addTimes(graph.children.get(node.key) ?? [], ({ to }) => graph.nodes.get(to)?.title, t('Deployed to'), add);
	} else if (node.kind === 'deployment') {
		add(t('Address'), node.uri, node.uri);
		addTimes(graph.parents.get(node.key) ?? [], ({ from }) => graph.nodes.get(from)?.title, t('Runs'), add);
	} else if (node.kind === 'evaluation') {
		add(t('Measured'), formatWhen(node.at));
		for (const [name, value] of Object.entries(node.metrics ?? {}).slice(0, 12)) { add(name, formatMetric(value)); }
	} else {
		add(t('Known as'), node.uri?.startsWith('hf://') ? node.uri.slice('hf://'.length) : node.uri, node.uri);
		if (node.digest !== undefined) { add('SHA-256', shortDigest(node.digest), node.digest); }
		add(t('First seen'), formatWhen(node.at));
	}
	const hand = (graph.parents.get(node.key) ?? []).filter(edge => edge.byHand);
	if (hand.length) { add(t('Said by hand'), hand.length === 1 ? t('1 link') : t('{0} links', hand.length)); }
	return { facts, opens: opensAs(node) };
}

/** Where it ran, or what ran there: what does now first, then the latest. */
function addTimes(edges: readonly LineageEdge[], titleOf: (edge: LineageEdge) => string | undefined, name: string, add: (name: string, text: string | undefined) => void): void {
	const timed = edges.flatMap(edge => (edge.ran ? [{ edge, ran: edge.ran }] : [])).sort((a, b) => (b.ran.until?.getTime() ?? Infinity) - (a.ran.until?.getTime() ?? Infinity) || 0);
	for (const { edge, ran } of timed.slice(0, 12)) {
		const who = ran.by.name || ran.by.email;
		const when = ran.until ? t('{0} to {1}', formatDay(ran.since), formatDay(ran.until)) : t('since {0}', formatDay(ran.since));
		add(ran.until ? t('Before') : name, [titleOf(edge), when, who, ran.reason].filter(part => part !== undefined && part !== '').join(', '));
	}
	if (timed.length > 12) { add(t('And'), t('{0} more before', timed.length - 12)); }
}

async function addVersion(registry: Registry, id: string, add: (name: string, text: string | undefined, copies?: string) => void): Promise<void> {
	try {
		const version = await registry.version(id);
		const { artifact, by, at, git, notes, framework, parameters } = version;
		add(t('Registered'), t('{0} by {1}', formatWhen(at), by.name || by.email || t('somebody')));
		add(t('File'), `${artifact.path}, ${formatSize(artifact.bytes)}`, artifact.path);
		add('SHA-256', shortDigest(artifact.digest), artifact.digest);
		add(t('Content'), [framework, parameters === undefined ? undefined : t('{0} parameters', formatCount(parameters))].filter(part => part !== undefined).join(', '));
		if (git) { add(t('Code'), [git.commit?.slice(0, 7), git.branch, git.dirty ? t('with uncommitted changes') : undefined].filter(Boolean).join(', '), git.commit ?? undefined); }
		if (version.purged) { add(t('Files'), t('purged on {0}', formatWhen(version.purged))); }
		add(t('Note'), notes);
	} catch (error) {
		// Its record went while the page was looked at; the page is told in a moment.
		if (!RegistryError.is(error)) { throw error; }
	}
}
