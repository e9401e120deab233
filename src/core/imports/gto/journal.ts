import type { GitTag } from '../../git/tags';
import { parseGtoTag, type GtoTag } from './tagNames';

/** A version, as the tags tell it. */
export interface GtoVersion {
	/** 'v1.2.0'; the commit where a stage was assigned to one without a version. */
	readonly version: string;
	readonly commit: string;
	/** The tag that made it. */
	readonly tag: GitTag;
	readonly deregistered: boolean;
}

export interface GtoArtifact {
	readonly artifact: string;
	/** Oldest first. */
	readonly versions: readonly GtoVersion[];
	/** Stage → version that is in it. */
	readonly stages: ReadonlyMap<string, string>;
	/** Whether the last that was said of it is that it is over. */
	readonly deprecated: boolean;
}

type Event = { readonly tag: GitTag; readonly said: GtoTag };

/**
 * What GTO makes of a repository's tags (gto/base.py, gto/tag.py): only annotated ones count, in the order of their time; a stage belongs to the version
 * that it was assigned to last, of those from which it wasn't taken away again.
 */
export function journal(tags: readonly GitTag[]): readonly GtoArtifact[] {
	const events = tags.flatMap((tag): Event[] => {
		const said = tag.annotated ? parseGtoTag(tag.name) : undefined;
		return said ? [{ tag, said }] : [];
	}).sort((a, b) => (a.tag.at?.getTime() ?? 0) - (b.tag.at?.getTime() ?? 0));
	return [...new Set(events.map(({ said }) => said.artifact))].sort().map(artifact => artifactOf(artifact, events.filter(({ said }) => said.artifact === artifact)));
}

function artifactOf(artifact: string, events: readonly Event[]): GtoArtifact {
	const versions = new Map<string, GtoVersion>();
	const gone = new Set<string>();
	for (const { tag, said } of events) {
		if (said.does !== 'register' && said.does !== 'deregister') { continue; }
		if (!versions.has(said.version)) { versions.set(said.version, { version: said.version, commit: tag.commit, tag, deregistered: false }); }
		if (said.does === 'register') { gone.delete(said.version); } else { gone.add(said.version); }
	}
	const stages = new Map<string, { readonly version: string }[]>();
	for (const { tag, said } of events) {
		if (said.does !== 'assign' && said.does !== 'unassign') { continue; }
		const here = [...versions.values()].filter(one => one.commit === tag.commit);
		const version = (here.findLast(one => !gone.has(one.version)) ?? here.at(-1))?.version ?? tag.commit;
		if (!versions.has(version)) { versions.set(version, { version, commit: tag.commit, tag, deregistered: false }); }
		const held = (stages.get(said.stage) ?? []).filter(one => one.version !== version);
		stages.set(said.stage, said.does === 'assign' ? [...held, { version }] : held);
	}
	const holders = [...stages].flatMap(([stage, held]) => { const last = held.findLast(one => !gone.has(one.version)); return last ? [[stage, last.version] as const] : []; });
	return {
		artifact, stages: new Map(holders), deprecated: events.at(-1)?.said.does === 'deprecate',
		versions: [...versions.values()].map(one => ({ ...one, deregistered: gone.has(one.version) })).sort((a, b) => (a.tag.at?.getTime() ?? 0) - (b.tag.at?.getTime() ?? 0)),
	};
}
