import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import type { Registry } from '../../core/registry';
import type { RegisterOptions } from '../../core/verbs/register';
import type { App } from '../app';
import { longRunning } from '../longRunning';
import { short } from '../tree/short';
import { t } from '../words';
import { askMany, type File } from './manyInput';
import { RegisterInput } from './registerInput';

/** Asks what files and folders become, and registers them. Done is silent: the new row is shown, selected. */
export async function registerFiles(app: App, files: readonly File[], model?: string): Promise<void> {
	const [file] = files;
	if (!file) { return; }
	if (files.length > 1) { return registerMany(app, files, model); }
	const input = new RegisterInput(file, model);
	const answer = await input.ask().finally(() => input.dispose());
	if (answer?.does === 'show') { return app.view.showVersion(file.entry, answer.version, { focus: true }); }
	if (answer) { await registerOne(app, file, answer.options, answer.number); }
}

async function registerMany(app: App, files: readonly File[], model: string | undefined): Promise<void> {
	for (const chosen of await askMany(files, model) ?? []) { await registerOne(app, chosen, { model: chosen.model }, chosen.number); }
}

async function registerOne(app: App, { entry, registry, uri, run }: File, options: RegisterOptions & { readonly model: string }, number: number | undefined): Promise<void> {
	await initialized(registry, entry.folder.name);
	const name = number === undefined ? options.model : `${options.model} v${number}`;
	const { version, created, mended = 0 } = await longRunning(t('Registering {0}', short(name)), long => registry.register(uri.fsPath, { ...options, ...(run ? { run } : {}), ...long }));
	app.registries.announce(entry);
	await app.view.showVersion(entry, version.id);
	if (created) { return; }
	const label = `${short(version.model)} ${version.label}`;
	if (mended > 0) {
		app.view.tree.learn(version.id, 'ok');
		return say(mended === 1 ? t('The stored file of {0} was missing or damaged, and is whole again.', label) : t('{0} stored files of {1} were missing or damaged, and are whole again.', mended, label));
	}
	say(t('{0} is {1} already: the same bytes. No second version was made.', short(vscode.workspace.asRelativePath(uri)), label));
}

function say(message: string): void {
	void vscode.window.showInformationMessage(message);
}

async function initialized(registry: Registry, name: string): Promise<void> {
	if (!vscode.workspace.isTrusted) { throw new RegistryError('unwritable', { path: name, why: t('the workspace is not trusted') }); }
	if (!await registry.exists()) { await registry.init(name); }
}
