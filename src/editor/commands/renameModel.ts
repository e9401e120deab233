import * as vscode from 'vscode';
import { modelNameFault } from '../../core/records/names';
import type { Registry } from '../../core/registry';
import type { App } from '../app';
import { short } from '../tree/short';
import { t } from '../words';
import { offerUndo } from './offerUndo';
import { modelTarget } from './targets';

/** Renames a model. References by its old names go on working. */
export async function renameModel(app: App, first?: unknown, all?: unknown): Promise<void> {
	const target = await modelTarget(app, first, all, t('Rename Model'));
	if (!target) { return; }
	const { registry, model } = target;
	const name = (await vscode.window.showInputBox({
		title: t('Rename {0}', short(model)), value: model, prompt: t('References by the old name go on working.'),
		validateInput: text => fault(registry, model, text.trim()),
	}))?.trim();
	if (name === undefined || name === model) { return; }
	await registry.renameModel(model, name);
	offerUndo(app, t('{0} is now called {1}.', short(model), name), () => registry.renameModel(name, model));
}

async function fault(registry: Registry, model: string, name: string): Promise<string | undefined> {
	const why = modelNameFault(name);
	if (why !== undefined) { return t('This can\'t be a model\'s name: {0}.', why); }
	const [own, other] = await Promise.all([registry.modelNamed(model), registry.modelNamed(name)]);
	return other && other.key !== own?.key ? t('{0} is the name of another model.', short(other.name)) : undefined;
}
