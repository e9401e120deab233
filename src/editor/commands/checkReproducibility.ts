import * as vscode from 'vscode';
import { hardwareTag, type Pin } from '../../core/present/reproducible';
import type { App } from '../app';
import { askCommand } from '../dialogs/askCommand';
import { short } from '../tree/short';
import { t } from '../words';
import { addLineageLink } from './addLineageLink';
import { reproduce } from './reproduce';
import type { VersionTarget } from './target';
import { versionTargets } from './targets';

interface Item extends vscode.QuickPickItem { readonly pin?: Pin; readonly again?: true }

/** What of a version's making is pinned and what isn't. Picking what isn't mends it, where that can still be done for this version. */
export async function checkReproducibility(app: App, first?: unknown, all?: unknown): Promise<void> {
	const [target] = await versionTargets(app, first, all, t('Check Reproducibility'));
	if (!target) { return; }
	const { registry, version, entry } = target;
	const link = { folder: entry.folder.uri.toString(), version: version.id };
	for (;;) {
		const pins = await registry.pins(version.id);
		const picked = await vscode.window.showQuickPick<Item>([...pins.map(itemOf), { label: '', kind: vscode.QuickPickItemKind.Separator }, { label: `$(play) ${t('Reproduce This Version…')}`, again: true }], {
			title: t('Reproducibility of {0} {1}: {2} of {3} pinned', short(version.model), version.label, pins.filter(pin => pin.pinned).length, pins.length),
			placeHolder: t('What is pinned, and what isn\'t. Enter mends what can still be mended'), matchOnDescription: true,
		});
		if (!picked) { return; }
		if (picked.again) { await reproduce(app, link); return; }
		if (picked.pin) { await mend(app, target, link, picked.pin); }
	}
}

function itemOf(pin: Pin): Item {
	const mends = { link: t('Enter adds a lineage link'), command: t('Enter records a command'), hardware: t('Enter sets the tag') } as const;
	return { label: `$(${pin.pinned ? 'pass' : 'circle-large-outline'}) ${titles[pin.what]()}`, description: short(pin.text, 200), pin, ...(!pin.pinned && pin.mend ? { detail: mends[pin.mend] } : {}) };
}

const titles: Readonly<Record<Pin['what'], () => string>> = {
	code: () => t('Code'), data: () => t('Data'), bases: () => t('Base models'), environment: () => t('Environment'), parameters: () => t('Parameters'), seed: () => t('Seed'),
	command: () => t('Command'), hardware: () => t('Hardware'), bytes: () => t('Bytes'),
};

async function mend(app: App, { registry, version }: VersionTarget, link: { readonly folder: string; readonly version: string }, pin: Pin): Promise<void> {
	const name = `${short(version.model)} ${version.label}`;
	switch (pin.mend) {
		case 'link': await addLineageLink(app, link); return;
		case 'command': {
			const command = await askCommand(t('Command of {0}', name), '');
			if (command !== undefined) { await registry.recordCommand(version.id, command); }
			return;
		}
		case 'hardware': {
			const hardware = await vscode.window.showInputBox({ title: t('Hardware of {0}', name), prompt: t('What it was trained on. It becomes the tag {0}', hardwareTag), placeHolder: 'NVIDIA A100 × 2' });
			if (hardware?.trim()) { await registry.setTags({ ref: version.id }, { [hardwareTag]: hardware.trim() }); }
			return;
		}
		case undefined: return;
	}
}
