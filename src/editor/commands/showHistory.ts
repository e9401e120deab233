import * as vscode from 'vscode';
import type { HistoryEntry } from '../../core/model';
import type { HistoryOf } from '../../core/verbs/history';
import { formatWhen } from '../../core/present/when';
import type { App } from '../app';
import { uriIn, type FolderRegistry } from '../registries';
import { versionOf } from '../tree/node';
import { dotted } from '../tree/row';
import { short } from '../tree/short';
import { t } from '../words';
import { calledOn, modelTarget, versionTargets } from './targets';

/** Entries that a list shows; the newest ones. */
const most = 1_000;

/** Who did what, newest first: of a version, a model, or everything. Picking an entry opens its record. */
export async function showHistory(app: App, first?: unknown, all?: unknown): Promise<void> {
	const subject = await subjectOf(app, first, all);
	const entries = subject.entry ? [subject.entry] : await app.registries.initialized();
	const items = (await Promise.all(entries.map(async entry => (await (await entry.open()).history({ ...subject.of, limit: most })).map(one => itemOf(entry, one))))).flat();
	const picked = await vscode.window.showQuickPick(items, { title: subject.title, placeHolder: items.length ? t('Type to find an entry. Enter opens its record') : t('Nothing has been recorded'), matchOnDescription: true, matchOnDetail: true });
	if (picked) { await vscode.commands.executeCommand('vscode.open', uriIn(picked.entry, picked.file)); }
}

async function subjectOf(app: App, first: unknown, all: unknown): Promise<{ readonly title: string; readonly of: HistoryOf; readonly entry?: FolderRegistry }> {
	const [row] = calledOn(app, first, all);
	const linked = !row && typeof first === 'object' && first !== null && 'version' in first;
	if (linked || (row && versionOf(row))) {
		const [target] = await versionTargets(app, first, all, t('Show History'));
		if (target) { return { title: t('History of {0} {1}', short(target.version.model), target.version.label), of: { ref: target.version.id }, entry: target.entry }; }
	}
	const target = row && await modelTarget(app, first, all, t('Show History'));
	if (target) { return { title: t('History of {0}', short(target.model)), of: { model: target.model }, entry: target.entry }; }
	return { title: t('History of All Models'), of: {} };
}

const icons: Readonly<Record<string, string>> = {
	'version.registered': 'add', 'alias.set': 'tag', 'tag.set': 'tag', 'note.added': 'note', 'card.written': 'book', 'version.archived': 'archive',
	'version.restored': 'discard', 'model.renamed': 'edit', 'artifact.purged': 'trash', 'artifact.recovered': 'discard',
};

function itemOf(entry: FolderRegistry, one: HistoryEntry) {
	const subject = [short(one.model, 60), one.version].filter(part => part).join(' ');
	return {
		label: `$(${icons[one.kind] ?? 'circle-small-filled'}) ${subject}: ${short(one.text)}`, entry, file: one.file,
		description: dotted([formatWhen(one.at), short(one.by.name, 40)]), ...(one.reason === undefined ? {} : { detail: short(one.reason, 200) }),
	};
}
