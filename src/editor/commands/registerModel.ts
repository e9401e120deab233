import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import type { App } from '../app';
import { pickModelFiles } from '../register/findModelFiles';
import type { File } from '../register/manyInput';
import { registerFiles } from '../register/registerFiles';
import { t } from '../words';

interface Wanted { readonly model?: string | undefined }

/** Registers files and folders: those that were right-clicked, dropped or picked. */
export async function registerModel(app: App, first?: unknown, all?: unknown, wanted: Wanted = {}): Promise<void> {
	const given = Array.isArray(all) && all.length ? all.filter(isUri) : isUri(first) ? [first] : [];
	const uris = given.length ? given : await pickModelFiles(app.registries);
	await registerFiles(app, await Promise.all(uris.map(uri => fileOf(app, uri))), wanted.model);
}

async function fileOf(app: App, uri: vscode.Uri): Promise<File> {
	const entry = app.registries.of(uri);
	if (!entry) { throw new RegistryError('outside', { path: uri.fsPath, folder: vscode.workspace.name ?? t('the workspace') }); }
	return { uri, entry, registry: await entry.open() };
}

function isUri(value: unknown): value is vscode.Uri {
	return value instanceof vscode.Uri;
}

