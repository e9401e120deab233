import { formatMetric } from '../../core/present/numbers';
import type { Registry } from '../../core/registry';
import { short } from '../tree/short';
import { standingOf } from '../tree/standing';

/** `churn v14, staging, auc 0.8764` */
export async function fileTooltip(registry: Registry, id: string): Promise<string> {
	const version = await registry.version(id);
	const { metric } = await standingOf(registry, await registry.model(version.model), []);
	const value = metric === undefined ? undefined : version.metrics[metric];
	return [
		`${short(version.model)} ${version.label}`, ...version.aliases.map(alias => short(alias, 40)), ...(metric === undefined || value === undefined ? [] : [`${short(metric, 40)} ${formatMetric(value)}`]),
	].join(', ');
}
