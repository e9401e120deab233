import { join } from 'node:path';
import * as vscode from 'vscode';
import type { PreparedReproduction } from '../../core/verbs/reproduce';
import type { KnownCommand } from '../../core/verbs/commands';
import { environmentText } from '../../core/present/environmentText';
import { reproductionSentence } from '../../core/present/reproduction';
import type { App } from '../app';
import { askCommand } from '../dialogs/askCommand';
import { longRunning } from '../longRunning';
import { reproductionFolder, safeName } from '../openedFolders';
import { runTask } from '../reproduce/runTask';
import { setting } from '../setting';
import { short } from '../tree/short';
import { t } from '../words';
import type { VersionTarget } from './target';
import { versionTargets } from './targets';

/** Makes a version again: its exact code in a folder of its own, its command run there as a task once the person has agreed, and the result compared. */
export async function reproduce(app: App, first?: unknown, all?: unknown): Promise<void> {
	const [target] = await versionTargets(app, first, all, t('Reproduce This Version'));
	if (!target) { return; }
	const { registry, version, entry } = target;
	const name = `${short(version.model)} ${version.label}`;
	const known = await registry.commandsOf(await registry.versionDetails(version.id));
	const command = await chooseCommand(name, known);
	if (!command) { return; }
	// Said once, it is known from then on. What looks like a secret is refused here, before anything is opened.
	if (!known.some(one => one.command === command.command && one.folder === command.folder)) { await registry.recordCommand(version.id, command.command, command.folder); }
	const folder = reproductionFolder(app);
	await vscode.workspace.fs.createDirectory(vscode.Uri.file(folder));
	const to = join(folder, `${safeName(entry.folder.name)}-${safeName(version.model)}-${safeName(version.label)}-${Date.now().toString(36)}`);
	const prepared = await longRunning(t('Opening the code of {0}', name), long => registry.prepareReproduction(version.id, { to, ...long }));
	if (!await confirmed(name, command, prepared)) {
		await registry.removeCheckout(to, { force: true });
		return;
	}
	await runAndOffer(app, target, name, prepared, command);
}

type Chosen = Pick<KnownCommand, 'command' | 'folder'>;

async function chooseCommand(name: string, known: readonly KnownCommand[]): Promise<Chosen | undefined> {
	const title = t('Reproduce {0}', name);
	const other = { label: `$(edit) ${t('Another Command…')}`, chosen: undefined };
	const items = known.map(one => ({ label: one.command, description: one.folder === '' ? '' : t('in {0}', one.folder), detail: t('From {0}', short(one.from, 100)), chosen: one }));
	const picked = known.length ? await vscode.window.showQuickPick([...items, other], { title, placeHolder: t('The command that made it. It is shown once more before it runs') }) : other;
	if (!picked) { return undefined; }
	const command = picked.chosen ?? await askCommand(title, '').then(given => (given === undefined ? undefined : { command: given, folder: '' }));
	return command;
}

/** The command in full, where it runs, and what is not as it was. */
async function confirmed(name: string, command: Chosen, prepared: PreparedReproduction): Promise<boolean> {
	const requirements = environmentText(prepared.version);
	const [run, show] = [t('Run Command'), t('Show Environment')];
	const steps = prepared.environment.map(step => t('{0}   (from {1})', step.command, step.file));
	const detail = [
		command.command,
		t('It runs in {0}, in the environment of a new terminal.', join(prepared.workspace, command.folder)),
		steps.length ? t('To make its environment first:') + `\n${steps.join('\n')}` : requirements === undefined ? t('No package versions are recorded: the environment is yours to choose.') : t('Its packages are recorded; no lock file is in the code.'),
		...(prepared.exact ? [] : [t('This is only the commit it was based on.')]), ...prepared.notes.map(note => short(note, 300)),
	].join('\n\n');
	for (;;) {
		const chosen = await vscode.window.showWarningMessage(t('Run this command in the code of {0}?', name), { modal: true, detail }, run, ...(requirements === undefined ? [] : [show]));
		if (chosen !== show) { return chosen === run; }
		await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: requirements ?? '', language: 'pip-requirements' }), { preview: true });
		// The page is to be read before the question comes again.
		const again = await vscode.window.showInformationMessage(t('The recorded environment of {0}.', name), t('Go On'));
		if (again === undefined) { return false; }
	}
}

async function runAndOffer(app: App, { registry, version, entry }: VersionTarget, name: string, prepared: PreparedReproduction, { command, folder }: Chosen): Promise<void> {
	app.log.info(`Reproducing ${version.ref} in ${prepared.workspace}: ${command}`);
	const started = new Date();
	const exitCode = await runTask(t('Reproduce {0}', name), command, join(prepared.workspace, folder), entry.folder);
	const ended = new Date();
	const tolerance = setting('reproduce.tolerance', entry.folder.uri);
	const result = await longRunning(t('Comparing {0}', name), long => registry.judgeReproduction(prepared, { command, exitCode, started, ended, tolerance, ...long }));
	const sentence = t('Reproduction of {0}: {1}', name, reproductionSentence({ ...result, path: version.artifact.path }));
	app.log.info(sentence);
	const [record, next, open] = [t('Record'), t('Register as New Version'), t('Open Folder')];
	const isThere = result.verdict !== 'failed' && result.verdict !== 'missing';
	const say = result.verdict === 'identical' || result.verdict === 'equal' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
	const chosen = await say(sentence, ...(isThere ? [next] : []), record, open);
	if (chosen === record) { await registry.recordReproduction(result); }
	if (chosen === next) {
		const made = await longRunning(t('Registering the reproduction of {0}', name), long => registry.registerReproduction(prepared, result, long));
		await app.view.showVersion(entry, made.version.id, { focus: true });
	}
	if (chosen === open) { await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(prepared.workspace), { forceNewWindow: true }); }
}
