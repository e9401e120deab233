import * as vscode from 'vscode';
import { setting } from '../setting';
import { t } from '../words';

/** Asks for an optional reason, where the person wants to be asked. `given` is undefined when they gave up. */
export async function askReason(title: string, prompt: string, scope: vscode.Uri): Promise<{ readonly given: string | undefined }> {
	if (!setting('alias.askForReason', scope)) { return { given: '' }; }
	const given = await vscode.window.showInputBox({
		title, prompt, placeHolder: t('Optional. Enter goes on without one, Escape cancels'),
		validateInput: text => (text.length > 2000 ? t('A reason has at most 2,000 characters; this has {0}.', text.length) : undefined),
	});
	return { given: given?.trim() };
}
