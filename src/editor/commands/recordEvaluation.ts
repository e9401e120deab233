import { relative } from 'node:path';
import * as vscode from 'vscode';
import { contextLabel } from '../../core/evaluations/context';
import type { App } from '../app';
import { pickDataset } from '../dialogs/pickDataset';
import { pickMetrics } from '../dialogs/pickMetrics';
import { longRunning } from '../longRunning';
import { short } from '../tree/short';
import { t } from '../words';
import { versionTargets } from './targets';

/** Records how a version did on some data: metrics, data, split and slice, each with an answer that Enter takes. */
export async function recordEvaluation(app: App, first?: unknown, all?: unknown): Promise<void> {
	const [target] = await versionTargets(app, first, all, t('Record Evaluation'));
	if (!target) { return; }
	const { registry, version, entry } = target;
	const name = `${short(version.model)} ${version.label}`;
	const title = t('Evaluation of {0}', name);
	const given = await pickMetrics(entry.folder.uri, title);
	const dataset = given && await pickDataset(registry, version.model, entry.folder.uri, title);
	if (dataset === undefined || !given) { return; }
	const split = await pickSplit(title);
	const slice = split === undefined ? undefined : await vscode.window.showInputBox({ title, prompt: t('A part of the data, such as region=eu'), placeHolder: t('All of it') });
	if (split === undefined || slice === undefined) { return; }
	const metrics = 'file' in given ? { file: relative(entry.folder.uri.fsPath, given.file) } : given;
	const done = await longRunning(t('Recording the evaluation of {0}', name), options => registry.evaluate(version.id, { ...metrics, ...options, ...(dataset === '' ? {} : { dataset }), split, slice }));
	app.log.info(`Recorded an evaluation of ${version.ref} on ${contextLabel(done.context)}`);
}

async function pickSplit(title: string): Promise<string | undefined> {
	const none = { label: t('No split'), split: '' };
	const picked = await vscode.window.showQuickPick([...['test', 'validation', 'train'].map(split => ({ label: split, split })), none], { title, placeHolder: t('Which split of it') });
	return picked?.split;
}
