import { posix } from 'node:path';
import { registryFolderName } from '../../ledger/layout';
import type { WorkspacePath } from '../../model';
import type { RunFolder } from '../../runs/reader';
import { withoutHome } from '../../secrets';
import type { FoundBytes } from '../found';
import { shownUri } from '../shownUri';
import type { RawModel, RawVersion } from './raw';

/** Where MLflow's bytes may be. */
export interface MlflowPlace {
	/** The workspace's own folder. */
	readonly root: RunFolder;
	/** Absolute. */
	readonly workspace: string;
	/** Workspace path of the folder that holds the store. */
	readonly parent: WorkspacePath;
	/** Workspace path of `mlruns`, where runs and logged models keep their artifacts. */
	readonly runs: WorkspacePath;
	readonly models: readonly RawModel[];
	/** Run → workspace path of the experiment that holds it. */
	readonly experimentOf: ReadonlyMap<string, WorkspacePath>;
}

const runId = /^[0-9a-f]{32}$/, modelId = /^m-[0-9a-f]{32}$/;
/** Versions that point at versions. */
const maxHops = 8;

/**
 * Where the bytes of a version stand in this workspace. What MLflow recorded is a URI, or a path of the machine that wrote it: of a path the end
 * counts from wherever it leads to something here, so long as a run or a logged model is named in it.
 */
export async function bytesOf(version: RawVersion, place: MlflowPlace, hops = 0): Promise<FoundBytes> {
	let first: FoundBytes | undefined;
	for (const uri of [version.storage, version.source]) {
		const found = uri ? await resolve(uri, version, place, hops) : undefined;
		if (found && found.in !== 'nowhere') { return found; }
		first ??= found;
	}
	return first ?? nowhere("MLflow doesn't say where its bytes are.");
}

async function resolve(uri: string, version: RawVersion, place: MlflowPlace, hops: number): Promise<FoundBytes> {
	const shown = withoutHome(shownUri(uri), place.workspace);
	const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(uri)?.[1]?.toLowerCase();
	// One letter is a Windows drive.
	const plain = scheme === undefined ? uri : scheme === 'file' ? fromFileUri(uri) : undefined;
	if (plain !== undefined) { return await standing(plain, place) ?? nowhere(`Its bytes were registered from ${shown}, which isn't in this workspace folder. Bring them here, or register them by hand.`); }
	const rest = uri.slice((scheme ?? '').length + 1).replace(/^\/+/, '');
	if (climbs(rest)) { return outOfFolder(uri); }
	switch (scheme) {
		case 'models': {
			if (modelId.test(rest)) { return await loggedModel(place, rest) ?? nowhere(`Its logged model ${rest} isn't in ${place.runs}. Bring its artifacts here, and import again.`); }
			const [, name = '', number = ''] = /^(.+)[/@](\d+)$/.exec(rest) ?? [];
			const other = place.models.find(model => model.name === name)?.versions.find(one => one.version === number);
			if (other && other !== version && hops < maxHops) { return bytesOf(other, place, hops + 1); }
			return nowhere(`Its bytes are those of ${shown}, which isn't in this registry.`);
		}
		case 'runs': {
			const [id = '', ...path] = rest.split('/');
			const experiment = runId.test(id) ? place.experimentOf.get(id) : undefined;
			return (experiment === undefined ? undefined : await existing(place, [posix.join(experiment, id, 'artifacts', ...path)])) ?? nowhere(`Its bytes are artifacts of a run (${shown}) that aren't in ${place.runs}. Bring them here, and import again.`);
		}
		case 'mlflow-artifacts':
			return await standing(rest, place) ?? nowhere(`Its bytes are kept by an MLflow server (${shown}). Download them into ${place.runs}, and import again.`);
		default:
			return nowhere(`Its bytes are at ${shown}, not in this workspace folder. Download them, and register them by hand.`);
	}
}

const nowhere = (why: string): FoundBytes => ({ in: 'nowhere', why });
const outOfFolder = (path: string) => nowhere(`MLflow names a path for its bytes that leads out of its folder (${shownUri(path)}), so they are not looked for.`);
const climbs = (path: string) => path.split(/[\\/]/).includes('..');

function fromFileUri(uri: string): string {
	const path = uri.replace(/^file:(?:\/\/(?:localhost)?(?=\/))?/i, '').replace(/^\/+/, '/');
	try {
		return decodeURIComponent(path).replace(/^\/(?=[A-Za-z]:[\\/])/, '');
	} catch {
		// A percent sign that is none of an escape: an older MLflow wrote paths as they were.
		return path;
	}
}

/** A path of some machine, as it stands here. */
async function standing(path: string, place: MlflowPlace): Promise<FoundBytes | undefined> {
	const parts = path.split(/[\\/]+/);
	if (climbs(path)) { return outOfFolder(path); }
	const candidates: WorkspacePath[] = [];
	const own = place.workspace.split(/[\\/]+/);
	if (own.every((part, index) => part === parts[index])) { candidates.push(parts.slice(own.length).join('/')); }
	if (!/^(?:[\\/]|[A-Za-z]:)/.test(path)) { candidates.push(posix.join(place.parent, ...parts)); }
	const id = parts.findLastIndex(part => runId.test(part) || modelId.test(part));
	for (let from = 0; from <= id; from++) {
		const tail = parts.slice(from).filter(part => part !== '' && part !== '.').join('/');
		candidates.push(posix.join(place.runs, tail), posix.join(place.parent, tail), posix.join(place.parent, 'mlartifacts', tail));
	}
	return existing(place, candidates);
}

/** The artifacts of a logged model, in whichever experiment has it. */
async function loggedModel(place: MlflowPlace, id: string): Promise<FoundBytes | undefined> {
	const runs = await place.root.folder(place.runs === '' ? '.' : place.runs);
	return existing(place, (runs?.folders ?? []).map(experiment => posix.join(place.runs, experiment, 'models', id, 'artifacts')));
}

/** The first that is there. Links that lead out of the workspace are as good as absent. */
async function existing({ root }: MlflowPlace, candidates: readonly WorkspacePath[]): Promise<FoundBytes | undefined> {
	for (const candidate of new Set(candidates)) {
		const path = posix.normalize(candidate).replace(/\/$/, '');
		if (path === '.' || path === '' || path.includes('\0') || path.startsWith('../') || path === registryFolderName || path.startsWith(`${registryFolderName}/`)) { continue; }
		if (await root.folder(path) ?? await root.locate(path)) { return { in: 'workspace', path }; }
	}
	return undefined;
}
