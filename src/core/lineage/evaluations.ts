import type { EvaluationRow, LineageRows } from '../database/queries/lineage';
import { contextKey, contextLabel } from '../evaluations/context';
import { fromFloat } from '../records/fields';
import type { LineageEdge, LineageNode } from './graph';
import { describeTarget } from './describe';
import { nodeKeyOf, type LinkTarget } from './nodeKey';

/** How a version did on some data: a node that came from both. `data` is undefined where nobody said on which. */
export interface Evaluated { readonly node: LineageNode; readonly data: LineageNode | undefined; readonly edges: readonly LineageEdge[] }

/**
 * One node for each version and data (with its split): measured again, or on parts of the data and other machines, it is the same node, with the metrics
 * that were measured last over all of it.
 */
export function evaluationsIn({ evaluations, versions }: Pick<LineageRows, 'evaluations' | 'versions'>): readonly Evaluated[] {
	const byId = new Map(versions.map(version => [version.id, version]));
	const groups = new Map<string, EvaluationRow[]>();
	for (const row of evaluations) {
		const key = `${row.version} ${contextKey({ dataset: row.context.dataset, split: row.context.split })}`;
		const list = groups.get(key);
		if (list) { list.push(row); } else { groups.set(key, [row]); }
	}
	return [...groups.values()].flatMap(rows => {
		const [first] = rows, last = rows.at(-1);
		const version = first && byId.get(first.version);
		if (!first || !last || !version) { return []; }
		const whole = rows.findLast(row => row.context.slice === undefined);
		const { dataset, split } = last.context;
		const slices = new Set(rows.flatMap(row => row.context.slice ?? [])).size;
		// The first record of all: measuring again leaves the node the same.
		const key = `evaluation:${first.record}`;
		const at = new Date((whole ?? last).measured);
		const node: LineageNode = {
			key, kind: 'evaluation', title: contextLabel({ dataset, split }), detail: `of ${version.model} ${version.label}${slices === 0 ? '' : slices === 1 ? ', 1 slice' : `, ${slices} slices`}`, at, model: version.model, record: last.record,
			metrics: Object.fromEntries(Object.entries(whole?.metrics ?? {}).map(([name, value]) => [name, fromFloat(value)])),
		};
		const common = { to: key, source: { tool: 'its records' }, certainty: 'certain', byHand: undefined, target: undefined } as const;
		const target: LinkTarget | undefined = dataset && { name: dataset.name, digest: dataset.digest, uri: dataset.path };
		const dataKey = target && nodeKeyOf('evaluated-on', target);
		return [{
			node, data: target && dataKey !== undefined ? { key: dataKey, at: new Date(version.at), ...describeTarget('evaluated-on', target) } : undefined,
			edges: [{ ...common, from: `version:${version.id}`, relation: 'evaluation-of' }, ...dataKey === undefined ? [] : [{ ...common, from: dataKey, relation: 'evaluated-on' } as const]],
		}];
	});
}
