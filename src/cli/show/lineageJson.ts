import type { LineageEdge, LineageNode } from '../../core/lineage/graph';

/** A node as --json prints it. The keys are a contract: more may come, none goes. */
export function nodeJson({ key, kind, title, detail, at, version, ref, model, aliases, archived, digest, uri, metrics }: LineageNode) {
	return { key, kind, title, detail: detail ?? null, at, version: version ?? null, ref: ref ?? null, model: model ?? null, aliases: aliases ?? [], archived: archived ?? false, digest: digest ?? null, uri: uri ?? null, metrics: metrics ?? null };
}

export function edgeJson({ from, to, relation, source, certainty, byHand, ran }: LineageEdge) {
	return { from, to, relation, source: source ?? null, certainty, byHand: byHand ? { record: byHand.record, by: byHand.by, at: byHand.at, reason: byHand.reason ?? null } : null, since: ran?.since ?? null, until: ran?.until ?? null };
}
