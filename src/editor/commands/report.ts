import * as vscode from 'vscode';
import { RegistryError, type Remedy } from '../../core/errors';
import type { App } from '../app';
import { t } from '../words';

interface Way { readonly title: string; go(): unknown }

/** How every command ends that fails: the user's business in one sentence with its remedy as a button; a bug in the log. */
export async function report(app: App, id: string, error: unknown, again: () => unknown): Promise<void> {
	if (RegistryError.is(error, 'cancelled')) { return; }
	if (!RegistryError.is(error)) {
		const text = error instanceof Error ? error.stack ?? error.message : String(error);
		app.log.error(`${id}: ${text}`);
		const chosen = await vscode.window.showErrorMessage(t('Something went wrong in the extension itself: {0}', error instanceof Error ? error.message : String(error)), t('Show Log'));
		if (chosen !== undefined) { app.log.show(); }
		return;
	}
	app.log.info(`${id}: ${error.message}`);
	const way = wayOut(error, again);
	const chosen = await vscode.window.showErrorMessage(error.message, ...(way ? [way.title] : []));
	if (way && chosen === way.title) { await way.go(); }
}

function wayOut(error: RegistryError, again: () => unknown): Way | undefined {
	const ways: Readonly<Record<Remedy, Way | undefined>> = {
		'fetch-code': command(t('Fetch the Code of Versions'), 'modelRegistry.fetchCode'),
		now: command(t('Back to Now'), 'modelRegistry.backToNow'),
		init: command(t('Initialize Model Registry'), 'modelRegistry.initialize'),
		retry: { title: t('Try Again'), go: again },
		'choose-folder': { title: t('Choose Another Folder'), go: again },
		'show-problems': command(t('Show Problems'), 'modelRegistry.showProblems'),
		reveal: revealing(error),
		update: command(t('Check for Updates'), 'workbench.extensions.action.checkForUpdates'),
	};
	return error.remedy && ways[error.remedy];
}

function command(title: string, id: string): Way {
	return { title, go: () => vscode.commands.executeCommand(id) };
}

/** Sentences name a path absolutely, or inside a workspace folder. */
function revealing(error: RegistryError): Way | undefined {
	const path = 'path' in error.facts ? error.facts.path : undefined;
	const [first] = vscode.workspace.workspaceFolders ?? [];
	if (path === undefined || !first) { return undefined; }
	const uri = /^([a-zA-Z]:)?[\\/]/.test(path) ? vscode.Uri.file(path) : vscode.Uri.joinPath(first.uri, path);
	return { title: t('Reveal'), go: () => vscode.commands.executeCommand('revealInExplorer', uri) };
}
