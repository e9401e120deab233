import * as vscode from 'vscode';
import { formatAge } from '../../core/present/age';
import type { Id, Version } from '../../core/model';
import type { Registry } from '../../core/registry';
import type { Arrangement } from '../../protocol/compare';
import { dotted } from '../tree/row';
import { short } from '../tree/short';
import { t } from '../words';

/** Versions that a list offers; the newest ones. */
const most = 1_000;

/** Asks for versions to take into a comparison. None when the person gave up. */
export async function pickMore(registry: Registry, { versions: chosen }: Pick<Arrangement, 'versions'>): Promise<readonly Id[]> {
	const first = chosen.find(one => !one.startsWith('run:'));
	const model = first === undefined ? undefined : (await registry.version(first)).model;
	const { versions } = await registry.versions({ archived: 'both', limit: most, order: 'registered' });
	// Of the same model first: that is what one compares with.
	const offered = versions.filter(version => !chosen.includes(version.id)).sort((a, b) => Number(b.model === model) - Number(a.model === model));
	const picked = await vscode.window.showQuickPick(offered.map(itemOf), { title: t('Add Versions to the Comparison'), placeHolder: offered.length ? t('Type to find versions') : t('No other version is registered yet'), canPickMany: true, matchOnDescription: true });
	return picked?.map(item => item.id) ?? [];
}

export function itemOf({ id, model, label, aliases, archived, at, notes }: Version): vscode.QuickPickItem & { readonly id: Id } {
	return { id, label: `${short(model)} ${label}`, description: dotted([...aliases.slice(0, 3).map(alias => short(alias, 40)), archived ? t('archived') : undefined, formatAge(at), short(notes, 60)]) };
}
