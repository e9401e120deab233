import * as vscode from 'vscode';
import { parseMetrics } from './parseMetrics';
import { t } from '../words';

/** Where an evaluation's metrics come from: a file of the workspace, or what the person typed. */
export type MetricsGiven = { readonly file: string } | { readonly metrics: Readonly<Record<string, number>> };

const pattern = '**/*{metric,eval,result,score,report}*.{json,yaml,yml,csv,tsv}';
const skipped = '**/{.model-registry,.git,node_modules,site-packages}/**';
const most = 200;

/** Asks for the metrics: the newest file that looks like one stands first. Undefined when the person gave up. */
export async function pickMetrics(folder: vscode.Uri, title: string): Promise<MetricsGiven | undefined> {
	const found = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, pattern), skipped, most);
	const dated = await Promise.all(found.map(async uri => ({ uri, written: await vscode.workspace.fs.stat(uri).then(stat => stat.mtime, () => 0) })));
	const files = dated.sort((a, b) => b.written - a.written).map(({ uri }) => ({ label: `$(file) ${vscode.workspace.asRelativePath(uri, false)}`, uri }));
	const byHand = { label: `$(edit) ${t('Type the metrics…')}`, uri: undefined, browse: false };
	const browse = { label: `$(folder-opened) ${t('Another file…')}`, uri: undefined, browse: true };
	const picked = await vscode.window.showQuickPick([...files, byHand, browse], { title, placeHolder: t('The file that the evaluation wrote: JSON, YAML or CSV'), matchOnDescription: true });
	if (!picked) { return undefined; }
	if (picked.uri) { return { file: picked.uri.fsPath }; }
	if ('browse' in picked && picked.browse) {
		const [file] = await vscode.window.showOpenDialog({ defaultUri: folder, title, filters: { [t('Metrics')]: ['json', 'yaml', 'yml', 'toml', 'csv', 'tsv'] } }) ?? [];
		return file && { file: file.fsPath };
	}
	const typed = await vscode.window.showInputBox({ title, placeHolder: 'auc=0.861 log_loss=0.32', prompt: t('Names and values'), validateInput: text => (text.trim() === '' ? undefined : parseMetrics(text).fault) });
	const metrics = typed === undefined ? undefined : parseMetrics(typed).metrics;
	return metrics && Object.keys(metrics).length ? { metrics } : undefined;
}
