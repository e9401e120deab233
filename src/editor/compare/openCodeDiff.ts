import * as vscode from 'vscode';
import type { Id } from '../../core/model';
import type { Registry } from '../../core/registry';
import { t } from '../words';
import { nameOf, versionTextUri } from './versionTexts';

/** Opens the code of two versions in VS Code's own editors: one file as a diff, all that changed as a multi-file diff. The exact states, dirty ones included. */
export async function openCodeDiff(registry: Registry, folder: string, base: Id, version: Id, path: string | null): Promise<void> {
	const [then, now] = [await registry.version(base), await registry.version(version)];
	const names = [nameOf(then, now), nameOf(now, then)] as const;
	const uriOf = (one: typeof then, file: string) => versionTextUri(folder, one.id, `${one.model} ${one.label}`, { is: 'code', path: file });
	if (path !== null) {
		await vscode.commands.executeCommand('vscode.diff', uriOf(then, path), uriOf(now, path), t('{0}: {1} ↔ {2}', path.split('/').at(-1) ?? path, ...names));
		return;
	}
	const { sections } = await registry.compare([base, version], { base });
	const rows = sections.find(section => section.id === 'code')?.rows ?? [];
	// Binary files have nothing to read.
	const files = rows.filter(row => row.key.startsWith('file:') && row.cells.some(cell => cell.text.startsWith('+'))).map(row => row.name);
	if (!files.length) {
		await vscode.window.showInformationMessage(t('The code of {0} and {1} is the same, or is not in this clone.', ...names));
		return;
	}
	// Without one side a file counts as added, or as removed.
	const [before, after] = [await registry.readCode(base, files), await registry.readCode(version, files)];
	await vscode.commands.executeCommand('vscode.changes', t('Code: {0} ↔ {1}', ...names), files.map(file => [uriOf(now, file), Object.hasOwn(before, file) ? uriOf(then, file) : undefined, Object.hasOwn(after, file) ? uriOf(now, file) : undefined]));
}
