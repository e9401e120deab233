import * as vscode from 'vscode';
import { shortCommit } from '../../core/present/hash';
import { short } from '../tree/short';
import { t } from '../words';

/** What is used of the API of VS Code's own git extension (its `git.d.ts`, version 1). */
interface Change { readonly uri: vscode.Uri; readonly originalUri: vscode.Uri; readonly renameUri: vscode.Uri | undefined; readonly status: number }
interface Repository {
	getCommit(ref: string): Promise<{ readonly hash: string; readonly message: string; readonly parents: readonly string[] }>;
	diffBetween(from: string, to: string): Promise<readonly Change[]>;
}
interface GitApi { getRepository(uri: vscode.Uri): Repository | null; openRepository?(root: vscode.Uri): Promise<Repository | null>; toGitUri(uri: vscode.Uri, ref: string): vscode.Uri }
interface GitExtension { readonly enabled: boolean; getAPI(version: 1): GitApi }

/** The tree without files, which a first commit is compared with. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
/** `Status` of git.d.ts. */
const added = 1, removed = 2;

/** Opens what a commit changed in VS Code's own multi-file diff. Says so where the commit is not in this clone. */
export async function openCommit(folder: vscode.Uri, commit: string): Promise<void> {
	const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
	const git = extension && (extension.isActive ? extension.exports : await extension.activate());
	const api = git?.enabled ? git.getAPI(1) : undefined;
	const repository = api?.getRepository(folder) ?? await api?.openRepository?.(folder);
	if (!api || !repository) { await say(t('Git is switched off in this window, or finds no repository in this folder.')); return; }
	const found = await repository.getCommit(commit).catch(() => undefined /* Git says that it has no such commit. */);
	if (!found) { await say(t('Commit {0} is not in this clone.', shortCommit(commit))); return; }
	const parent = found.parents[0] ?? emptyTree;
	const changes = await repository.diffBetween(parent, found.hash);
	if (!changes.length) { await say(t('Commit {0} changed no file.', shortCommit(commit))); return; }
	const title = `${shortCommit(commit)} ${short(found.message.split('\n')[0] ?? '', 80)}`;
	await vscode.commands.executeCommand('vscode.changes', title, changes.map(({ uri, originalUri, renameUri, status }) => [
		renameUri ?? uri, status === added ? undefined : api.toGitUri(originalUri, parent), status === removed ? undefined : api.toGitUri(renameUri ?? uri, found.hash),
	]));
}

async function say(text: string): Promise<void> {
	await vscode.window.showInformationMessage(text);
}
