import * as vscode from 'vscode';
import { setContext } from '../contextKey';
import { Parts } from '../disposable';
import type { Registries } from '../registries';
import { t } from '../words';
import { pastSentences } from './pastSentences';

/** Says in the status bar that the registry is looked at as it was, as long as it is, and takes one back to now. Nothing is there otherwise. */
export class PastBar extends Parts {
	#item: vscode.StatusBarItem | undefined;

	constructor(private readonly registries: Registries) {
		super();
		this.own(registries.onDidChange(() => void this.#say()));
		this.own({ dispose: () => this.#item?.dispose() });
	}

	async #say(): Promise<void> {
		const sentences = pastSentences(this.registries.all);
		await setContext('modelRegistry.past', sentences.length > 0);
		if (!sentences.length) {
			this.#item?.dispose();
			this.#item = undefined;
			return;
		}
		this.#item ??= vscode.window.createStatusBarItem('modelRegistry.past', vscode.StatusBarAlignment.Left, 100);
		this.#item.name = t('Model Registry: As Of');
		this.#item.text = `$(history) ${sentences.join(' ').replace(/\.$/, '')}`;
		this.#item.tooltip = t('Back to Now');
		this.#item.accessibilityInformation = { label: `${sentences.join(' ')} ${t('Back to Now')}`, role: 'button' };
		this.#item.command = 'modelRegistry.backToNow';
		this.#item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
		this.#item.show();
	}
}
