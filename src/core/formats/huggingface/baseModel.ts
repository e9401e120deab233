import { posix, resolve, sep } from 'node:path';
import { RegistryError } from '../../errors';
import type { Certainty, Input, Relation, Source, WorkspacePath } from '../../model';
import { openCandidate } from '../candidate';
import type { Candidate } from '../format';

const HUB_ID = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)?$/;
const CHECKPOINT = /^(checkpoint[-_.]?\d+|final|best|last|output|model|merged)$/i;

/**
 * The model that another one names as the one it came from: a folder of the workspace where there is one by that path (as it is, or the
 * end of a path on the machine of the training), else a repository of the Hugging Face Hub, else just a name.
 */
export async function baseModel(model: Candidate, reference: unknown, relation: Relation, source: Source, certainty: Certainty): Promise<Input | undefined> {
	const written = typeof reference === 'string' ? reference.trim().replaceAll('\\', '/').replace(/(?<=.)\/+$/, '') : '';
	if (written === '' || written.length > 1000) { return undefined; }
	const place = await inWorkspace(model, written);
	// A folder that was saved over itself names itself.
	if (place === folderOf(model)) { return undefined; }
	const parts = (place ?? written).split('/').filter(part => part !== '' && part !== '.' && part !== '..');
	const last = parts.at(-1);
	if (last === undefined) { return undefined; }
	if (place === undefined && HUB_ID.test(written)) { return { relation, name: written, uri: `hf://${written}`, source, certainty }; }
	const name = CHECKPOINT.test(last) && parts.length > 1 ? parts.slice(-2).join('/') : last;
	return { relation, name, ...(place === undefined ? {} : { uri: place }), source, certainty };
}

function folderOf(model: Candidate): WorkspacePath {
	return model.isDirectory ? model.workspacePath : posix.dirname(model.workspacePath);
}

/** Looks below the folders above the model, nearest first: paths are relative to where the training was started. */
async function inWorkspace(model: Candidate, written: string): Promise<WorkspacePath | undefined> {
	const root = rootOf(model);
	if (root === undefined) { return undefined; }
	const parts = written.split('/').filter(part => part !== '' && part !== '.');
	if (parts.includes('..') || parts.length === 0) { return undefined; }
	const absolute = /^([A-Za-z]:)?\//.test(written);
	// Of an absolute path, its ends of at least two names: one alone may be anybody's.
	const wanted = absolute ? parts.slice(0, -1).map((_part, at) => parts.slice(at).join('/')) : [parts.join('/')];
	for (const folder of absolute ? ['.'] : above(folderOf(model))) {
		for (const path of wanted.slice(-8)) {
			const place = posix.join(folder, path);
			if (await exists(root, place)) { return place; }
		}
	}
	return undefined;
}

function above(folder: WorkspacePath): readonly WorkspacePath[] {
	const parent = posix.dirname(folder);
	return parent === folder || folder === '.' ? ['.'] : [parent, ...above(parent).filter(one => one !== parent)];
}

/** The workspace folder; undefined where a link leads to the model. */
function rootOf({ path, workspacePath }: Candidate): string | undefined {
	const slashed = sep === '/' ? path : path.replaceAll(sep, '/');
	if (workspacePath === '.') { return path; }
	return slashed.endsWith(`/${workspacePath}`) ? path.slice(0, -workspacePath.length - 1) : undefined;
}

async function exists(root: string, place: WorkspacePath): Promise<boolean> {
	try {
		await openCandidate(resolve(root, ...place.split('/')), root);
		return true;
	} catch (error) {
		// What can't be opened is no place to point at.
		if (error instanceof RegistryError) { return false; }
		throw error;
	}
}
