import * as vscode from 'vscode';

export type CodeState = { readonly is: 'none' } | { readonly is: 'tied'; readonly branch: string | undefined; readonly commit: string | undefined; readonly changed: number };

/** What we use of the built-in git extension's API, version 1. */
interface Repository { readonly state: { readonly HEAD?: { readonly name?: string; readonly commit?: string }; readonly workingTreeChanges: readonly unknown[]; readonly indexChanges: readonly unknown[]; readonly untrackedChanges?: readonly unknown[] } }
interface GitExtension { getAPI(version: 1): { getRepository(uri: vscode.Uri): Repository | null } }

/** The state of the code around a file as the editor's own git knows it; undefined where that isn't at work. For showing only: what is recorded, git itself is asked for. */
export async function codeState(uri: vscode.Uri): Promise<CodeState | undefined> {
	const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
	if (!extension || !vscode.workspace.isTrusted) { return undefined; }
	try {
		const repository = (await extension.activate()).getAPI(1).getRepository(uri);
		if (!repository) { return { is: 'none' }; }
		const { HEAD, workingTreeChanges, indexChanges, untrackedChanges = [] } = repository.state;
		return { is: 'tied', branch: HEAD?.name, commit: HEAD?.commit, changed: workingTreeChanges.length + indexChanges.length + untrackedChanges.length };
	} catch {
		// git may be switched off in the settings: the row is left out, registering says what it couldn't tie.
		return undefined;
	}
}
