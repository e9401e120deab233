import type { EdgeRelation, LineageNode, NodeKind } from '../../src/core/lineage/graph';
import { formatAge } from '../../src/core/present/age';
import { changeAgainst, type Change } from '../../src/core/present/change';
import { formatMetric, metricDecimals } from '../../src/core/present/numbers';
import { plainLine } from '../../src/core/present/plain';
import { formatCount } from '../../src/core/present/quantities';
import { t } from '../shared/words';
import type { Row } from './drawn';
import type { Lineage } from './unpack';

export const kindNames: Readonly<Record<NodeKind, () => string>> = {
	version: () => t('version'), dataset: () => t('dataset'), 'base-model': () => t('base model'), run: () => t('run'), commit: () => t('commit'),
	evaluation: () => t('evaluation'), deployment: () => t('deployment'),
};
export const kindPlurals: Readonly<Record<NodeKind, () => string>> = {
	version: () => t('versions'), dataset: () => t('datasets'), 'base-model': () => t('base models'), run: () => t('runs'), commit: () => t('commits'),
	evaluation: () => t('evaluations'), deployment: () => t('deployments'),
};
/** How a version relates to what it came from. */
export const relationNames: Readonly<Record<EdgeRelation, () => string>> = {
	'trained-from': () => t('trained from'), 'fine-tuned-from': () => t('fine-tuned from'), 'adapter-of': () => t('adapter of'), 'quantised-from': () => t('quantized from'),
	'merged-from': () => t('merged from'), 'distilled-from': () => t('distilled from'), 'converted-from': () => t('converted from'), 'trained-on': () => t('trained on'),
	'evaluated-on': () => t('evaluated on'), 'reproduction-of': () => t('reproduction of'), 'produced-by': () => t('produced by'), 'evaluation-of': () => t('evaluation of'), 'deployed-to': () => t('deployed to'),
};

/** The primary metric of a version: its text, and how it stands against production. */
export function metricOf({ snapshot, places }: Lineage, key: string): { readonly name: string; readonly text: string; readonly change: Change | undefined } | undefined {
	const at = places.get(key) ?? -1;
	const { nodes, models } = snapshot;
	const model = models[(nodes.models[at] ?? 0) - 1];
	const value = nodes.metric[at];
	if (!model || model.metric === undefined || value === undefined || !nodes.hasMetric[at]) { return undefined; }
	const base = model.baseline === undefined || model.baseline === at || !nodes.hasMetric[model.baseline] ? undefined : nodes.metric[model.baseline];
	const decimals = metricDecimals(base === undefined ? [value] : [value, base]);
	return { name: plainLine(model.metric), text: formatMetric(value, decimals), change: base === undefined ? undefined : changeAgainst(value, base, model.direction, 0, decimals) };
}

/** Whether a version's model is judged by something that the version has no value of. */
export function lacksMetric({ snapshot, places }: Lineage, key: string): boolean {
	const at = places.get(key) ?? -1;
	return snapshot.models[(snapshot.nodes.models[at] ?? 0) - 1]?.metric !== undefined && !snapshot.nodes.hasMetric[at];
}

/** Which version of a model holds production. */
export function heldBy({ snapshot, graph }: Lineage, model: string): LineageNode | undefined {
	const at = snapshot.models.find(({ name }) => name === model)?.baseline;
	return at === undefined ? undefined : graph.nodes.get(snapshot.nodes.keys[at] ?? '');
}

/** What stands in a fold besides the versions: '44 runs, 60 datasets'. */
export function foldedWords({ graph }: Lineage, members: readonly string[]): string {
	const counts = new Map<NodeKind, number>();
	for (const key of members) { const kind = graph.nodes.get(key)?.kind; if (kind && kind !== 'version') { counts.set(kind, (counts.get(kind) ?? 0) + 1); } }
	return [...counts].map(([kind, count]) => `${formatCount(count)} ${count === 1 ? kindNames[kind]() : kindPlurals[kind]()}`).join(', ');
}

/** What a row is called: 'sentiment v6', 'churn, 4,120 versions'. */
export function titleOf(row: Row): string {
	if (row.is === 'node') { return plainLine(row.node.title); }
	if (row.is === 'commits') { return row.count === 1 ? t('1 commit without a version') : t('{0} commits without a version', formatCount(row.count)); }
	return row.versions === 1 ? t('{0}, 1 version', plainLine(row.model)) : t('{0}, {1} versions', plainLine(row.model), formatCount(row.versions));
}

/** How long ago: '9 d', or '4–8 d' for commits. */
export function whenOf(row: Row, now: Date): string {
	const newest = formatAge(row.node.at, now);
	if (row.is !== 'commits') { return newest; }
	const oldest = formatAge(row.since, now);
	const [, number, unit] = /^(\d+) (\w+)$/.exec(newest) ?? [];
	return newest === oldest ? newest : number !== undefined && unit !== undefined && oldest.endsWith(` ${unit}`) ? `${number}–${oldest}` : `${newest} – ${oldest}`;
}

/** What a screen reader says of a row: 'sentiment v6, version, staging, f1 0.9269 better by +0.0142, made from 2, led to 1, 9 d'. */
export function rowSentence(row: Row, lineage: Lineage, marks: readonly string[], now: Date): string {
	const { graph } = lineage;
	const { node } = row;
	const count = (key: string, side: 'parents' | 'children') => (graph[side].get(key) ?? []).filter(edge => side === 'children' || graph.nodes.get(edge.from)?.kind !== 'commit').length;
	if (row.is === 'fold') {
		const held = heldBy(lineage, row.model);
		return [titleOf(row), t('folded'), foldedWords(lineage, row.members), held && t('{0} in production', plainLine(held.title)), ...marks, formatAge(node.at, now)].filter(part => part !== undefined && part !== '').join(', ');
	}
	if (row.is === 'commits') { return [titleOf(row), whenOf(row, now)].join(', '); }
	const metric = metricOf(lineage, row.key);
	const commit = lineage.commits.get(row.key);
	return [
		titleOf(row), kindNames[node.kind](), ...(node.aliases ?? []).map(plainLine), ...(node.contested ?? []).map(alias => t('{0} in conflict', plainLine(alias))), node.archived ? t('archived') : undefined,
		node.detail === undefined ? undefined : plainLine(node.detail), metric && [metric.name, metric.text, metric.change && spoken(metric.change)].filter(part => part !== undefined && part !== '').join(' '),
		commit && t('commit {0}', plainLine(commit.title)),
		node.kind === 'version' ? t('made from {0}', count(row.key, 'parents')) : undefined, t('led to {0}', count(row.key, 'children')), ...marks, formatAge(node.at, now),
	].filter(part => part !== undefined).join(', ');
}

function spoken({ verdict, deltaText }: Change): string {
	return verdict === 'better' ? t('better, {0}', deltaText) : verdict === 'worse' ? t('worse, {0}', deltaText) : verdict === 'same' ? t('the same as production') : deltaText;
}
