import * as vscode from 'vscode';
import type { Shared } from '../../core/git/sharing';
import type { App } from '../app';
import { pickFolder } from '../dialogs/pickFolder';
import { short } from '../tree/short';
import { t } from '../words';

/** Pushes the refs that hold the exact code of versions to a remote that the person picks. Nothing that is there is overwritten. */
export function pushCode(app: App): Promise<void> {
	return share(app, 'push', t('Push the Code of Versions'));
}

/** Fetches those refs. */
export function fetchCode(app: App): Promise<void> {
	return share(app, 'fetch', t('Fetch the Code of Versions'));
}

async function share(app: App, way: 'push' | 'fetch', title: string): Promise<void> {
	const entry = await pickFolder(app, title);
	if (!entry) { return; }
	const registry = await entry.now();
	const remotes = await registry.snapshotRemotes();
	const remote = remotes.length > 1 ? await vscode.window.showQuickPick(remotes, { title, placeHolder: way === 'push' ? t('The remote to push to') : t('The remote to fetch from') }) : remotes[0] ?? 'origin';
	if (remote === undefined) { return; }
	const running = way === 'push' ? t('Pushing the code of versions to {0}', short(remote)) : t('Fetching the code of versions from {0}', short(remote));
	const done = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: running, cancellable: true }, (_report, token) => {
		const stop = new AbortController();
		token.onCancellationRequested(() => stop.abort());
		return registry.shareSnapshots(way, remote, stop.signal);
	});
	void vscode.window.showInformationMessage(sentence(way, done));
}

function sentence(way: 'push' | 'fetch', { remote, moved, total }: Shared): string {
	const name = short(remote);
	if (total === 0) { return t('There is no code of versions to share yet.'); }
	if (moved === 0) { return way === 'push' ? t('Nothing new to push to {0}.', name) : t('Nothing new to fetch from {0}.', name); }
	return way === 'push' ? (moved === 1 ? t('Pushed the code of 1 version to {0}.', name) : t('Pushed the code of {0} versions to {1}.', moved, name)) : (moved === 1 ? t('Fetched the code of 1 version from {0}.', name) : t('Fetched the code of {0} versions from {1}.', moved, name));
}
