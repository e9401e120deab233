import type { FileState } from '../../core/model';
import { formatAge } from '../../core/present/age';
import { changeAgainst } from '../../core/present/change';
import { directionOf } from '../../core/present/direction';
import { formatMetric, metricDecimals } from '../../core/present/numbers';
import { metricSentence } from '../../core/present/sentence';
import { t } from '../words';
import type { VersionNode } from './node';
import { dotted, flags, spoken, type Row, type RowColor } from './row';
import { spokenAge } from './spokenAge';
import { short } from './short';

/** `v14   0.8764 ▲ +0.0033 · staging · 2 d`: value, change against production, aliases, age. At 300 px the first survive. */
export function versionRow(node: VersionNode, now: Date): Row {
	const { version } = node;
	const state = stateText(node);
	const aliases = aliasTexts(node);
	return {
		label: version.label, ...iconOf(node),
		description: dotted([state, valueText(node), ...aliases, formatAge(version.at, now)]),
		context: flags('version', {
			archived: version.archived, purged: version.purged !== undefined, aliased: version.aliases.length > 0 || version.contested.length > 0, tied: version.git !== null, production: version.aliases.includes('production'),
		}),
		spoken: spoken([
			t('{0} {1}', short(version.model), version.label), version.archived ? t('archived') : undefined, state, valueSpoken(node), ...aliasesSpoken(node),
			spokenAge(version.at, now),
		]),
		opens: 'closed',
	};
}

/** The value of the model's metric and its change: '0.8764 ▲ +0.0033'. Nothing where the model has no metric. */
export function valueText({ version, standing }: Pick<VersionNode, 'version' | 'standing'>, metric = standing.metric): string | undefined {
	if (metric === undefined) { return undefined; }
	const value = version.metrics[metric];
	if (value === undefined) { return t('{0} not recorded', short(metric, 40)); }
	const base = baseValue({ version, standing }, metric);
	if (base === undefined) { return formatMetric(value, metricDecimals([value], [version.written[`metrics.${metric}`]])); }
	const decimals = metricDecimals([value, base], [version.written[`metrics.${metric}`], standing.baseline?.written[`metrics.${metric}`]]);
	const change = changeAgainst(value, base, directionOf(metric, standing.directions), 0, decimals);
	return `${formatMetric(value, decimals)} ${change.verdict === 'same' ? change.glyph : change.text}`.trim();
}

/** The same, as a screen reader says it. */
export function valueSpoken({ version, standing }: Pick<VersionNode, 'version' | 'standing'>, metric = standing.metric): string | undefined {
	const value = metric === undefined ? undefined : version.metrics[metric];
	if (metric === undefined || value === undefined) { return metric === undefined ? undefined : t('{0} not recorded', short(metric, 40)); }
	const base = baseValue({ version, standing }, metric);
	const name = standing.contested ? t('{0}, which last held production', standing.baseline?.label ?? '') : t('production {0}', standing.baseline?.label ?? '');
	return metricSentence({ metric: short(metric, 60), value, ...(base === undefined ? {} : { base: { value: base, name } }), direction: directionOf(metric, standing.directions) });
}

/** Undefined for the baseline itself, and where there is none. */
function baseValue({ version, standing }: Pick<VersionNode, 'version' | 'standing'>, metric: string): number | undefined {
	return standing.baseline === undefined || standing.baseline.id === version.id ? undefined : standing.baseline.metrics[metric];
}

const states: Readonly<Record<FileState, () => string | undefined>> = {
	ok: () => undefined, missing: () => t('file missing'), modified: () => t('file modified'), moved: () => t('file moved'),
};

function stateText({ version, bytes }: VersionNode): string | undefined {
	if (version.purged) { return t('files purged'); }
	const state = bytes();
	return state === undefined ? undefined : states[state]();
}

function aliasTexts({ version, standing }: VersionNode): readonly string[] {
	const last = standing.contested && standing.baseline?.id === version.id ? [t('last settled production')] : [];
	const all = [...version.contested.map(alias => `${short(alias, 40)}?`), ...last, ...version.aliases.map(alias => short(alias, 40))];
	// Three are enough for a row; the tooltip has the rest.
	return all.length > 3 ? [...all.slice(0, 3), `+${all.length - 3}`] : all;
}

function aliasesSpoken({ version, standing }: VersionNode): readonly string[] {
	return [
		...version.contested.map(alias => t('one of two that hold {0}', short(alias, 40))),
		...(standing.contested && standing.baseline?.id === version.id ? [t('last settled production')] : []),
		...version.aliases.map(alias => short(alias, 40)),
	];
}

function iconOf({ version, bytes }: VersionNode): { readonly icon: string; readonly color?: RowColor } {
	const state = bytes();
	if (!version.purged && (state === 'missing' || state === 'modified')) { return { icon: 'error', color: 'charts.red' }; }
	if (version.contested.length) { return { icon: 'warning', color: 'editorWarning.foreground' }; }
	if (version.aliases.includes('production')) { return { icon: 'rocket', color: 'charts.green' }; }
	if (version.aliases.includes('staging')) { return { icon: 'beaker', color: 'charts.blue' }; }
	if (version.archived) { return { icon: 'archive', color: 'disabledForeground' }; }
	return { icon: version.aliases.length ? 'bookmark' : 'circle-small-filled' };
}
