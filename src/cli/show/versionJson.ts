import type { ArtifactFile, Version, VersionDetails } from '../../core/model';
import type { Registry } from '../../core/registry';

/** A version as --json prints it. The keys are a contract: more may come, none goes. */
export async function versionJson(registry: Registry, version: Version) {
	return shape(version, await filesOf(registry, version));
}

/** One after the other: of ten thousand folders not all records are read at once. */
export async function versionsJson(registry: Registry, versions: readonly Version[]) {
	const shapes: Awaited<ReturnType<typeof versionJson>>[] = [];
	for (const version of versions) { shapes.push(await versionJson(registry, version)); }
	return shapes;
}

/** As versionJson, with everything that is known. */
export function detailsJson(details: VersionDetails) {
	const { facts, gitState, sources, untied, record } = details;
	const { git, ...rest } = shape(details, details.files);
	return {
		...rest,
		git: git && { ...git, remote: gitState?.remote ?? null, path: gitState?.path ?? null, leftOut: gitState?.leftOut ?? [] },
		untied: untied ?? null, kind: facts.kind, library: facts.library ?? null, signature: facts.signature ?? null, inputs: facts.inputs, runs: facts.runs,
		environment: facts.environment, warnings: facts.warnings, disagreements: facts.disagreements,
		sources: Object.fromEntries(Object.entries(sources).map(([name, { source, certainty }]) => [name, { ...source, certainty }])), record,
	};
}

function shape(version: Version, files: readonly ArtifactFile[]) {
	const { id, model, number, ref, label, aliases, contested, tags, artifact, params, metrics, written, git, at, by, notes, archived, purged, framework, summary, parameters, tensorCount } = version;
	return {
		id, model, number, ref, label, aliases, contested, tags,
		artifact: { digest: artifact.digest, kind: artifact.kind, format: artifact.format, bytes: artifact.bytes, path: artifact.path, storage: artifact.storage, files: files.map(({ path, sha256, bytes }) => ({ path, sha256, bytes })) },
		framework: framework ?? null, summary: summary ?? null, parameters: parameters ?? null, tensors: tensorCount ?? null,
		params, metrics, written,
		git: git && { commit: git.commit, branch: git.branch, dirty: git.dirty, snapshot: git.snapshot },
		at, by: { name: by.name, email: by.email }, notes, archived, purged: purged ?? null,
	};
}

/** A single file needs no look into its record: the version says it all. */
async function filesOf(registry: Registry, { id, artifact }: Version): Promise<readonly ArtifactFile[]> {
	if (artifact.kind === 'file') { return [{ path: artifact.path.split('/').at(-1) ?? artifact.path, sha256: artifact.digest, bytes: artifact.bytes }]; }
	return (await registry.versionDetails(id)).files;
}
