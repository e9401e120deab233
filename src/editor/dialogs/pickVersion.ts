import * as vscode from 'vscode';
import { formatAge } from '../../core/present/age';
import type { Version } from '../../core/model';
import type { App } from '../app';
import type { VersionTarget } from '../commands/target';
import { dotted } from '../tree/row';
import { short } from '../tree/short';
import { t } from '../words';

/** Versions that a list offers; the newest ones. */
const most = 500;

/** Asks for a version: of one model, or of all that are registered. Undefined when the person gave up. */
export async function pickVersion(app: App, question: string, of?: { readonly folder: string; readonly model: string }): Promise<VersionTarget | undefined> {
	const entries = (await app.registries.initialized()).filter(entry => of === undefined || entry.folder.uri.toString() === of.folder);
	const targets = (await Promise.all(entries.map(async entry => {
		const registry = await entry.open();
		const { versions } = await registry.versions({ archived: 'both', limit: most, order: 'registered', ...(of ? { model: of.model } : {}) });
		return versions.map((version): VersionTarget => ({ entry, registry, version }));
	}))).flat();
	const items = targets.map(target => ({
		label: `${short(target.version.model)} ${target.version.label}`, target,
		description: dotted([describe(target.version), entries.length > 1 ? target.entry.folder.name : undefined]),
	}));
	const picked = await vscode.window.showQuickPick(items, { title: question, placeHolder: items.length ? t('Type to find a version') : t('No version is registered yet'), matchOnDescription: true });
	return picked?.target;
}

function describe({ aliases, archived, at, notes }: Version): string {
	return dotted([...aliases.slice(0, 3).map(alias => short(alias, 40)), archived ? t('archived') : undefined, formatAge(at), short(notes, 60)]);
}
