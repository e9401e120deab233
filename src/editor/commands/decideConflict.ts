import * as vscode from 'vscode';
import type { Conflict } from '../../core/model';
import type { Registry } from '../../core/registry';
import { formatWhen } from '../../core/present/when';
import type { App } from '../app';
import { askReason } from '../dialogs/askReason';
import { dotted } from '../tree/row';
import { conflictName } from '../tree/rows';
import { short } from '../tree/short';
import { standingOf } from '../tree/standing';
import { valueText } from '../tree/versionRow';
import { t } from '../words';
import { calledOn, modelTarget } from './targets';
import type { ModelTarget } from './target';

/** Decides between two values that were set at once: one record that replaces both. No side is ours to prefer. */
export async function decideConflict(app: App, first?: unknown, all?: unknown): Promise<void> {
	const target = await modelTarget(app, first, all, t('Decide Conflict'));
	const conflict = target && await conflictOf(app, target, first, all);
	if (!conflict) { return; }
	const { registry, entry } = target;
	const title = t('{0}: {1} was set on two branches', short(conflict.model), conflictName(conflict.name));
	const sides = await Promise.all([...conflict.sides].sort((a, b) => (a.record < b.record ? -1 : 1)).map(async side => ({
		label: sideLabel(conflict, side.label), side,
		description: dotted([await measured(registry, conflict, side.value), short(side.by.name, 40), formatWhen(side.at), side.record === conflict.sides[0]?.record ? t('in effect for now') : undefined]),
		...(side.reason === undefined ? {} : { detail: short(side.reason, 200) }),
	})));
	const compared = comparedOf(conflict);
	const items: readonly (vscode.QuickPickItem & { readonly side?: Conflict['sides'][number] })[] = compared.length > 1
		? [...sides, { label: '', kind: vscode.QuickPickItemKind.Separator }, { label: `$(compare-changes) ${t('Compare {0}', compared.map(one => short(one.label, 40)).join(', '))}`, description: t('metrics, parameters, data and code beside each other') }]
		: sides;
	const picked = await vscode.window.showQuickPick(items, { title, placeHolder: conflict.before ? t('Before, it was {0}. One record will replace both sides.', short(conflict.before.label, 60)) : t('One record will replace both sides.') });
	if (!picked) { return; }
	if (!picked.side) {
		await app.comparisons.open({ folder: entry.folder.uri.toString(), versions: compared.map(one => one.value), base: compared[0]?.value ?? '' });
		return;
	}
	const { given } = await askReason(title, t('Why {0}?', short(picked.side.label, 60)), entry.folder.uri);
	if (given === undefined) { return; }
	await registry.decide({ name: conflict.name, record: picked.side.record }, given || undefined);
}

/** The versions that an alias could point to, with the one that held it before as the first: what a comparison shows. */
function comparedOf({ name, sides, before }: Conflict): readonly { readonly value: string; readonly label: string }[] {
	if (!name.startsWith('alias:')) { return []; }
	return [...before ? [before] : [], ...[...sides].reverse()].flatMap(({ value, label }) => (value === null ? [] : [{ value, label }]));
}

async function conflictOf(app: App, { registry, model }: ModelTarget, first: unknown, all: unknown): Promise<Conflict | undefined> {
	const [row] = calledOn(app, first, all);
	if (row?.kind === 'conflict') { return row.conflict; }
	const open = await registry.conflicts(model);
	if (open.length === 1) { return open[0]; }
	const items = open.map(conflict => ({ label: conflictName(conflict.name), description: dotted([conflict.subject, conflict.sides.map(side => short(side.label, 40)).join(t(' or '))]), conflict }));
	return (await vscode.window.showQuickPick(items, { title: t('Conflicts of {0}', short(model)), placeHolder: items.length ? t('The one to decide') : t('No conflicts') }))?.conflict;
}

/** How good the version on a side is: 'mAP50 0.557 ▲ +0.076' against what held before. */
async function measured(registry: Registry, { model, name }: Conflict, value: string | null): Promise<string | undefined> {
	if (!name.startsWith('alias:') || value === null) { return undefined; }
	const version = await registry.version(value).catch(() => undefined /* Its record isn't here yet. */);
	if (!version) { return undefined; }
	const standing = await standingOf(registry, await registry.model(model), await registry.conflicts(model));
	return standing.metric === undefined ? undefined : `${short(standing.metric, 40)} ${valueText({ version, standing }) ?? ''}`;
}

function sideLabel({ name }: Conflict, label: string): string {
	return name.startsWith('alias:') ? t('{0} for {1}', short(label, 60), conflictName(name)) : short(label, 80);
}
