import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import { parseInstant } from '../../core/present/instant';
import { formatWhen } from '../../core/present/when';
import type { App } from '../app';
import type { FolderRegistry } from '../registries';
import { dotted } from '../tree/row';
import { short } from '../tree/short';
import { t } from '../words';

interface Item extends vscode.QuickPickItem { readonly entry?: FolderRegistry; readonly version?: string; readonly at?: Date }

/** Which version of each model held an alias on a day: typed and answered in one place. Enter shows the version; the last row shows everything as of then. */
export async function whatWas(app: App): Promise<void> {
	const pick = vscode.window.createQuickPick<Item>();
	pick.title = t('What Was in Production On');
	pick.placeholder = t('A day such as 2026-05-03, or a time; another alias may stand before it: staging 2026-05-03');
	pick.matchOnDescription = true;
	pick.value = dayOf(new Date());
	let round = 0;
	const answer = async (text: string): Promise<void> => {
		const mine = ++round;
		const asked = parse(text);
		pick.busy = true;
		const items = asked ? await answersTo(app, asked.alias, asked.at) : [];
		if (mine !== round) { return; }
		pick.busy = false;
		pick.items = asked ? items : [{ label: t('Type a day such as 2026-05-03'), alwaysShow: true }];
	};
	const chosen = await new Promise<Item | undefined>(resolve => {
		pick.onDidChangeValue(text => void answer(text));
		pick.onDidAccept(() => { const [item] = pick.selectedItems; if (item?.entry) { resolve(item); pick.hide(); } });
		pick.onDidHide(() => { resolve(undefined); pick.dispose(); });
		pick.show();
		void answer(pick.value);
	});
	if (!chosen?.entry) { return; }
	if (chosen.at) { await chosen.entry.show({ at: chosen.at }); return; }
	if (chosen.version !== undefined) { await app.view.showVersion(chosen.entry, chosen.version, { focus: true }); }
}

function parse(text: string): { readonly alias: string; readonly at: Date } | undefined {
	const [, alias = 'production', when = ''] = /^\s*(?:([\p{L}\p{N}._/-]+)\s+)?(\d{4}-\S*(?:\s+\d\d:\S+)?)\s*$/u.exec(text) ?? [];
	try {
		return { alias, at: parseInstant('', when, 'last') };
	} catch (error) {
		// Half a date is none yet.
		if (RegistryError.is(error)) { return undefined; }
		throw error;
	}
}

async function answersTo(app: App, alias: string, at: Date): Promise<readonly Item[]> {
	const items: Item[] = [];
	for (const entry of await app.registries.initialized()) {
		const registry = await entry.now();
		for (const model of await registry.models()) {
			try {
				const { version, alias: held, contested } = await registry.versionAsOf(`${model.name}@${alias}`, at);
				// An alias may be called like a number or the start of an id: only what was held counts.
				if (!held) { continue; }
				items.push({
					label: `$(${alias === 'production' ? 'rocket' : alias === 'staging' ? 'beaker' : 'bookmark'}) ${short(model.name)} ${version.label}`, alwaysShow: true, entry, version: version.id,
					description: dotted([t('since {0}', formatWhen(held.since)), short(held.by.name, 60), contested.length ? t('in conflict with {0}', contested.join(', ')) : undefined]), ...(held.reason === undefined ? {} : { detail: short(held.reason, 200) }),
				});
			} catch (error) {
				if (!RegistryError.is(error)) { throw error; }
			}
		}
		items.push({ label: `$(history) ${t('View Registry as Of {0}', formatWhen(at))}`, alwaysShow: true, entry, at });
	}
	return items.length > 1 ? items : [{ label: t('Nothing held {0} on {1}', short(alias), formatWhen(at)), alwaysShow: true }, ...items];
}

function dayOf(date: Date): string {
	const two = (n: number) => String(n).padStart(2, '0');
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
