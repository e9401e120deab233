import * as vscode from 'vscode';
import { directionOf, type Direction } from '../../core/present/direction';
import type { Registry } from '../../core/registry';
import { short } from '../tree/short';
import { t } from '../words';

/** Asks whether a metric is better when higher or lower, and sets it for the models and their whole team. False where the person gave up. */
export async function chooseDirection(registry: Pick<Registry, 'configureModel'>, models: readonly string[], name: string, said: Direction | undefined): Promise<boolean> {
	const guessed = directionOf(name);
	const ways = [
		{ value: 'higher', label: `$(arrow-up) ${t('Higher Is Better')}` }, { value: 'lower', label: `$(arrow-down) ${t('Lower Is Better')}` },
		{ value: null, label: t('By Its Name'), detail: guessed === undefined ? t('The name says nothing') : guessed === 'higher' ? t('Higher, as the name says') : t('Lower, as the name says') },
	];
	const picked = await vscode.window.showQuickPick(ways.map(way => ({ ...way, ...(way.value === (said ?? null) ? { description: t('now') } : {}) })), { title: t('When Is {0} Better?', short(name, 60)) });
	if (!picked) { return false; }
	for (const model of models) { await registry.configureModel(model, `direction.${name}`, picked.value); }
	return true;
}
