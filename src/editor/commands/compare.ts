import * as vscode from 'vscode';
import type { Version } from '../../core/model';
import type { App } from '../app';
import { arrangementFor } from '../compare/arrangementFor';
import { pickMore } from '../compare/pickMore';
import { short } from '../tree/short';
import { t } from '../words';
import type { VersionTarget } from './target';
import { versionTargets } from './targets';

/** Compares the versions that are selected; asks for the others where it is one. */
export async function compareVersions(app: App, first?: unknown, all?: unknown): Promise<void> {
	const targets = await versionTargets(app, first, all, t('Compare Versions'));
	const [one] = targets;
	if (!one) { return; }
	if (targets.length > 1) { await open(app, targets.filter(target => target.entry === one.entry)); return; }
	const more = await pickMore(one.registry, { versions: [one.version.id] });
	const others = await Promise.all(more.map(async id => ({ ...one, version: await one.registry.version(id) })));
	if (others.length) { await open(app, [one, ...others]); }
}

/** Compares a version with the one that holds production. */
export async function compareWithProduction(app: App, first?: unknown, all?: unknown): Promise<void> {
	const [target] = await versionTargets(app, first, all, t('Compare with Production'));
	if (!target) { return; }
	const { registry, version } = target;
	const held = (await registry.model(version.model)).aliases.find(alias => alias.name === 'production')?.version;
	if (held === undefined || held === '') { await say(t('No version of {0} is in production.', short(version.model))); return; }
	if (held === version.id) { await say(t('{0} {1} is in production itself.', short(version.model), version.label)); return; }
	await open(app, [{ ...target, version: await registry.version(held) }, target], held);
}

/** Compares a version with the one before it that isn't archived. */
export async function compareWithPrevious(app: App, first?: unknown, all?: unknown): Promise<void> {
	const [target] = await versionTargets(app, first, all, t('Compare with Previous'));
	if (!target) { return; }
	const { registry, version } = target;
	const { versions } = await registry.versions({ model: version.model, archived: false, limit: 100_000, order: 'registered' });
	const previous = versions.filter(one => one.id < version.id).sort((a, b) => (a.id < b.id ? 1 : -1))[0];
	if (!previous) { await say(t('{0} {1} is the first version.', short(version.model), version.label)); return; }
	await open(app, [{ ...target, version: previous }, target], previous.id);
}

/** Keeps a version in mind, as the Explorer does with files. */
export async function selectForCompare(app: App, first?: unknown, all?: unknown): Promise<void> {
	const [target] = await versionTargets(app, first, all, t('Select for Compare'));
	if (!target) { return; }
	await app.comparisons.select({ folder: target.entry.folder.uri.toString(), version: target.version.id });
	vscode.window.setStatusBarMessage(`$(compare-changes) ${t('{0} {1} is selected for compare', short(target.version.model), target.version.label)}`, 5_000);
}

/** Compares a version with the one that was selected for it. */
export async function compareWithSelected(app: App, first?: unknown, all?: unknown): Promise<void> {
	const { selected } = app.comparisons;
	const [target] = await versionTargets(app, first, all, t('Compare with Selected'));
	if (!target || !selected) { return; }
	if (selected.folder !== target.entry.folder.uri.toString()) { await say(t('The selected version is in the registry of another folder.')); return; }
	await open(app, [{ ...target, version: await target.registry.version(selected.version) }, target], selected.version);
}

/** Against what is in production where it is among them, else against the oldest. */
async function open(app: App, targets: readonly VersionTarget[], base?: string): Promise<void> {
	const [one] = targets;
	if (!one) { return; }
	const versions = targets.map(target => target.version);
	const against = base ?? versions.filter(holdsProduction).map(version => version.id).sort()[0];
	await app.comparisons.open({ folder: one.entry.folder.uri.toString(), ...arrangementFor(versions.map(version => version.id), against) });
}

function holdsProduction({ aliases }: Version): boolean {
	return aliases.includes('production');
}

async function say(text: string): Promise<void> {
	await vscode.window.showInformationMessage(text);
}
