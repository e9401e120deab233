import * as vscode from 'vscode';
import type { Version } from '../../core/model';
import { aliasFault, otherCase } from '../../core/records/names';
import type { Registry } from '../../core/registry';
import { orNone } from '../../core/orNone';
import { short } from '../tree/short';
import { t } from '../words';

interface Item extends vscode.QuickPickItem { readonly alias?: string }

const icons: Readonly<Record<string, string>> = { production: 'rocket', staging: 'beaker' };

/** Asks which alias a version shall hold: one of the model's, a usual one, or a new one that is typed. */
export async function pickAlias(registry: Registry, version: Version, title: string): Promise<string | undefined> {
	const known = await aliasItems(registry, version);
	const held = [...version.aliases, ...known.flatMap(item => item.alias ?? [])];
	return new Promise(resolve => {
		const pick = vscode.window.createQuickPick<Item>();
		pick.title = title;
		pick.placeholder = t('An alias, or a new name');
		pick.items = known;
		pick.onDidChangeValue(value => {
			const name = value.trim();
			if (name === '' || known.some(item => item.alias === name)) { pick.items = known; return; }
			const near = otherCase(name, held);
			const fault = aliasFault(name) ?? (near === undefined ? undefined : t('differs from {0} only in case', short(near, 60)));
			const typed: Item = fault === undefined ? { label: `$(add) ${name}`, description: t('new alias'), alias: name, alwaysShow: true } : { label: `$(error) ${t('{0} can\'t be an alias', short(name, 60))}`, description: fault, alwaysShow: true };
			pick.items = [...known, typed];
		});
		pick.onDidAccept(() => {
			const [item] = pick.selectedItems;
			if (item?.alias === undefined) { return; }
			resolve(item.alias);
			pick.hide();
		});
		pick.onDidHide(() => { resolve(undefined); pick.dispose(); });
		pick.show();
	});
}

async function aliasItems(registry: Registry, version: Version): Promise<readonly Item[]> {
	const { aliases } = await registry.model(version.model);
	const names = [...new Set(['production', 'staging', ...aliases.map(alias => alias.name)])].filter(name => !version.aliases.includes(name));
	return Promise.all(names.map(async (name): Promise<Item> => {
		const held = aliases.find(alias => alias.name === name);
		const holder = held && held.version !== '' ? await orNone(registry.version(held.version)) : undefined;
		const description = held?.inConflict ? t('in conflict: this decides it') : holder ? t('moves from {0}', holder.label) : t('not set');
		return { label: `$(${icons[name] ?? 'bookmark'}) ${short(name, 60)}`, description, alias: name };
	}));
}
