import { posix } from 'node:path';
import { isGenericName, plainStem, stemOf } from '../../facts/stem';
import type { Past } from '../../git/past';
import type { Certainty, FoundTag } from '../../model';
import { annotations } from './annotations';
import { journal } from './journal';
import { sameBytes } from './sameBytes';

/** What GTO calls the bytes of a file. */
export interface GtoName {
	/** The artifact's, as a model's name. */
	readonly model: string;
	readonly tags: readonly FoundTag[];
}

/** Newest versions that are looked at: each may have the very bytes. */
const mostVersions = 200;

/**
 * The version of a GTO registry whose commit has the bytes that stand at a path of the repository, with the stages that it is in; the newest of several.
 * `certain` where artifacts.yaml or dvc.yaml name the path, `guess` where they say nothing and the artifact is called as the file is.
 * `at` is the absolute path of what `past` was asked about.
 */
export async function versionOf(past: Past, at: string): Promise<GtoName | undefined> {
	const artifacts = journal(await past.tags());
	if (artifacts.length === 0) { return undefined; }
	const stem = plainStem(stemOf(posix.basename(past.path)));
	const asked = artifacts.flatMap(({ artifact, versions }) => versions.map(({ commit }) => ({ commit, artifact })));
	const annotationOf = await annotations(past, asked, []);
	const relation = (artifact: string, commit: string): Certainty | undefined => {
		const path = annotationOf(commit, artifact)?.path;
		if (path !== undefined) { return path === past.path ? 'certain' : undefined; }
		return !isGenericName(stem) && alike(artifact.split(/[:/]/).at(-1) ?? '', stem) ? 'guess' : undefined;
	};
	const candidates = artifacts.flatMap(artifact => artifact.versions.flatMap(version => {
		const certainty = version.deregistered ? undefined : relation(artifact.artifact, version.commit);
		return certainty === undefined ? [] : [{ artifact, version, certainty }];
	})).sort((a, b) => rank(a.certainty) - rank(b.certainty) || (b.version.tag.at?.getTime() ?? 0) - (a.version.tag.at?.getTime() ?? 0)).slice(0, mostVersions);
	if (candidates.length === 0) { return undefined; }
	const same = await sameBytes(past, candidates.map(({ version }) => version.commit), at);
	for (const { artifact, version: { version, commit, tag }, certainty } of candidates) {
		if (!await same(commit)) { continue; }
		const stages = [...artifact.stages].filter(([, holder]) => holder === version).map(([stage]) => stage).sort();
		const said = (name: string, value: string): FoundTag => ({ name: `gto.${name}`, value: value.slice(0, 1000), certainty, source: { tool: 'gto', field: tag.name.slice(0, 300) } });
		return {
			model: artifact.artifact.replace(':', '/'),
			tags: [
				// A stage may stand on a commit that has no version.
				...(version === commit ? [] : [said('version', version)]), ...(stages.length > 0 ? [said('stages', stages.join(', '))] : []),
				...(artifact.deprecated ? [said('deprecated', 'yes')] : []),
			],
		};
	}
	return undefined;
}

const rank = (certainty: Certainty) => (certainty === 'certain' ? 0 : 1);
const alike = (a: string, b: string) => a.toLowerCase().replace(/[-_]+/g, '-') === b.toLowerCase().replace(/[-_ ]+/g, '-');
