import { versionRow } from '../database/queries/findVersions';
import type { Input, VersionDetails } from '../model';
import { isSaid } from '../lineage/graph';
import type { Context } from './context';
import { lineageGraph } from './lineageGraph';
import { versionById } from './read';

/** What a version came from: as its files said, and as somebody said since. A version of this registry is known by its bytes. */
export async function knownInputs(ctx: Context, details: Pick<VersionDetails, 'id' | 'facts'>): Promise<readonly Input[]> {
	const db = await ctx.ledger.database();
	const edges = (await lineageGraph(ctx)).parents.get(`version:${details.id}`) ?? [];
	return [...details.facts.inputs, ...edges.flatMap(({ relation, target, byHand }): Input[] => {
		if (!byHand || !target || !isSaid(relation)) { return []; }
		const { name, uri, version } = target;
		const digest = target.digest ?? (version !== undefined && versionRow(db, version) ? versionById(db, version).artifact.digest : undefined);
		return [{ relation, name, ...(digest === undefined ? {} : { digest }), ...(uri === undefined ? {} : { uri }), source: { tool: 'user' }, certainty: 'certain' }];
	})];
}
