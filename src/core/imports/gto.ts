import { join, posix } from 'node:path';
import { RegistryError } from '../errors';
import type { Warning } from '../model';
import { openRunFolder } from '../runs/folder';
import type { FoundBytes, FoundModel, FoundVersion } from './found';
import { annotations, type AnnotationOf } from './gto/annotations';
import { bytesAt, type Seen } from './gto/bytesAt';
import { journal, type GtoArtifact, type GtoVersion } from './gto/journal';
import { orNowhere } from './orNowhere';
import { shownUri } from './shownUri';
import type { ImportPlace, ImportSource } from './source';

/** What GTO itself writes into a tag that nobody said anything about. */
const saysNothing = /^(?:Registering artifact .* version .*|Assigning stage .*)$/;

/** A GTO registry: the tags of a git repository, with the bytes of the commits that they stand on, or of DVC's cache. */
export const gto: ImportSource = {
	tool: 'gto',
	title: 'GTO',
	what: "GTO registry: no annotated git tags such as 'churn@v1.0.0'",
	async read(place) {
		const seen = await see(place);
		if (!seen) { return []; }
		const artifacts = journal(await seen.past.tags());
		const asked = artifacts.flatMap(({ artifact, versions }) => versions.map(({ commit }) => ({ commit, artifact })));
		const annotationOf = await annotations(seen.past, asked, seen.warnings);
		const models: FoundModel[] = [];
		for (const artifact of artifacts) {
			if (artifact.versions.length > 0) { models.push(await modelOf(artifact, annotationOf, seen)); }
		}
		return models.length > 0 ? [{ id: `gto:${(seen.here('') ?? '').replace(/\/$/, '') || '.'}`, models, warnings: seen.warnings }] : [];
	},
};

/** The repository around a folder of the workspace. */
async function see({ workspace, path, git, signal }: ImportPlace): Promise<Seen | undefined> {
	const root = await openRunFolder(workspace, '');
	const inside = posix.join(path, 'x');
	// A repository is looked for around a file: the folder itself may be its root.
	const past = await git?.past(join(workspace, inside));
	if (!past || !root) { return undefined; }
	const prefix = past.path.endsWith(inside) ? past.path.slice(0, -inside.length) : '';
	const base = inside.slice(0, Math.max(0, inside.length - past.path.length));
	return {
		past, root, near: path, warnings: [] as Warning[], ...(signal ? { signal } : {}),
		here: at => (at.startsWith(prefix) ? base + at.slice(prefix.length) : undefined),
		there: at => (at.startsWith(base) ? prefix + at.slice(base.length) : at),
	};
}

async function modelOf(artifact: GtoArtifact, annotationOf: AnnotationOf, seen: Seen): Promise<FoundModel> {
	const versions: FoundVersion[] = [];
	for (const version of artifact.versions) {
		if (seen.signal?.aborted) { throw new RegistryError('cancelled', { what: 'Reading the tags' }); }
		versions.push(await versionOf(version, artifact, annotationOf, seen));
	}
	const said = artifact.versions.map(({ commit }) => annotationOf(commit, artifact.artifact)).findLast(one => one !== undefined);
	return {
		name: artifact.artifact.replace(':', '/'), versions, ...(said?.description === undefined ? {} : { description: said.description }),
		tags: said && said.labels.length > 0 ? { labels: said.labels.join(', ') } : {}, aliases: [...artifact.stages].map(([alias, version]) => ({ alias, version })),
	};
}

async function versionOf({ version, commit, tag, deregistered }: GtoVersion, artifact: GtoArtifact, annotationOf: AnnotationOf, seen: Seen): Promise<FoundVersion> {
	return {
		version, tags: {}, code: { commit, exact: true }, ...(tag.at ? { created: tag.at } : {}),
		...(tag.by ? { author: tag.by.email === '' ? tag.by.name : `${tag.by.name} <${tag.by.email}>` } : {}),
		...(tag.message === '' || saysNothing.test(tag.message) ? {} : { notes: tag.message }),
		...(artifact.deprecated ? { retired: 'deprecated in GTO' } : {}),
		bytes: deregistered ? { in: 'nowhere', why: 'It was deregistered in GTO.' } : await orNowhere(() => bytesOf(commit, artifact.artifact, annotationOf, seen)),
	};
}

async function bytesOf(commit: string, artifact: string, annotationOf: AnnotationOf, seen: Seen): Promise<FoundBytes> {
	const said = annotationOf(commit, artifact);
	if (said?.type !== undefined && said.type.toLowerCase() !== 'model') { return { in: 'nowhere', why: `artifacts.yaml says that it is a ${shownUri(said.type)}, not a model.` }; }
	if (said?.path === undefined) { return { in: 'nowhere', why: `Commit ${commit.slice(0, 7)} names no path for it, in artifacts.yaml or dvc.yaml. Register its file by hand.` }; }
	return bytesAt(commit, said.path, seen);
}
