import * as vscode from 'vscode';
import type { App } from '../app';
import type { ModelTarget } from '../commands/target';
import { dotted } from '../tree/row';
import { short } from '../tree/short';
import { t } from '../words';

/** Asks for a model. Undefined when the person gave up. */
export async function pickModel(app: App, question: string): Promise<ModelTarget | undefined> {
	const entries = await app.registries.initialized();
	const items = (await Promise.all(entries.map(async entry => {
		const registry = await entry.open();
		return (await registry.models()).map(model => ({
			label: short(model.name), target: { entry, registry, model: model.name },
			description: dotted([model.versions === 1 ? t('1 version') : t('{0} versions', model.versions), entries.length > 1 ? entry.folder.name : undefined]),
		}));
	}))).flat();
	const picked = await vscode.window.showQuickPick(items, { title: question, placeHolder: items.length ? t('Type to find a model') : t('No model is registered yet') });
	return picked?.target;
}
