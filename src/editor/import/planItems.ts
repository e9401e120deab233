import type { ImportTool } from '../../core/imports/found';
import type { ImportPlan, PlannedVersion } from '../../core/imports/plan';
import { dotted } from '../tree/row';
import { short } from '../tree/short';
import { t } from '../words';

/** A line of the preview, without the editor. A heading stands above the lines that follow it. */
export interface PlanItem {
	readonly label: string;
	readonly icon?: string;
	readonly description?: string;
	readonly detail?: string;
	readonly is: 'go' | 'line' | 'heading';
}

export const toolTitles: Readonly<Record<ImportTool, string>> = { mlflow: 'MLflow', wandb: 'Weights & Biases', gto: 'GTO', dvc: 'DVC' };

/** What an import would do: first what Enter does, then each version, model and alias that it concerns, then what stays out and why. */
export function planItems(plan: ImportPlan): readonly PlanItem[] {
	const of = (action: PlannedVersion['action']) => plan.versions.filter(version => version.action === action);
	const changed = of('exists').filter(version => version.changes.some(change => change.do !== 'keep'));
	const models = plan.models.filter(model => model.action !== 'skip');
	const aliases = plan.aliases.filter(alias => alias.action === 'set' || alias.action === 'remove');
	const kept = [
		...of('exists').flatMap(version => version.changes.flatMap(change => (change.do === 'keep' ? [{ label: named(version), detail: short(change.why, 300) }] : []))),
		...plan.aliases.flatMap(alias => (alias.action === 'keep' ? [{ label: `${short(alias.model)}@${short(alias.alias)}`, detail: short(alias.why ?? '', 300) }] : [])),
	];
	return [
		{ is: 'go', icon: 'cloud-download', label: goText(plan, of('register').length, changed.length), detail: t('From {0}. Nothing of the other registry is touched.', placesText(plan, 60)) },
		...section(t('new'), of('register').map(version => ({
			label: named(version), icon: 'add', detail: short(version.from, 200),
			description: dotted([...version.aliases.map(alias => short(alias, 40)), version.retired === undefined ? undefined : t('archived')]),
		}))),
		...section(t('changed since'), changed.map(version => ({ label: named(version), icon: 'sync', description: changes(version) }))),
		...section(t('models'), models.filter(model => model.action === 'create' || model.why !== undefined || model.card !== undefined).map(model => ({
			label: short(model.model), icon: 'package', description: dotted([model.action === 'create' ? t('without versions') : undefined, model.card === undefined ? undefined : t('model card')]),
			...(model.why === undefined ? {} : { detail: short(model.why, 300) }),
		}))),
		...section(t('aliases'), aliases.map(alias => ({
			label: `${short(alias.model)}@${short(alias.alias)}`, icon: 'tag', description: alias.action === 'remove' ? t('taken away') : short(alias.version ?? '', 60),
		}))),
		...section(t('left out'), of('skip').map(version => ({ label: named(version), icon: 'circle-slash', detail: short(version.why ?? '', 300) }))),
		...section(t('stays as it is here'), kept.map(one => ({ ...one, icon: 'lock' }))),
		...section(t('to know'), plan.warnings.map(warning => ({ label: short(warning.message, 300), icon: 'warning' }))),
	];
}

/** Whether there is anything to do. */
export function bringsSomething(plan: ImportPlan): boolean {
	return plan.versions.some(version => version.action === 'register' || version.changes.some(change => change.do !== 'keep'))
		|| plan.models.some(model => model.action === 'create') || plan.aliases.some(alias => alias.action === 'set' || alias.action === 'remove');
}

/** Where the registry is kept: 'mlruns'. */
export function placesText({ stores }: ImportPlan, most: number): string {
	return stores.map(store => short(store.replace(/^\w+:/, ''), most)).join(', ');
}

/** '12 versions of 3 models' */
export function countText(versions: readonly Pick<PlannedVersion, 'model'>[]): string {
	const models = new Set(versions.map(version => version.model)).size;
	const count = versions.length === 1 ? t('1 version') : t('{0} versions', versions.length);
	return models === 1 ? t('{0} of 1 model', count) : t('{0} of {1} models', count, models);
}

function goText(plan: ImportPlan, fresh: number, changed: number): string {
	if (fresh > 0) { return t('Import {0}', countText(plan.versions.filter(version => version.action === 'register'))); }
	if (changed > 0) { return changed === 1 ? t('Bring 1 version up to date') : t('Bring {0} versions up to date', changed); }
	return bringsSomething(plan) ? t('Import models and aliases') : t('Nothing is new');
}

function section(title: string, items: readonly Omit<PlanItem, 'is'>[]): readonly PlanItem[] {
	return items.length === 0 ? [] : [{ is: 'heading', label: title }, ...items.map(item => ({ ...item, is: 'line' as const }))];
}

function named({ model, version }: PlannedVersion): string {
	return `${short(model)} ${/^[0-9a-f]{32,64}$/.test(version) ? version.slice(0, 8) : short(version, 60)}`;
}

function changes(version: PlannedVersion): string {
	return version.changes.flatMap(change => {
		switch (change.do) {
			case 'tag': return [t('tag {0}', short(change.tag, 40))];
			case 'note': return [t('a note')];
			case 'archive': return [t('archived')];
			case 'restore': return [t('restored')];
			case 'keep': return [];
		}
	}).join(', ');
}
