import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import { formatAge } from '../../core/present/age';
import { formatSize } from '../../core/present/quantities';
import type { Checkpoint } from '../../core/runs/checkpoints';
import type { TrainingRun } from '../../core/runs/trainingRun';
import type { App } from '../app';
import type { File } from '../register/manyInput';
import { registerFiles } from '../register/registerFiles';
import { uriIn } from '../registries';
import { runRowsCalledOn } from '../runs/runRowsCalledOn';
import { dotted } from '../tree/row';
import { short } from '../tree/short';
import { t } from '../words';

/** Registers the best model of each run, and the run with it; of an experiment or a sweep, that of its best run. */
export async function registerBestCheckpoint(app: App, first?: unknown, all?: unknown): Promise<void> {
	const files: File[] = [];
	for (const row of runRowsCalledOn(app, first, all)) {
		const run = row.kind === 'run' && row.run.best ? row.run : row.best?.run;
		const file = run?.best && await fileOf(app, row.folder, run, run.best.path);
		if (file && !files.some(one => one.uri.toString() === file.uri.toString())) { files.push(file); }
	}
	await registerFiles(app, files);
}

/** Asks which of a run's models to register. */
export async function registerCheckpoints(app: App, first?: unknown, all?: unknown): Promise<void> {
	const [row] = runRowsCalledOn(app, first, all);
	if (row?.kind !== 'run') { return; }
	const { run } = row;
	const items = run.checkpoints.map(checkpoint => itemOf(run, checkpoint));
	const picked = await vscode.window.showQuickPick(items, { title: t('Register Checkpoints of {0}', short(run.name, 60)), placeHolder: t('Enter goes on with those that are ticked, Escape cancels'), canPickMany: true, matchOnDescription: true });
	const files = await Promise.all((picked ?? []).map(item => fileOf(app, row.folder, run, item.path)));
	await registerFiles(app, files.filter(file => file !== undefined));
}

function itemOf({ best, title }: TrainingRun, { path, kind, bytes, modified }: Checkpoint): vscode.QuickPickItem & { readonly path: string } {
	const isBest = best?.path === path;
	const why = !isBest || best.because === 'newest' ? undefined : best.because === 'said' ? t('best, says {0}', title) : t('best by its name');
	const size = kind === 'directory' ? t('folder') : bytes === undefined ? undefined : formatSize(bytes);
	return { label: short(path.split('/').at(-1) ?? path), description: dotted([why, size, formatAge(modified)]), detail: short(path), picked: isBest, path };
}

/** The model may have gone since the run was looked at: then that is said. */
async function fileOf(app: App, folder: string, { tool, id, folder: place }: TrainingRun, path: string): Promise<File | undefined> {
	const entry = app.registries.at(folder);
	if (!entry) { return undefined; }
	const uri = uriIn(entry, path);
	if (!await vscode.workspace.fs.stat(uri).then(() => true, () => false)) { throw new RegistryError('not-found', { path }); }
	return { uri, entry, registry: await entry.open(), run: { tool, id, folder: place } };
}
