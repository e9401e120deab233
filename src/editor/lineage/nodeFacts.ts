import type { Graph, LineageNode } from '../../core/lineage/graph';
import { shortDigest } from '../../core/present/hash';
import { formatSize, formatCount } from '../../core/present/quantities';
import { formatWhen } from '../../core/present/when';
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
	} else {
		add(t('Known as'), node.uri?.startsWith('hf://') ? node.uri.slice('hf://'.length) : node.uri, node.uri);
		if (node.digest !== undefined) { add('SHA-256', shortDigest(node.digest), node.digest); }
		add(t('First seen'), formatWhen(node.at));
	}
	const hand = (graph.parents.get(node.key) ?? []).filter(edge => edge.byHand);
	if (hand.length) { add(t('Said by hand'), hand.length === 1 ? t('1 link') : t('{0} links', hand.length)); }
	return { facts, opens: opensAs(node) };
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
