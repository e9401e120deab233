import { model as modelOf, modelKeys } from '../database/queries/models';
import { metricValues, newestMetrics } from '../database/queries/metricValues';
import type { Id } from '../model';
import { directionOf, type Direction } from '../present/direction';
import { primaryMetric } from '../present/primaryMetric';
import type { Context } from './context';

/** Newest versions that decide which metric stands beside the names. */
const telling = 10;

/** By what the versions of a model are judged, and how each of them did. */
export interface Judged {
	/** What the model is called today. */
	readonly model: string;
	/** Undefined where none says how good they are. */
	readonly metric: string | undefined;
	readonly direction: Direction | undefined;
	/** The version that holds production; undefined while that is in conflict. */
	readonly baseline: Id | undefined;
	/** Of those that have it. May be NaN or infinite. */
	readonly values: ReadonlyMap<Id, number>;
}

/** The primary metric of every model with its values, in one go: for views that show versions of many models at once. */
export async function judged(ctx: Context): Promise<readonly Judged[]> {
	await ctx.config();
	const db = await ctx.ledger.database();
	return modelKeys(db).flatMap(key => {
		const model = modelOf(db, key);
		if (!model) { return []; }
		const production = model.aliases.find(alias => alias.name === 'production');
		const baseline = production && !production.inConflict && production.version !== '' ? production.version : undefined;
		const metric = primaryMetric(model, newestMetrics(db, key, telling, baseline));
		return [{ model: model.name, metric, direction: metric === undefined ? undefined : directionOf(metric, model.directions), baseline, values: metric === undefined ? new Map() : metricValues(db, key, metric) }];
	});
}
