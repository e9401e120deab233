import * as vscode from 'vscode';
import type { ImportPlan } from '../../core/imports/plan';
import type { Registry } from '../../core/registry';
import type { ImportResult } from '../../core/verbs/importRegistry';
import type { App } from '../app';
import { countText, toolTitles } from '../import/planItems';
import { pickSource } from '../import/pickSource';
import { previewImport } from '../import/previewImport';
import type { FolderRegistry } from '../registries';
import { short } from '../tree/short';
import { t } from '../words';

/** Brings the registry of another tool in: which one, what would be done, and then it is. As often as one likes. */
export async function importRegistry(app: App): Promise<void> {
	const entry = await pickFolder(app);
	const registry = await entry?.open();
	const plan = entry && registry && await pickSource(entry, registry);
	if (!plan || !await previewImport(plan)) { return; }
	if (!await registry.exists()) { await registry.init(entry.folder.name); }
	const result = await run(registry, plan);
	app.registries.announce(entry);
	for (const { what, why } of result.failed) { app.log.warn(`${what}: ${why}`); }
	const newest = result.registered.at(-1);
	if (newest) { await app.view.showVersion(entry, newest.version.id); }
	tell(app, plan, result);
}

async function pickFolder(app: App): Promise<FolderRegistry | undefined> {
	const { all } = app.registries;
	if (all.length < 2) { return all[0]; }
	const items = all.map(entry => ({ label: entry.folder.name, description: short(entry.folder.uri.fsPath), entry }));
	return (await vscode.window.showQuickPick(items, { title: t('Import Models from Another Registry'), placeHolder: t('Into the registry of which folder?') }))?.entry;
}

function run(registry: Registry, plan: ImportPlan): Thenable<ImportResult> {
	return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: t('Importing from {0}', toolTitles[plan.tool]), cancellable: true }, (report, token) => {
		const stop = new AbortController();
		token.onCancellationRequested(() => stop.abort());
		let last = 0;
		return registry.runImport(plan, {
			signal: stop.signal,
			onProgress: ({ index, count, version }) => {
				if (index === last) { return; }
				report.report({ message: t('{0} of {1}, {2} {3}', index, count, short(version.model, 60), short(version.version, 12)), increment: (index - last) / count * 100 });
				last = index;
			},
		});
	});
}

/** One sentence, and where to read of what could not be done. */
function tell(app: App, { tool }: ImportPlan, { registered, changed, failed, cancelled }: ImportResult): void {
	const parts = [
		registered.length > 0 ? t('Imported {0} from {1}.', countText(registered.map(({ planned }) => planned)), toolTitles[tool]) : t('No new version came from {0}.', toolTitles[tool]),
		...(changed.length === 0 ? [] : [changed.length === 1 ? t('1 version was brought up to date.') : t('{0} versions were brought up to date.', changed.length)]),
		...(cancelled ? [t('The rest comes with the next import.')] : []),
	];
	if (failed.length === 0) { void vscode.window.showInformationMessage(parts.join(' ')); return; }
	const [first] = failed;
	const message = [...parts, failed.length === 1 ? t('{0} could not be imported: {1}', short(first?.what ?? '', 80), short(first?.why ?? '', 300)) : t('{0} could not be imported.', failed.length)].join(' ');
	void vscode.window.showWarningMessage(message, t('Show Log')).then(chosen => { if (chosen !== undefined) { app.log.show(); } });
}
