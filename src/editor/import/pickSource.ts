import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import type { ImportTool } from '../../core/imports/found';
import type { ImportPlan } from '../../core/imports/plan';
import type { Registry } from '../../core/registry';
import type { FolderRegistry } from '../registries';
import { short } from '../tree/short';
import { t } from '../words';
import { bringsSomething, countText, placesText, toolTitles } from './planItems';

type Item = vscode.QuickPickItem & { readonly plan?: ImportPlan; readonly browses?: true };

/** Looks for registries of other tools in a workspace folder, and asks which one to import: its plan. Undefined when the person gave up. */
export async function pickSource(entry: FolderRegistry, registry: Registry): Promise<ImportPlan | undefined> {
	let place = entry.folder.uri;
	for (;;) {
		const { plans, faults } = await look(entry, registry, place);
		const items: readonly Item[] = [
			...plans.map(plan => itemOf(plan)),
			...faults.map(({ tool, why }): Item => ({ label: toolTitles[tool], iconPath: new vscode.ThemeIcon('error'), detail: short(why, 300) })),
			{ label: t('Look in Another Folder…'), iconPath: new vscode.ThemeIcon('folder-opened'), browses: true },
		];
		const picked = await vscode.window.showQuickPick(items, {
			title: t('Import Models from Another Registry'), matchOnDescription: true,
			placeHolder: plans.length > 0 ? t('Which registry? What would be done is shown before anything is') : t('{0} holds no registry of MLflow, Weights & Biases, GTO or DVC', short(vscode.workspace.asRelativePath(place), 60)),
		});
		if (!picked) { return undefined; }
		if (picked.plan) { return picked.plan; }
		if (!picked.browses) { continue; }
		const [chosen] = await vscode.window.showOpenDialog({ title: t('Import Models from Another Registry'), openLabel: t('Look Here'), defaultUri: place, canSelectFiles: false, canSelectFolders: true }) ?? [];
		if (!chosen) { return undefined; }
		place = chosen;
	}
}

async function look(entry: FolderRegistry, registry: Registry, place: vscode.Uri): Promise<{ readonly plans: readonly ImportPlan[]; readonly faults: readonly { readonly tool: ImportTool; readonly why: string }[] }> {
	const plans: ImportPlan[] = [];
	const faults: { tool: ImportTool; why: string }[] = [];
	const path = relative(entry.folder.uri.fsPath, place.fsPath).split(sep).join('/') || '.';
	await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: t('Looking for other registries') }, async () => {
		for (const tool of Object.keys(toolTitles) as ImportTool[]) {
			try {
				plans.push(await registry.planImport(tool, path));
			} catch (error) {
				if (!RegistryError.is(error) || RegistryError.is(error, 'outside')) { throw error; }
				// Not every folder has every tool's registry, nor a git repository.
				if (!RegistryError.is(error, 'nothing-to-import') && !RegistryError.is(error, 'git-failed')) { faults.push({ tool, why: error.message }); }
			}
		}
	});
	return { plans, faults };
}

function itemOf(plan: ImportPlan): Item {
	const fresh = plan.versions.filter(version => version.action === 'register');
	const description = fresh.length > 0 ? countText(fresh) : bringsSomething(plan) ? t('changes') : t('nothing new');
	return { label: toolTitles[plan.tool], description, iconPath: new vscode.ThemeIcon('database'), detail: placesText(plan, 80), plan };
}
