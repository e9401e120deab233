import * as vscode from 'vscode';
import type { Version } from '../../core/model';
import type { App } from '../app';
import { t } from '../words';
import { calledOn, versionTargets } from './targets';

type Copy = (app: App, first?: unknown, all?: unknown) => Promise<void>;

export const copyReference: Copy = (app, first, all) => copy(app, first, all, version => version.ref);
export const copyId: Copy = (app, first, all) => copy(app, first, all, version => version.id);
export const copyDigest: Copy = (app, first, all) => copy(app, first, all, version => version.artifact.digest);

async function copy(app: App, first: unknown, all: unknown, text: (version: Version) => string): Promise<void> {
	const targets = await versionTargets(app, first, all, t('Copy'));
	if (targets.length) { await say(targets.map(target => text(target.version)).join('\n')); }
}

/** Copies what the row says, in full: a metric's every digit, a commit's whole hash. */
export const copyValue: Copy = async (app, first, all) => {
	const texts = calledOn(app, first, all).flatMap(row => {
		switch (row.kind) {
			case 'metric': return [String(row.value)];
			case 'parameter': return [row.text];
			case 'file': return [row.digest];
			case 'input': return [row.input.uri ?? row.input.name];
			case 'fact': return [row.copy ?? row.value];
			default: return [];
		}
	});
	if (texts.length) { await say(texts.join('\n')); }
};

async function say(text: string): Promise<void> {
	await vscode.env.clipboard.writeText(text);
	vscode.window.setStatusBarMessage(`$(copy) ${t('Copied {0}', text.length > 60 ? `${text.slice(0, 59)}…` : text)}`, 3_000);
}
