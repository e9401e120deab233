import { formatMetric } from '../../core/present/numbers';
import { metricSentence } from '../../core/present/sentence';
import type { Version } from '../../core/model';
import { t } from '../words';
import type { ModelNode } from './node';
import { dotted, flags, spoken, type Row } from './row';
import { short } from './short';

/** `churn   auc 0.8731 · v12 production`: the metric's name once, and the value of what holds production. */
export function modelRow({ model, standing, found }: ModelNode): Row {
	const { metric, baseline, contested, latest, conflicts } = standing;
	const shown = baseline ?? latest;
	const inConflict = contested || conflicts.length > 0;
	const metrics = metric !== undefined && shown ? metricText(metric, shown) : undefined;
	const place = contested ? t('in conflict') : placeOf(standing, model.versions);
	return {
		label: short(model.name), icon: 'package',
		description: dotted([metrics, place, inConflict && !contested ? t('in conflict') : undefined, found === undefined ? undefined : t('{0} of {1} versions', found, model.versions)]),
		context: flags('model', { card: model.hasCard, aliased: model.aliases.length > 0, contested: inConflict }),
		spoken: spoken([
			t('Model {0}', short(model.name)),
			metric !== undefined && shown?.metrics[metric] !== undefined ? metricSentence({ metric: short(metric, 60), value: shown.metrics[metric] }) : undefined,
			place, inConflict && !contested ? t('in conflict') : undefined,
			model.versions === 1 ? t('1 version') : t('{0} versions', model.versions),
		]),
		opens: 'closed',
		...(inConflict ? { mark: 'conflict' } : {}),
	};
}

function metricText(metric: string, version: Version): string {
	const value = version.metrics[metric];
	return value === undefined ? t('{0} not recorded', short(metric, 40)) : `${short(metric, 40)} ${formatMetric(value)}`;
}

function placeOf({ baseline, latest }: ModelNode['standing'], versions: number): string {
	if (baseline) { return t('{0} production', baseline.label); }
	if (latest) { return latest.aliases[0] === undefined ? t('{0} latest', latest.label) : `${latest.label} ${short(latest.aliases[0], 40)}`; }
	return versions === 0 ? t('no versions') : t('all archived');
}
