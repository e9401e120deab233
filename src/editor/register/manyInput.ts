import * as vscode from 'vscode';
import type { Registry } from '../../core/registry';
import type { RunPlace } from '../../core/runs/trainingRun';
import type { Suggestion } from '../../core/verbs/suggest';
import { formatSize } from '../../core/present/quantities';
import type { FolderRegistry } from '../registries';
import { dotted } from '../tree/row';
import { short } from '../tree/short';
import { t } from '../words';
import { isDangerous } from './dangers';

/** A model to register; `run` where it is known which one made it. */
export interface File { readonly uri: vscode.Uri; readonly entry: FolderRegistry; readonly registry: Registry; readonly run?: RunPlace }
export interface Chosen extends File { readonly model: string; readonly number: number | undefined }

/** Several files in one input: each to the model that fits it. What isn't wanted is unticked. */
export async function askMany(files: readonly File[], preferred: string | undefined): Promise<readonly Chosen[] | undefined> {
	const next = new Map<string, number>();
	const read = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: t('Reading {0} files', files.length) }, async () => {
		const found: { readonly file: File; readonly suggestion: Suggestion }[] = [];
		for (const file of files) { found.push({ file, suggestion: await file.registry.suggest(file.uri.fsPath, undefined, file.run) }); }
		return found;
	});
	const items = read.map(({ file, suggestion }) => {
		const candidate = suggestion.candidates.find(one => one.model === preferred) ?? suggestion.candidates[0];
		const model = preferred ?? candidate?.model ?? 'model';
		// Several files to one model take the numbers in their order.
		const key = `${file.entry.folder.uri.toString()}|${model}`;
		const number = candidate && candidate.model === model ? next.get(key) ?? candidate.number : undefined;
		if (number !== undefined) { next.set(key, number + 1); }
		const danger = suggestion.facts.warnings.find(isDangerous);
		return {
			label: `${danger ? '$(warning) ' : ''}${short(suggestion.path.split('/').at(-1) ?? suggestion.path)}`, picked: danger === undefined,
			description: dotted([number === undefined ? short(model) : `${short(model)} v${number}`, candidate?.isNew && number === 1 ? t('new model') : undefined, suggestion.bytes === undefined ? undefined : formatSize(suggestion.bytes)]),
			detail: danger ? short(danger.message, 200) : short(suggestion.path), chosen: { ...file, model, number },
		};
	});
	const picked = await vscode.window.showQuickPick(items, { title: t('Register {0} Models', files.length), placeHolder: t('Enter registers those that are ticked, Escape cancels'), canPickMany: true, ignoreFocusOut: true, matchOnDescription: true });
	return picked?.map(item => item.chosen);
}
