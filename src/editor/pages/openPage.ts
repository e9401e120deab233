import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import { serve, type Answers, type Checks, type Contract, type Served } from '../../protocol/rpc';
import type { WordsContract } from '../../protocol/words';
import { html } from './html';
import { noArgs } from './checks';
import { webviewPort } from './webviewPort';

export interface Page<C extends Contract> {
	/** The folder `webview-ui/<name>` that it is made from. */
	readonly name: string;
	readonly title: string;
	readonly answers: Answers<C>;
	readonly checks: Checks<C>;
}

export interface PageHome {
	readonly extensionUri: vscode.Uri;
	readonly log: vscode.LogOutputChannel;
}

/**
 * Puts a page into a webview and answers it. Pages are told whole snapshots and ask for them again when they are shown anew: nothing is
 * retained while they are hidden.
 */
export function openPage<C extends Contract>(webview: vscode.Webview, { extensionUri, log }: PageHome, { name, title, answers, checks }: Page<C>): Served<C> {
	const pages = vscode.Uri.joinPath(extensionUri, 'dist', 'pages');
	const codicons = vscode.Uri.joinPath(extensionUri, 'media', 'codicons');
	webview.options = { enableScripts: true, enableForms: false, enableCommandUris: false, localResourceRoots: [pages, codicons] };
	const words: Answers<WordsContract> = { words: () => vscode.l10n.bundle };
	const served = serve<Contract>(webviewPort(webview), { ...answers, ...words }, { ...checks, words: noArgs }, (ask, error) => logged(log, `${name}.${ask}`, error));
	const address = (folder: vscode.Uri, file: string) => webview.asWebviewUri(vscode.Uri.joinPath(folder, file)).toString();
	webview.html = html({
		title, language: vscode.env.language, source: webview.cspSource, nonce: randomBytes(16).toString('base64url'),
		script: address(pages, `${name}.js`), style: address(pages, `${name}.css`), icons: address(codicons, 'codicon.css'),
	});
	return served;
}

/** What is the person's business stands on the page; a bug goes into the log with its stack. */
function logged(log: vscode.LogOutputChannel, what: string, error: unknown): void {
	if (RegistryError.is(error)) { log.info(`${what}: ${error.message}`); } else { log.error(`${what}: ${error instanceof Error ? error.stack ?? error.message : String(error)}`); }
}
