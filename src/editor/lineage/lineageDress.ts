import type { LineageNode, NodeKind } from '../../core/lineage/graph';
import { formatAge } from '../../core/present/age';
import { dotted, flags, spoken, type Row, type RowColor } from '../tree/row';
import { short } from '../tree/short';
import { t } from '../words';
import type { LineageRow, ThingRow } from './lineageNode';
import { edgeWords } from './relationWords';

const kinds: Readonly<Record<NodeKind, { readonly icon: string; readonly color?: RowColor; readonly name: () => string }>> = {
	version: { icon: 'circle-small-filled', name: () => t('version') },
	dataset: { icon: 'database', color: 'charts.purple', name: () => t('dataset') },
	'base-model': { icon: 'symbol-method', color: 'charts.orange', name: () => t('base model') },
	run: { icon: 'play-circle', name: () => t('run') },
	commit: { icon: 'git-commit', name: () => t('commit') },
	evaluation: { icon: 'checklist', name: () => t('evaluation') },
	deployment: { icon: 'server-environment', name: () => t('deployment') },
};

/** `sentiment v6   trained on · staging`: how a row of the Lineage view looks and sounds. */
export function lineageDress(row: LineageRow, now: Date): Row {
	switch (row.is) {
		case 'side': {
			const label = row.side === 'up' ? t('Made from') : t('Led to');
			const description = row.count === 0 ? row.side === 'up' ? t('nothing is known') : t('nothing yet') : String(row.count);
			return { label, description, icon: row.side === 'up' ? 'arrow-up' : 'arrow-down', context: `side.${row.side}`, spoken: spoken([label, description]), opens: row.count === 0 ? 'no' : 'open' };
		}
		case 'rest': {
			const label = row.count === 1 ? t('1 more is not shown') : t('{0} more are not shown', row.count);
			return { label, context: 'rest', spoken: label, opens: 'no' };
		}
		case 'thing': return dressed(row, now);
	}
}

function dressed(row: ThingRow, now: Date): Row {
	const { node, edge, opens } = row;
	const relation = edge && edgeWords(edge, row.side);
	const aliases = [...(node.contested ?? []).map(alias => t('{0} in conflict', short(alias, 40))), ...(node.aliases ?? []).map(alias => short(alias, 40))];
	const detail = node.kind === 'version' || node.detail === undefined ? undefined : short(node.detail, 80);
	const byHand = edge?.byHand ? t('by hand') : undefined;
	const kind = kinds[node.kind].name();
	const age = node.kind === 'version' || node.kind === 'evaluation' ? formatAge(node.at, now) : undefined;
	return {
		label: short(node.title, 100), ...iconOf(node),
		description: dotted([relation ?? (node.kind === 'version' ? undefined : kind), ...aliases, node.archived ? t('archived') : undefined, detail, byHand, age]),
		context: flags(node.kind, { linked: edge?.target !== undefined, shown: edge === undefined, hub: node.uri?.startsWith('hf://') === true, web: /^https?:/i.test(node.uri ?? ''), path: isPath(node) }),
		spoken: spoken([relation, short(node.title, 100), kind, ...aliases, node.archived ? t('archived') : undefined, detail, byHand, age]),
		opens: opens ? 'closed' : 'no',
	};
}

function iconOf(node: LineageNode): { readonly icon: string; readonly color?: RowColor } {
	if (node.contested?.length) { return { icon: 'warning', color: 'editorWarning.foreground' }; }
	if (node.aliases?.includes('production')) { return { icon: 'rocket', color: 'charts.green' }; }
	if (node.aliases?.includes('staging')) { return { icon: 'beaker', color: 'charts.blue' }; }
	if (node.archived) { return { icon: 'archive', color: 'disabledForeground' }; }
	if (node.aliases?.length) { return { icon: 'bookmark' }; }
	const { icon, color } = kinds[node.kind];
	return { icon, ...(color === undefined ? {} : { color }) };
}

/** Whether it may be a file or folder of the workspace. */
export function isPath({ kind, uri }: LineageNode): boolean {
	return kind !== 'commit' && uri !== undefined && !/^[a-z][a-z\d+.-]+:/i.test(uri) && !uri.startsWith('/');
}
