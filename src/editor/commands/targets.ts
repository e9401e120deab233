import type { App } from '../app';
import { pickModel } from '../dialogs/pickModel';
import { pickVersion } from '../dialogs/pickVersion';
import type { FolderRegistry } from '../registries';
import type { ModelTarget, VersionTarget } from './target';
import { folderOf, modelOf, versionOf, type TreeNode } from '../tree/node';

/** A model as its page names it. */
interface ModelLink { readonly folder: string; readonly model: string }

/** A version as a link names it. */
interface VersionLink { readonly folder: string; readonly version: string }

/** The rows that a command was called on: from a menu, from a key in the view, or none from the palette. */
export function calledOn(app: App, first: unknown, all: unknown): readonly TreeNode[] {
	if (isFromView(first)) { return app.view.selection; }
	if (Array.isArray(all) && all.length && all.every(isNode)) { return all; }
	return isNode(first) ? [first] : [];
}

/** The versions that a command is about; asks for one where it was called without. Empty when the person gave up. */
export async function versionTargets(app: App, first: unknown, all: unknown, question: string): Promise<readonly VersionTarget[]> {
	if (isLink(first)) { return found(app, [first]); }
	const rows = calledOn(app, first, all);
	const links = rows.flatMap(row => {
		const version = versionOf(row);
		return version ? [{ folder: version.folder, version: version.version.id }] : [];
	});
	if (links.length) { return found(app, links.filter((link, at) => links.findIndex(other => other.version === link.version) === at)); }
	const row = rows[0] && modelOf(rows[0]);
	const picked = await pickVersion(app, question, isModelLink(first) ? first : row && { folder: row.folder, model: row.model.name });
	return picked ? [picked] : [];
}

/** The model that a command is about: a row's, or one that the person picks. */
export async function modelTarget(app: App, first: unknown, all: unknown, question: string): Promise<ModelTarget | undefined> {
	const [row] = calledOn(app, first, all);
	const node = row && modelOf(row);
	const link = isModelLink(first) ? first : node && { folder: node.folder, model: node.model.name };
	if (!link) { return pickModel(app, question); }
	const entry = app.registries.at(link.folder);
	return entry && { entry, registry: await entry.open(), model: link.model };
}

/** The registry that a row belongs to; the only one there is; undefined where nobody can know. */
export async function entryOf(app: App, row: TreeNode | undefined): Promise<FolderRegistry | undefined> {
	const folder = row && folderOf(row);
	if (folder !== undefined) { return app.registries.at(folder); }
	const [only, ...others] = await app.registries.initialized();
	return others.length ? undefined : only;
}

async function found(app: App, links: readonly VersionLink[]): Promise<readonly VersionTarget[]> {
	const targets = await Promise.all(links.map(async link => {
		const entry = app.registries.at(link.folder);
		const registry = await entry?.open();
		return entry && registry && { entry, registry, version: await registry.version(link.version) };
	}));
	return targets.filter(target => target !== undefined);
}

function isNode(value: unknown): value is TreeNode {
	return typeof value === 'object' && value !== null && 'kind' in value && 'id' in value && 'parent' in value;
}

function isLink(value: unknown): value is VersionLink {
	return typeof value === 'object' && value !== null && 'folder' in value && 'version' in value && !('kind' in value) && typeof value.version === 'string' && typeof value.folder === 'string';
}

export function isModelLink(value: unknown): value is ModelLink {
	return typeof value === 'object' && value !== null && 'folder' in value && 'model' in value && !('kind' in value) && typeof value.model === 'string' && typeof value.folder === 'string';
}

function isFromView(value: unknown): boolean {
	return typeof value === 'object' && value !== null && 'from' in value && value.from === 'view';
}
