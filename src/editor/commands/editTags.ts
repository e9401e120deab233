import type { App } from '../app';
import { askTags } from '../dialogs/askTags';
import { short } from '../tree/short';
import { t } from '../words';
import { versionOf } from '../tree/node';
import { calledOn, isModelLink, modelTarget, versionTargets } from './targets';

/** Sets and removes tags of versions, or of a model. */
export async function editTags(app: App, first?: unknown, all?: unknown): Promise<void> {
	const [row] = calledOn(app, first, all);
	if (isModelLink(first) || (row && !versionOf(row))) {
		const target = await modelTarget(app, first, all, t('Edit Tags'));
		if (!target) { return; }
		const { registry, model } = target;
		const change = await askTags(t('Tags of {0}', short(model)), (await registry.model(model)).tags);
		if (change) { await registry.setTags({ model }, change); }
		return;
	}
	const targets = await versionTargets(app, first, all, t('Edit Tags'));
	const [one] = targets;
	if (!one) { return; }
	const title = targets.length === 1 ? t('Tags of {0} {1}', short(one.version.model), one.version.label) : t('Tags of {0} versions', targets.length);
	const change = await askTags(title, Object.assign({}, ...targets.map(target => target.version.tags)) as Record<string, string>);
	if (!change) { return; }
	for (const { registry, version } of targets) { await registry.setTags({ ref: version.id }, change); }
}
