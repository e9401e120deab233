import * as vscode from 'vscode';
import { historyCsv } from '../../core/exports/historyCsv';
import { historyMarkdown } from '../../core/exports/historyMarkdown';
import type { HistoryOf } from '../../core/verbs/history';
import { saveAs } from '../compare/saveAs';
import type { FolderRegistry } from '../registries';
import { t } from '../words';

/** The whole history that was looked at, for an auditor: as a file or in an editor. */
export async function exportHistory(title: string, entries: readonly FolderRegistry[], of: HistoryOf): Promise<void> {
	const ways = [
		{ label: `$(save-as) ${t('Save as CSV…')}`, description: t('for a spreadsheet'), way: 'csv' }, { label: `$(save-as) ${t('Save as Markdown…')}`, description: t('a table'), way: 'md' },
		{ label: `$(copy) ${t('Copy as Markdown')}`, description: '', way: 'copy' },
	] as const;
	const picked = await vscode.window.showQuickPick(ways, { title, placeHolder: t('Everything that the filter lets through, each with the commit that brought it in') });
	if (!picked) { return; }
	const found = (await Promise.all(entries.map(async entry => (await entry.open()).history({ ...of, commits: true })))).flat();
	if (picked.way === 'copy') {
		await vscode.env.clipboard.writeText(historyMarkdown(found));
		vscode.window.setStatusBarMessage(t('Copied as Markdown'), 3_000);
		return;
	}
	const text = picked.way === 'csv' ? historyCsv(found) : historyMarkdown(found);
	await saveAs(Buffer.from(text), { title: t('Save History'), name: `history.${picked.way}` }, entries[0]?.folder.uri);
}
