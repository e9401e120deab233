import * as vscode from 'vscode';
import type { App } from '../app';
import { versionOf } from '../tree/node';
import { short } from '../tree/short';
import { t } from '../words';
import { calledOn, modelTarget, versionTargets } from './targets';

/** Adds a note to a version, or to a model. Notes only add up: none replaces another. */
export async function addNote(app: App, first?: unknown, all?: unknown): Promise<void> {
	const [row] = calledOn(app, first, all);
	if (row && !versionOf(row)) {
		const target = await modelTarget(app, first, all, t('Add Note'));
		const text = target && await ask(short(target.model));
		if (text) { await target.registry.addNote({ model: target.model }, text); }
		return;
	}
	const [target] = await versionTargets(app, first, all, t('Add Note'));
	const text = target && await ask(`${short(target.version.model)} ${target.version.label}`);
	if (text) { await target.registry.addNote({ ref: target.version.id }, text); }
}

async function ask(name: string): Promise<string | undefined> {
	const text = await vscode.window.showInputBox({ title: t('Add Note to {0}', name), prompt: t('Markdown. It is kept as a record of its own.'), placeHolder: t('What is worth knowing about it') });
	return text?.trim();
}
