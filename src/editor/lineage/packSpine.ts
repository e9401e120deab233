import type { Graph } from '../../core/lineage/graph';
import type { LoggedCommit } from '../../core/git/log';
import type { Spine } from '../../protocol/lineage';

/** The repository's commits as the page draws them beside the versions: HEAD's first parents in a line, others beside it. */
export function packSpine(log: readonly LoggedCommit[], graph: Graph): Spine {
	const byHash = new Map(log.map(commit => [commit.hash, commit]));
	const line = new Set<string>();
	for (let at = log[0]?.hash; at !== undefined && !line.has(at); at = byHash.get(at)?.parents[0]) { line.add(at); }
	const made = new Set([...graph.nodes.values()].flatMap(({ kind, uri }) => (kind === 'commit' && uri !== undefined ? [uri] : [])));
	return {
		others: Float64Array.from(log.filter(({ hash }) => !made.has(hash)), ({ at }) => at.getTime()),
		beside: [...made].filter(hash => byHash.has(hash) && !line.has(hash)).map(hash => `commit:${hash}`),
	};
}
