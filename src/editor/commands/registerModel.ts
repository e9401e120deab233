import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import type { RegisterOptions } from '../../core/verbs/register';
import type { Registry } from '../../core/registry';
import type { App } from '../app';
import { longRunning } from '../longRunning';
import { pickModelFiles } from '../register/findModelFiles';
import { askMany, type File } from '../register/manyInput';
import { RegisterInput } from '../register/registerInput';
import { short } from '../tree/short';
import { t } from '../words';

interface Wanted { readonly model?: string | undefined }

/** Registers files and folders: those that were right-clicked, dropped or picked. Done is silent: the new row is shown, selected. */
export async function registerModel(app: App, first?: unknown, all?: unknown, wanted: Wanted = {}): Promise<void> {
	const given = Array.isArray(all) && all.length ? all.filter(isUri) : isUri(first) ? [first] : [];
	const uris = given.length ? given : await pickModelFiles(app.registries);
	const files = await Promise.all(uris.map(uri => fileOf(app, uri)));
	const [file] = files;
	if (!file) { return; }
	if (files.length > 1) { return registerMany(app, files, wanted); }
	const input = new RegisterInput(file.entry, file.registry, file.uri, wanted.model);
	const answer = await input.ask().finally(() => input.dispose());
	if (answer?.does === 'show') { return app.view.showVersion(file.entry, answer.version, { focus: true }); }
	if (answer) { await registerOne(app, file, answer.options, answer.number); }
}

async function registerMany(app: App, files: readonly File[], { model }: Wanted): Promise<void> {
	for (const chosen of await askMany(files, model) ?? []) { await registerOne(app, chosen, { model: chosen.model }, chosen.number); }
}

async function registerOne(app: App, { entry, registry, uri }: File, options: RegisterOptions & { readonly model: string }, number: number | undefined): Promise<void> {
	await initialized(registry, entry.folder.name);
	const name = number === undefined ? options.model : `${options.model} v${number}`;
	const { version, created } = await longRunning(t('Registering {0}', short(name)), long => registry.register(uri.fsPath, { ...options, ...long }));
	app.registries.announce(entry);
	await app.view.showVersion(entry, version.id);
	if (created) { return; }
	offerShow(t('{0} is {1} {2} already: the same bytes. No second version was made.', short(vscode.workspace.asRelativePath(uri)), short(version.model), version.label));
}

function offerShow(message: string): void {
	void vscode.window.showInformationMessage(message);
}

async function initialized(registry: Registry, name: string): Promise<void> {
	if (!vscode.workspace.isTrusted) { throw new RegistryError('unwritable', { path: name, why: t('the workspace is not trusted') }); }
	if (!await registry.exists()) { await registry.init(name); }
}

async function fileOf(app: App, uri: vscode.Uri): Promise<File> {
	const entry = app.registries.of(uri);
	if (!entry) { throw new RegistryError('outside', { path: uri.fsPath, folder: vscode.workspace.name ?? t('the workspace') }); }
	return { uri, entry, registry: await entry.open() };
}

function isUri(value: unknown): value is vscode.Uri {
	return value instanceof vscode.Uri;
}

