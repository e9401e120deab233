import * as vscode from 'vscode';
import type { ContextKey as Name, ContextKeys } from '../manifest/contextKeys';

const known = new Map<Name, string>();

/** Tells `when` clauses; only what changed is sent. */
export async function setContext<K extends Name>(name: K, value: ContextKeys[K] | undefined): Promise<void> {
	const text = JSON.stringify(value) ?? '';
	if (known.get(name) === text) { return; }
	known.set(name, text);
	await vscode.commands.executeCommand('setContext', name, value);
}
