import * as vscode from 'vscode';
import type { Facts } from '../../core/model';
import { formatParam } from '../../core/present/parameter';
import { short } from '../tree/short';
import { t } from '../words';
import { parseValue } from './parseValue';
import type { Corrections } from './question';

interface Item extends vscode.QuickPickItem { readonly is: 'metric' | 'param'; readonly name?: string; readonly text?: string }

/** Asks which value to correct or to add, and for it. What the person says stands over what was found. Undefined when they gave up. */
export async function askCorrection(facts: Facts, corrections: Corrections): Promise<Corrections | undefined> {
	const items: readonly Item[] = [
		{ label: `$(add) ${t('Add Metric…')}`, is: 'metric' }, { label: `$(add) ${t('Add Parameter…')}`, is: 'param' },
		...facts.metrics.map(({ name, value, text, source }): Item => ({ label: short(name), description: `${corrections.metrics[name] ?? text ?? value}`, detail: short(source.path ?? source.tool), is: 'metric', name, text: `${corrections.metrics[name] ?? text ?? value}` })),
		...facts.params.map(({ name, value, text, source }): Item => ({ label: short(name), description: short(`${corrections.params[name] ?? formatParam(value, text)}`), detail: short(source.path ?? source.tool), is: 'param', name, text: `${corrections.params[name] ?? formatParam(value, text)}` })),
	];
	const picked = await vscode.window.showQuickPick(items, { title: t('Correct or Add a Value'), placeHolder: t('What you say is kept beside what was found'), matchOnDescription: true, ignoreFocusOut: true });
	if (!picked) { return undefined; }
	const name = picked.name ?? (await vscode.window.showInputBox({ title: picked.is === 'metric' ? t('Add Metric') : t('Add Parameter'), prompt: t('Its name'), ignoreFocusOut: true, validateInput: text => (text.trim() === '' || text.length > 300 ? t('A name is needed, of at most 300 characters.') : undefined) }))?.trim();
	if (!name) { return undefined; }
	const text = await vscode.window.showInputBox({
		title: short(name, 80), value: picked.text ?? '', ignoreFocusOut: true,
		validateInput: said => (picked.is === 'metric' && typeof parseValue(said) !== 'number' ? t('A metric is a number.') : undefined),
	});
	if (text === undefined) { return undefined; }
	const value = parseValue(text);
	return picked.is === 'metric' && typeof value === 'number' ? { ...corrections, metrics: { ...corrections.metrics, [name]: value } } : { ...corrections, params: { ...corrections.params, [name]: value } };
}
