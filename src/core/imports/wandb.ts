import { RegistryError } from '../errors';
import type { Param, Warning, WorkspacePath } from '../model';
import { openRunFolder } from '../runs/folder';
import { paramsOf } from '../runs/parse/flatten';
import { orWarning } from '../runs/parse/orWarning';
import { pathIn } from '../runs/parse/pathIn';
import { withoutPrivate } from '../runs/withoutPrivate';
import { parseTolerantJson } from '../parse/tolerantJson';
import type { FoundModel, FoundStore, FoundVersion } from './found';
import { findByMd5 } from './bytes/findByMd5';
import { orNowhere } from './orNowhere';
import type { ImportPlace, ImportSource } from './source';
import { readArtifactLog, type ArtifactLog, type LoggedArtifact } from './wandb/artifactLog';
import { bytesOf } from './wandb/bytesOf';

const runFolder = /^(?:offline-)?run-\d{8}_\d{6}-[\w-]+$/;

/** Models that runs have logged as artifacts of the type 'model', by the logs of Weights & Biases' run folders. */
export const wandb: ImportSource = {
	tool: 'wandb',
	title: 'Weights & Biases',
	what: 'W&B run folders that logged a model as an artifact',
	async read(place) {
		const warnings: Warning[] = [];
		const logs = await logsAt(place, warnings);
		const local = await findByMd5(place, logs.flatMap(({ log }) => log.artifacts.filter(isModel).flatMap(artifact => artifact.files)));
		const stores: FoundStore[] = [];
		for (const id of [...new Set(logs.map(({ log }) => storeOf(log)))].sort()) {
			const logged = logs.filter(({ log }) => storeOf(log) === id).flatMap(one => one.log.artifacts.filter(isModel).map(artifact => ({ ...one, artifact })));
			const models: FoundModel[] = [];
			for (const name of [...new Set(logged.map(({ artifact }) => artifact.name))]) { models.push(await modelOf(name, logged.filter(({ artifact }) => artifact.name === name), local, place)); }
			if (models.length > 0) { stores.push({ id, models, warnings }); }
		}
		return stores;
	},
};

interface Logged { readonly log: ArtifactLog; readonly folder: WorkspacePath; readonly file: WorkspacePath }

const isModel = (artifact: LoggedArtifact) => artifact.type === 'model' && artifact.name !== '' && artifact.digest !== '';

function storeOf({ entity, project }: ArtifactLog): string {
	return `wandb:${[entity, project || 'uncategorized'].filter(part => part !== '').join('/')}`;
}

/** The logs of all runs at a place, oldest first. */
async function logsAt({ workspace, path, signal }: ImportPlace, warnings: Warning[]): Promise<readonly Logged[]> {
	const given = await openRunFolder(workspace, path);
	const place = given?.folders.includes('wandb') && !given.folders.some(name => runFolder.test(name)) ? await given.folder('wandb') : given;
	const own = place && runFolder.test(place.path.split('/').at(-1) ?? '') ? [place] : [];
	const logs: Logged[] = [];
	for (const folder of own.length > 0 ? own : (place?.folders ?? []).filter(name => runFolder.test(name))) {
		if (signal?.aborted) { throw new RegistryError('cancelled', { what: 'Reading the runs' }); }
		const run = typeof folder === 'string' ? await place?.folder(folder) : folder;
		for (const name of run?.files.filter(one => one.endsWith('.wandb')) ?? []) {
			const absolute = await run?.locate(name);
			const log = absolute === undefined ? undefined : await orWarning(warnings, () => readArtifactLog(absolute));
			if (log && run) { logs.push({ log, folder: run.path, file: pathIn(run, name) }); }
		}
	}
	return logs.sort((a, b) => (a.log.started?.getTime() ?? 0) - (b.log.started?.getTime() ?? 0) || (a.folder < b.folder ? -1 : 1));
}

/** What was logged under one name, oldest first: the same digest again is the same version, and an alias is where it was given last. */
async function modelOf(name: string, logged: readonly (Logged & { readonly artifact: LoggedArtifact })[], local: ReadonlyMap<string, readonly WorkspacePath[]>, { workspace }: ImportPlace): Promise<FoundModel> {
	const root = await openRunFolder(workspace, '');
	const versions = new Map<string, FoundVersion>();
	const aliases = new Map<string, string>();
	for (const { artifact, log, folder, file } of logged) {
		for (const alias of artifact.aliases) { aliases.set(alias, artifact.digest); }
		if (versions.has(artifact.digest) || !root) { continue; }
		versions.set(artifact.digest, {
			version: artifact.digest, ...(log.started ? { created: log.started } : {}), ...(artifact.description === undefined ? {} : { notes: artifact.description }),
			tags: artifact.tags.length > 0 ? { 'wandb.tags': artifact.tags.join(', ') } : {},
			bytes: await orNowhere(() => bytesOf(artifact, folder, local, root)), run: { id: log.run, folder: folder.split('/').slice(0, -1).join('/') }, params: metadataOf(artifact, file, workspace),
			...(log.commit !== undefined && /^[0-9a-f]{40}$/.test(log.commit) ? { code: { commit: log.commit, exact: false } } : {}),
		});
	}
	// W&B's own names of versions (v0, v1, …) and 'latest' say nothing that isn't known.
	return { name, tags: {}, versions: [...versions.values()], aliases: [...aliases].filter(([alias]) => !/^(?:latest|v\d+)$/.test(alias)).map(([alias, version]) => ({ alias, version })) };
}

/** What was said of the artifact when it was made. */
function metadataOf(artifact: LoggedArtifact, path: WorkspacePath, workspace: string): readonly Param[] {
	if (artifact.metadata === undefined) { return []; }
	try {
		const params = paramsOf(parseTolerantJson(artifact.metadata, path), { source: { tool: 'wandb', path, field: 'artifact.metadata' } });
		return withoutPrivate({ tool: 'wandb', id: '', path, params, metrics: [] }, workspace).params;
	} catch (error) {
		// Metadata that isn't JSON says nothing.
		if (RegistryError.is(error)) { return []; }
		throw error;
	}
}
