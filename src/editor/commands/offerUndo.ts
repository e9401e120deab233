import * as vscode from 'vscode';
import type { App } from '../app';
import { t } from '../words';
import { report } from './report';

/** Says what was done, with a button that takes it back. The command itself is over by then. */
export function offerUndo(app: App, message: string, undo: () => Promise<unknown>): void {
	void (async () => {
		const chosen = await vscode.window.showInformationMessage(message, t('Undo'));
		if (chosen === undefined) { return; }
		try {
			await undo();
		} catch (error) {
			await report(app, 'undo', error, () => undo());
		}
	})();
}
