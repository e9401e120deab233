import * as vscode from 'vscode';
import type { Registry } from '../../core/registry';
import { t } from '../words';

const pattern = '**/*.{csv,tsv,parquet,jsonl,ndjson,feather,arrow,npz,h5,tfrecord}';
const skipped = '**/{.model-registry,.git,node_modules,site-packages}/**';
const most = 200;

interface Item extends vscode.QuickPickItem { readonly dataset?: string; readonly another?: boolean }

/** Asks which data a version was evaluated on: what the model's evaluations used before stands first. An empty text means none; undefined that the person gave up. */
export async function pickDataset(registry: Registry, model: string, folder: vscode.Uri, title: string): Promise<string | undefined> {
	const before = (await registry.evaluations({ model })).map(one => one.context.dataset).filter(one => one !== undefined).reverse();
	const used = [...new Set(before.map(one => one.path ?? one.name))];
	const files = (await vscode.workspace.findFiles(new vscode.RelativePattern(folder, pattern), skipped, most)).map(uri => vscode.workspace.asRelativePath(uri, false)).sort();
	const items: readonly Item[] = [
		...used.map(dataset => ({ label: `$(history) ${dataset}`, description: t('used before'), dataset })),
		...files.filter(file => !used.includes(file)).map(dataset => ({ label: `$(database) ${dataset}`, dataset })),
		{ label: `$(edit) ${t('Data that is elsewhere…')}`, another: true }, { label: `$(circle-slash) ${t('Not named')}`, dataset: '' },
	];
	const picked = await vscode.window.showQuickPick(items, { title, placeHolder: t('The data it was evaluated on; a file is known by its digest from then on') });
	return picked?.another ? vscode.window.showInputBox({ title, prompt: t('The name of the data') }) : picked?.dataset;
}
