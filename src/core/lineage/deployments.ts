import type { DeploymentRow, LineageRows } from '../database/queries/lineage';
import type { Id } from '../model';
import type { LineageEdge, LineageNode, Ran } from './graph';

/** Where the versions of a model run and ran: one node for each place, one edge for each version that was ever there. */
export interface Deployment { readonly place: string; readonly isAlias: boolean; readonly node: LineageNode; readonly edges: readonly LineageEdge[] }

/** Aliases that say that a version is in use: 'production', 'production-eu'. What others mean ('staging', 'best') is nobody's business outside. */
export function isProduction(alias: string): boolean {
	return /^production(?:[-_./].+)?$/i.test(alias);
}

/**
 * A model's places: those that `deployment.recorded` names, and the alias `production` (or one that begins so), since that is what a service asks the registry
 * for. Of what was recorded at once on two branches the later runs there.
 */
export function deploymentsOf({ deployments, versions }: Pick<LineageRows, 'deployments' | 'versions'>): readonly Deployment[] {
	const byId = new Map(versions.map(version => [version.id, version]));
	const groups = new Map<string, DeploymentRow[]>();
	for (const row of deployments) {
		const key = `${row.model} ${row.name}`;
		const list = groups.get(key);
		if (list) { list.push(row); } else { groups.set(key, [row]); }
	}
	return [...groups.values()].flatMap(rows => {
		const last = rows.at(-1);
		if (!last) { return []; }
		const place = last.name.slice(last.name.indexOf(':') + 1);
		const isAlias = last.name.startsWith('alias:');
		const live = rows.findLast(row => !row.replaced);
		const running = live?.version === null ? undefined : byId.get(live?.version ?? '');
		// Two people put two versions into a place at once: into an alias it is for somebody to decide, and both are in use until then.
		const sides = isAlias ? [...new Set(rows.filter(row => !row.replaced).map(({ version }) => version))] : [];
		const isContested = sides.length > 1;
		const ran = timesOf(rows, live, isContested);
		const edges = [...ran].filter(([id]) => byId.has(id));
		if (!edges.length) { return []; }
		const key = `deployment:${last.model}:${isAlias ? '' : 'place:'}${place}`;
		const model = byId.get(edges[0]?.[0] ?? '')?.model ?? last.model;
		const uri = rows.findLast(row => row.uri !== undefined)?.uri;
		return [{
			place, isAlias,
			node: {
				key, kind: 'deployment', title: isAlias ? `${model} ${place}` : place, detail: isContested ? `in conflict: ${sides.map(id => byId.get(id ?? '')?.label ?? 'none').join(' or ')}` : running ? `runs ${running.model} ${running.label}` : `runs no ${model} now`, at: new Date(last.at), model, record: last.record, ...(isContested ? { contested: [place] } : {}),
				...(uri === undefined ? {} : { uri }),
			} as const,
			edges: edges.map(([id, time]): LineageEdge => ({
				from: `version:${id}`, to: key, relation: 'deployed-to', source: { tool: isAlias ? `the alias ${place}` : 'its records' }, certainty: 'certain', byHand: undefined, target: undefined, ran: time,
			})),
		}];
	});
}

/** Version → its last time there. A time ends with the record that replaced it by something else. */
function timesOf(rows: readonly DeploymentRow[], live: DeploymentRow | undefined, isContested: boolean): ReadonlyMap<Id, Ran> {
	const endOf = new Map<Id, DeploymentRow>();
	for (const row of rows) { for (const id of row.replaces) { if (!endOf.has(id)) { endOf.set(id, row); } } }
	const times = new Map<Id, Ran>();
	for (const [at, row] of rows.entries()) {
		if (row.version === null) { continue; }
		// Of several that stand at once one runs, where none is in conflict; the others ended when it came.
		const stands = row === live || row.version === live?.version || (isContested && !row.replaced);
		const next = endOf.get(row.record) ?? (stands ? undefined : rows[at + 1]);
		const before = times.get(row.version);
		const isSame = before?.until === undefined && before !== undefined;
		times.set(row.version, {
			since: isSame ? before.since : new Date(row.at), until: next === undefined || next.version === row.version ? undefined : new Date(next.at),
			by: { name: row.author_name, email: row.author_email }, reason: row.reason ?? undefined, times: (before?.times ?? 0) + (isSame ? 0 : 1),
		});
	}
	return times;
}
