import * as vscode from 'vscode';
import { directionOf } from '../../core/present/direction';
import type { App } from '../app';
import { short } from '../tree/short';
import { modelOf, type MetricNode } from '../tree/node';
import { t } from '../words';
import { calledOn, modelTarget } from './targets';

/** Makes a metric the one that stands beside the names of its model's versions, for the whole team. */
export async function usePrimaryMetric(app: App, first?: unknown, all?: unknown): Promise<void> {
	const found = await metricOf(app, first, all);
	if (found) { await found.registry.configureModel(found.model, 'primary-metric', found.name); }
}

/** Says whether a metric is better when higher or lower, for the whole team. */
export async function setDirection(app: App, first?: unknown, all?: unknown): Promise<void> {
	const found = await metricOf(app, first, all);
	if (!found) { return; }
	const { registry, model, name, node } = found;
	const said = modelOf(node)?.model.directions[name];
	const guessed = directionOf(name);
	const ways = [
		{ value: 'higher', label: `$(arrow-up) ${t('Higher Is Better')}` }, { value: 'lower', label: `$(arrow-down) ${t('Lower Is Better')}` },
		{ value: null, label: t('By Its Name'), detail: guessed === undefined ? t('The name says nothing') : guessed === 'higher' ? t('Higher, as the name says') : t('Lower, as the name says') },
	];
	const picked = await vscode.window.showQuickPick(ways.map(way => ({ ...way, ...(way.value === (said ?? null) ? { description: t('now') } : {}) })), { title: t('When Is {0} Better?', short(name, 60)) });
	if (picked) { await registry.configureModel(model, `direction.${name}`, picked.value); }
}

async function metricOf(app: App, first: unknown, all: unknown) {
	const node = calledOn(app, first, all).find((row): row is MetricNode => row.kind === 'metric');
	const target = node && await modelTarget(app, node, undefined, '');
	return target && { ...target, node, name: node.name };
}
