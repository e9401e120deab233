import * as vscode from 'vscode';
import { runnable } from '../../core/present/runnable';
import { t } from '../words';

/** Asks for the command line that makes a version. Undefined when the person gave up. */
export async function askCommand(title: string, value: string): Promise<string | undefined> {
	const given = await vscode.window.showInputBox({
		title, value, prompt: t('It is run in the folder that the workspace has in its code, and kept as a record'), placeHolder: t('python train.py --seed 7'), ignoreFocusOut: true,
		validateInput: text => {
			return text.trim() !== '' && (runnable(text, 'dvc') === undefined || text.length > 2000) ? t('A command is one line of at most 2,000 characters.') : undefined;
		},
	});
	const command = given?.trim();
	return command === undefined || command === '' ? undefined : runnable(command, 'dvc');
}
