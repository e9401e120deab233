import type { App } from '../app';
import { chooseDirection } from '../compare/chooseDirection';
import { modelOf, type MetricNode } from '../tree/node';
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
	await chooseDirection(registry, [model], name, said);
}

async function metricOf(app: App, first: unknown, all: unknown) {
	const node = calledOn(app, first, all).find((row): row is MetricNode => row.kind === 'metric');
	const target = node && await modelTarget(app, node, undefined, '');
	return target && { ...target, node, name: node.name };
}
