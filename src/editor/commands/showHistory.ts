import * as vscode from 'vscode';
import type { HistoryEntry } from '../../core/model';
import type { HistoryOf } from '../../core/verbs/history';
import { shortCommit } from '../../core/present/hash';
import { formatWhenShort } from '../../core/present/when';
import type { App } from '../app';
import { exportHistory } from '../history/exportHistory';
import { pickKinds } from '../history/pickKinds';
import { openRecordAt } from '../records/recordTexts';
import type { FolderRegistry } from '../registries';
import { versionOf } from '../tree/node';
import { dotted } from '../tree/row';
import { short } from '../tree/short';
import { t } from '../words';
import { calledOn, modelTarget, versionTargets } from './targets';

/** Entries that a list shows; the newest ones. */
const most = 1_000;

interface Subject { readonly title: string; readonly of: HistoryOf; readonly entry?: FolderRegistry }
interface Item extends vscode.QuickPickItem { readonly entry?: FolderRegistry; readonly of?: HistoryEntry }

/** Who did what, newest first, with the reason and the commit that brought it in: of a version, a model, or everything. Filtered by kind, person and text; exported; picking an entry opens its record. */
export async function showHistory(app: App, first?: unknown, all?: unknown): Promise<void> {
	const subject = await subjectOf(app, first, all);
	const entries = subject.entry ? [subject.entry] : await app.registries.initialized();
	let kinds: readonly string[] | undefined;
	for (;;) {
		const of: HistoryOf = { ...subject.of, ...(kinds ? { kinds } : {}) };
		const chosen = await show(subject.title, entries, of);
		if (chosen === 'filter') { kinds = await pickKinds(subject.title, kinds); continue; }
		if (chosen === 'export') { await exportHistory(subject.title, entries, of); return; }
		if (chosen?.is === 'commit') { await vscode.env.clipboard.writeText(chosen.id); vscode.window.setStatusBarMessage(t('Copied {0}', shortCommit(chosen.id)), 3_000); return; }
		if (chosen) { await openRecordAt(chosen.entry, chosen.file); }
		return;
	}
}

type Chosen = 'filter' | 'export' | { readonly is: 'record'; readonly entry: FolderRegistry; readonly file: string } | { readonly is: 'commit'; readonly id: string } | undefined;

/** The list comes at once; the commits, which git has to be asked for, a moment later. */
async function show(title: string, entries: readonly FolderRegistry[], of: HistoryOf): Promise<Chosen> {
	const filter: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon(of.kinds ? 'filter-filled' : 'filter'), tooltip: t('Filter by Kind…') };
	const save: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('save-as'), tooltip: t('Export as CSV or Markdown…') };
	const pick = vscode.window.createQuickPick<Item>();
	const fill = async (commits: boolean) => {
		const items = (await Promise.all(entries.map(async entry => (await (await entry.open()).history({ ...of, limit: most, commits })).map(one => itemOf(entry, one))))).flat();
		pick.placeholder = items.length ? t('Type a name, a person or a word of the reason. Enter opens the record') : of.kinds ? t('Nothing of that kind has been recorded') : t('Nothing has been recorded');
		const [active] = pick.activeItems;
		pick.items = items;
		pick.activeItems = items.filter(item => item.of?.record === active?.of?.record).slice(0, 1);
	};
	pick.title = title;
	pick.buttons = [filter, save];
	pick.matchOnDescription = true;
	pick.matchOnDetail = true;
	pick.keepScrollPosition = true;
	await fill(false);
	return new Promise<Chosen>((resolve, fail) => {
		const done = (chosen: Chosen) => { resolve(chosen); pick.hide(); };
		pick.onDidTriggerButton(button => done(button === filter ? 'filter' : 'export'));
		pick.onDidTriggerItemButton(({ item }) => done(item.of?.commit ? { is: 'commit', id: item.of.commit.id } : undefined));
		pick.onDidAccept(() => { const [item] = pick.selectedItems; if (item?.entry && item.of) { done({ is: 'record', entry: item.entry, file: item.of.file }); } });
		pick.onDidHide(() => { resolve(undefined); pick.dispose(); });
		pick.show();
		pick.busy = true;
		fill(true).then(() => { pick.busy = false; }, fail);
	});
}

async function subjectOf(app: App, first: unknown, all: unknown): Promise<Subject> {
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
	'version.restored': 'discard', 'model.renamed': 'edit', 'artifact.purged': 'trash', 'artifact.recovered': 'discard', 'evaluation.recorded': 'checklist',
	'link.added': 'link', 'link.removed': 'link', 'reproduction.recorded': 'play', 'command.recorded': 'terminal',
};

function itemOf(entry: FolderRegistry, one: HistoryEntry): Item {
	const moved = one.kind === 'alias.set' && one.version !== undefined && one.before !== undefined && one.before !== one.version;
	const subject = [short(one.model, 60), ...(moved ? [] : [one.version])].filter(part => part).join(' ');
	const what = moved ? `${short(one.text.replace(/ here$/, ''))} ${one.before ?? ''} → ${one.version ?? ''}` : short(one.text);
	const commit = one.commit === null ? t('not committed') : one.commit && t('in {0}', shortCommit(one.commit.id));
	const copy: vscode.QuickInputButton[] = one.commit ? [{ iconPath: new vscode.ThemeIcon('git-commit'), tooltip: t('Copy Commit {0}: {1}', shortCommit(one.commit.id), short(one.commit.subject, 80)) }] : [];
	return {
		label: `$(${icons[one.kind] ?? 'circle-small-filled'}) ${subject}: ${what}`, entry, of: one, buttons: copy,
		description: dotted([formatWhenShort(one.at), short(one.by.name, 40), commit]), ...(one.reason === undefined ? {} : { detail: short(one.reason, 200) }),
	};
}
