import { posix } from 'node:path';
import { RegistryError } from '../errors';
import type { Warning, WorkspacePath } from '../model';
import { openRunFolder } from '../runs/folder';
import { pathIn } from '../runs/parse/pathIn';
import type { RunFolder } from '../runs/reader';
import { locateOut } from './dvc/locateOut';
import { tracked, type Annotation, type DvcOut, type Tracked } from './dvc/tracked';
import type { FoundBytes, FoundModel, FoundVersion, Piece } from './found';
import { orNowhere } from './orNowhere';
import type { ImportPlace, ImportSource } from './source';

/** Folders that hold no pipeline of anybody's. */
const passedOver = new Set(['.git', '.dvc', 'node_modules', '.model-registry', '__pycache__', 'site-packages', '.venv', 'venv']);
const mostFolders = 20_000, mostFiles = 5_000;
const textLimit = 4 * 1024 * 1024;

/** The models of a DVC project as it stands: `artifacts` of dvc.yaml, and outputs of stages and .dvc files that say they are models. */
export const dvc: ImportSource = {
	tool: 'dvc',
	title: 'DVC',
	what: 'DVC project with a model: no artifacts in dvc.yaml, and no output of the type model',
	async read(place) {
		const warnings: Warning[] = [];
		const root = await openRunFolder(place.workspace, '');
		const files = await dvcFiles(place, warnings);
		if (!root || files.size === 0) { return []; }
		const all = await tracked(files, warnings);
		const models: FoundModel[] = [];
		for (const found of modelsIn(all)) {
			if (place.signal?.aborted) { throw new RegistryError('cancelled', { what: 'Reading the DVC project' }); }
			models.push({
				name: found.name, ...(found.shorter === undefined ? {} : { shorter: found.shorter }), ...(found.annotation.description === undefined ? {} : { description: found.annotation.description }), aliases: [],
				tags: found.annotation.labels.length > 0 ? { labels: found.annotation.labels.join(', ') } : {}, versions: [await versionOf(found.path, all, place, root)],
			});
		}
		// Names in it are made of paths in the workspace, wherever one begins to look.
		return models.length > 0 ? [{ id: 'dvc:.', models, warnings }] : [];
	},
};

/** Texts of the project's own files, below the place, by their workspace paths. */
async function dvcFiles({ workspace, path, signal }: ImportPlace, warnings: Warning[]): Promise<ReadonlyMap<WorkspacePath, string>> {
	const files = new Map<WorkspacePath, string>();
	const start = await openRunFolder(workspace, path);
	const waiting: RunFolder[] = start ? [start] : [];
	for (let seen = 0; ;) {
		const folder = waiting.shift();
		if (!folder) { break; }
		if (signal?.aborted) { throw new RegistryError('cancelled', { what: 'Reading the DVC project' }); }
		if (++seen > mostFolders || files.size > mostFiles) {
			warnings.push({ code: 'too-many', message: `${path === '' ? 'The workspace' : path} holds more folders or DVC files than are looked at; the rest is left out.` });
			break;
		}
		for (const name of folder.files.filter(one => one === 'dvc.yaml' || one === 'dvc.lock' || /.\.dvc$/.test(one))) {
			const text = await folder.text(name, textLimit);
			if (text !== undefined) { files.set(pathIn(folder, name), text); }
		}
		if (folder.files.includes('pyvenv.cfg')) { continue; }
		for (const name of folder.folders.filter(one => !passedOver.has(one))) {
			const below = await folder.folder(name);
			if (below) { waiting.push(below); }
		}
	}
	return files;
}

const isModel = (type: string | undefined) => type?.toLowerCase() === 'model';

interface NamedModel { readonly name: string; readonly shorter?: string; readonly path: WorkspacePath; readonly annotation: Annotation }

/** Artifacts that are models, or don't say what they are, and outputs that say they are; each path once. */
function modelsIn({ artifacts, outs }: Tracked): readonly NamedModel[] {
	const named = artifacts.filter(one => one.type === undefined || isModel(one.type)).map((one): NamedModel => ({ name: posix.join(posix.dirname(one.said), one.id), path: one.path, annotation: one }));
	const known = new Set(artifacts.map(one => one.path));
	return [...named, ...outs.filter(out => isModel(out.type) && !known.has(out.path)).map((out): NamedModel => ({ name: out.path, shorter: posix.basename(out.path).replace(/(?<=.)\.[A-Za-z]\w*$/, ''), path: out.path, annotation: out }))];
}

async function versionOf(path: WorkspacePath, all: Tracked, place: ImportPlace, root: RunFolder): Promise<FoundVersion> {
	const out = all.outs.find(one => one.path === path);
	if (out) { return { version: out.md5, tags: {}, bytes: await orNowhere(() => bytesOf(out, all, root, place.signal)) }; }
	if (!await root.folder(path) && await root.locate(path) === undefined) {
		return { version: path, tags: {}, bytes: { in: 'nowhere', why: `${path} isn't in the workspace, and DVC doesn't track it by itself. Bring it back, and import again.` } };
	}
	// It is kept in git, or nowhere: its digest is all that tells one version from the next.
	return { version: await place.digestOf(path), tags: {}, bytes: { in: 'workspace', path } };
}

async function bytesOf(out: DvcOut, all: Tracked, root: RunFolder, signal: AbortSignal | undefined): Promise<FoundBytes> {
	const located = await locateOut(out, root, signal ? { signal } : {});
	switch (located.is) {
		case 'checked-out': return { in: 'workspace', path: out.path };
		case 'missing': return { in: 'nowhere', why: located.why };
		case 'cached': {
			const pieces = located.files.map((file): Piece => ({ path: file.path === '' ? out.path : `${out.path}/${file.path}`, from: { at: file.at, md5: file.md5, anyLineEnds: out.anyLineEnds } }));
			const said = [out.said, posix.join(posix.dirname(out.said), 'dvc.yaml'), ...all.metrics.filter(one => /\.(?:json|ya?ml|toml)$/i.test(one))];
			return { in: 'pieces', path: out.path, pieces, from: '.dvc/cache', beside: said.map(at => ({ path: at, from: { at } })) };
		}
	}
}
