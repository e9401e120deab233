import * as vscode from 'vscode';
import type { App } from '../app';
import { short } from '../tree/short';
import { t } from '../words';
import { offerUndo } from './offerUndo';
import { versionTargets } from './targets';

/** Records where a version runs from now on: a place that is known already, or another one. Nothing is deployed. */
export async function recordDeployment(app: App, first?: unknown, all?: unknown): Promise<void> {
	const [target] = await versionTargets(app, first, all, t('Record Deployment'));
	if (!target) { return; }
	const { registry, version } = target;
	const name = `${short(version.model)} ${version.label}`;
	const title = t('Where {0} Runs', name);
	const to = await pickPlace(await placesOf(registry, version.model), title);
	if (to === undefined) { return; }
	const { place, before } = await registry.deploy(version.id, { to });
	offerUndo(app, before ? t('{0} runs in {1}, {2} no longer does.', name, short(place), before.label) : t('{0} runs in {1}.', name, short(place)),
		() => (before ? registry.deploy(before.id, { to: place, reason: t('taken back') }) : registry.endDeployment(version.model, place, t('taken back'))));
}

interface Known { readonly place: string; readonly running: string | undefined }

/** The model's own places first, with what runs there; then those of others. */
async function placesOf(registry: { deployments(): Promise<readonly { readonly model: string; readonly place: string; readonly isAlias: boolean; readonly until: Date | undefined; readonly version: { readonly label: string } }[]> }, model: string): Promise<readonly Known[]> {
	const found = new Map<string, Known>();
	const all = (await registry.deployments()).filter(({ isAlias }) => !isAlias);
	for (const { place, until, version } of all.filter(one => one.model === model)) { if (!found.has(place)) { found.set(place, { place, running: until ? undefined : version.label }); } }
	for (const { place } of all) { if (!found.has(place)) { found.set(place, { place, running: undefined }); } }
	return [...found.values()].slice(0, 100);
}

async function pickPlace(known: readonly Known[], title: string): Promise<string | undefined> {
	const other = { label: `$(add) ${t('Another Place…')}`, place: undefined };
	const items = known.map(({ place, running }) => ({ label: short(place, 100), ...(running === undefined ? {} : { description: t('runs {0} now', running) }), place }));
	const picked = items.length ? await vscode.window.showQuickPick([...items, other], { title, placeHolder: t('The place that it was deployed to') }) : other;
	if (!picked || picked.place !== undefined) { return picked?.place; }
	return vscode.window.showInputBox({ title, prompt: t('The place, as people call it. Only that is recorded; nothing is deployed'), placeHolder: t('moderation-api, EU'), validateInput: text => (text.trim() === '' ? t('Name the place.') : text.length > 200 ? t('200 characters at most.') : undefined) });
}
