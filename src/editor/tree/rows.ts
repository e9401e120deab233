import { assertNever } from '../../core/assertNever';
import type { Relation } from '../../core/model';
import { shortDigest } from '../../core/present/hash';
import { formatCount, formatSize } from '../../core/present/quantities';
import { t } from '../words';
import { modelRow } from './modelRow';
import type { ConflictNode, FolderNode, InputNode, MetricNode, ParameterNode, TreeNode } from './node';
import { dotted, flags, spoken, type Row } from './row';
import { sectionRow } from './sectionRow';
import { short } from './short';
import { valueSpoken, valueText, versionRow } from './versionRow';

/** How a node looks and sounds at this moment. */
export function rowOf(node: TreeNode, now: Date): Row {
	switch (node.kind) {
		case 'folder': return folderRow(node);
		case 'failure': return { label: short(node.sentence, 300), icon: 'error', color: 'charts.red', context: 'failure', spoken: short(node.sentence, 500), opens: 'no' };
		case 'problems': return plain(node.count === 1 ? t('1 record was set aside') : t('{0} records were set aside', node.count), t('Show Problems'), 'warning', 'problems');
		case 'group': return { label: short(node.name), description: String(node.models.length), context: 'group', opens: 'open', spoken: spoken([short(node.name), node.models.length === 1 ? t('1 model') : t('{0} models', node.models.length)]) };
		case 'model': return modelRow(node);
		case 'conflict': return conflictRow(node);
		case 'version': return versionRow(node, now);
		case 'archived': return { ...plain(t('Archived'), String(node.count), 'archive', 'archived'), color: 'disabledForeground', opens: 'closed' };
		case 'section': return sectionRow(node);
		case 'metric': return metricRow(node);
		case 'parameter': return parameterRow(node);
		case 'file': return { label: short(node.path), description: dotted([formatSize(node.bytes), shortDigest(node.digest)]), context: 'file.value', opens: 'no', spoken: spoken([short(node.path), formatSize(node.bytes)]) };
		case 'input': return inputRow(node);
		case 'fact': return { label: node.label, description: short(node.value, 300), ...(node.icon ? { icon: node.icon } : {}), context: 'fact.value', opens: 'no', spoken: spoken([node.label, short(node.value, 300)]) };
		case 'more': return { label: t('Load {0} more', node.next), ...(node.left > node.next ? { description: t('{0} not shown', formatCount(node.left)) } : {}), icon: 'ellipsis', context: 'more', opens: 'no', spoken: t('Load {0} more of {1} not shown', node.next, formatCount(node.left)) };
		default: return assertNever(node);
	}
}

function plain(label: string, description: string, icon: string, context: string): Row {
	return { label, description, icon, context, spoken: spoken([label, description]), opens: 'no' };
}

function folderRow({ name, initialized, models }: FolderNode): Row {
	const count = models === undefined ? undefined : models === 1 ? t('1 model') : t('{0} models', models);
	const description = initialized ? count : t('no registry');
	return { label: short(name), ...(description === undefined ? {} : { description }), icon: 'root-folder', context: flags('folder', { bare: !initialized }), spoken: spoken([t('Folder {0}', short(name)), description]), opens: initialized ? 'open' : 'no' };
}

/** `production is in conflict   v5 or v6` */
function conflictRow({ conflict }: ConflictNode): Row {
	const label = t('{0} is in conflict', conflictName(conflict.name));
	const sides = [...conflict.sides].sort((a, b) => (a.record < b.record ? -1 : 1)).map(side => short(side.label, 40));
	const shown = [conflict.subject, sides.join(t(' or '))].filter(part => part !== undefined);
	return { label, description: dotted(shown), icon: 'warning', color: 'editorWarning.foreground', context: 'conflict', spoken: spoken([label, ...shown]), opens: 'no' };
}

/** 'alias:production' → 'production', 'tag:team' → 'tag team'. */
export function conflictName(register: string): string {
	const [kind = '', ...rest] = register.split(':');
	const name = short(rest.join(':'), 60);
	switch (kind) {
		case 'alias': return name;
		case 'tag': return t('the tag {0}', name);
		case 'setting': return t('the setting {0}', name);
		case 'name': return t('the name');
		case 'card': return t('the model card');
		case 'archived': return t('whether it is archived');
		case 'purged': return t('whether it is purged');
		default: return short(register, 60);
	}
}

function metricRow({ name, value, source, parent: { parent: version } }: MetricNode): Row {
	const context = flags('metric', { primary: version.standing.metric === name, value: true, sourced: source?.path !== undefined });
	return {
		label: short(name), description: valueText(version, name) ?? String(value), context, opens: 'no',
		spoken: valueSpoken(version, name) ?? spoken([short(name), String(value)]),
	};
}

function parameterRow({ name, text, distance, source }: ParameterNode): Row {
	return {
		label: short(name), description: dotted([short(text), distance]), opens: 'no',
		context: flags('parameter', { value: true, sourced: source?.path !== undefined }), spoken: spoken([short(name), short(text), distance]),
	};
}

export const relations: Readonly<Record<Relation, () => string>> = {
	'trained-on': () => t('trained on'), 'evaluated-on': () => t('evaluated on'), 'trained-from': () => t('trained from'), 'fine-tuned-from': () => t('fine-tuned from'),
	'adapter-of': () => t('adapter of'), 'quantised-from': () => t('quantised from'), 'merged-from': () => t('merged from'), 'distilled-from': () => t('distilled from'), 'converted-from': () => t('converted from'), 'reproduction-of': () => t('reproduction of'),
};

function inputRow({ input }: InputNode): Row {
	const data = input.relation === 'trained-on' || input.relation === 'evaluated-on';
	const relation = relations[input.relation]();
	return {
		label: short(input.name), description: dotted([relation, input.certainty === 'guess' ? t('guessed') : undefined]),
		icon: data ? 'database' : 'package', color: data ? 'charts.purple' : 'charts.orange', context: flags('input', { value: true, sourced: input.source.path !== undefined }),
		opens: 'no', spoken: spoken([relation, short(input.name), input.certainty === 'guess' ? t('guessed') : undefined]),
	};
}
