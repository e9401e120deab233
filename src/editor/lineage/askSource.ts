import * as vscode from 'vscode';
import type { LinkTarget } from '../../core/lineage/nodeKey';
import type { Relation } from '../../core/model';
import type { VersionTarget } from '../commands/target';
import { formatAge } from '../../core/present/age';
import { dotted } from '../tree/row';
import { short } from '../tree/short';
import { t } from '../words';

/** Versions that the list offers; the newest ones. */
const most = 500;

/** Asks for what a version came from: another one, a file or folder, or something on the Hugging Face Hub. Undefined when the person gave up. */
export async function askSource({ registry, version, entry }: VersionTarget, relation: Relation, title: string): Promise<string | LinkTarget | undefined> {
	const { versions } = await registry.versions({ archived: 'both', limit: most, order: 'registered' });
	const outside = [
		{ label: `$(file) ${t('File or Folder…')}`, ask: () => askPath(entry.folder.uri, title) },
		{ label: `$(globe) ${t('Hugging Face…')}`, ask: () => askHub(relation, title) },
	];
	const others = versions.filter(other => other.id !== version.id).map(other => ({
		label: `${short(other.model)} ${other.label}`, description: dotted([...other.aliases.slice(0, 3).map(alias => short(alias, 40)), formatAge(other.at)]),
		ask: () => Promise.resolve<LinkTarget>({ version: other.id, name: `${other.model} ${other.label}` }),
	}));
	const between = { label: t('Versions'), kind: vscode.QuickPickItemKind.Separator, ask: () => Promise.resolve(undefined) };
	const data = relation === 'trained-on' || relation === 'evaluated-on';
	const items = data ? outside : [...outside, ...(others.length ? [between] : []), ...others];
	const picked = await vscode.window.showQuickPick<{ label: string; ask(): Promise<string | LinkTarget | undefined> }>(items, { title, placeHolder: t('What it came from') });
	return picked?.ask();
}

async function askPath(folder: vscode.Uri, title: string): Promise<string | undefined> {
	const [chosen] = await vscode.window.showOpenDialog({ title, defaultUri: folder, canSelectFiles: true, canSelectFolders: true, openLabel: t('Link') }) ?? [];
	return chosen?.fsPath;
}

async function askHub(relation: Relation, title: string): Promise<string | undefined> {
	const data = relation === 'trained-on' || relation === 'evaluated-on';
	const given = await vscode.window.showInputBox({
		title, prompt: t('Its id on the Hugging Face Hub, with the commit where you know it'), placeHolder: data ? 'org/name@commit' : 'distilbert/distilroberta-base@fb53ab8',
		validateInput: text => (/^(?:https:\/\/huggingface\.co\/)?(?:datasets\/)?[\w-][\w.-]*(?:\/[\w-][\w.-]*)?(?:@[\w.-]+)?$/.test(text.trim()) ? undefined : t('Write it as org/name or org/name@commit.')),
	});
	if (given === undefined) { return undefined; }
	const id = given.trim().replace(/^https:\/\/huggingface\.co\//, '').replace(/^datasets\//, '');
	return `hf:${data ? 'datasets/' : ''}${id}`;
}
