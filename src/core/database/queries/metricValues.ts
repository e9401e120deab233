import type { Id } from '../../model';
import { fromFloat, type Float } from '../../records/fields';
import type { Database } from '../database';

/** The metrics of the newest versions of a model that aren't archived, and of `also`. */
export function newestMetrics(db: Database, model: string, limit: number, also: Id | undefined): readonly { readonly metrics: Readonly<Record<string, number>> }[] {
	const rows = db.all<{ metrics: string }>(
		`select metrics from (select metrics from version where model = ? and archived = 0 order by number desc, id desc limit ?) union all select metrics from version where id = ?`, model, limit, also ?? '');
	return rows.map(({ metrics }) => ({ metrics: Object.fromEntries(Object.entries(JSON.parse(metrics) as Record<string, Float>).map(([name, value]) => [name, fromFloat(value)])) }));
}

/** One metric of all versions of a model that have it. */
export function metricValues(db: Database, model: string, metric: string): ReadonlyMap<Id, number> {
	const rows = db.all<{ id: Id; value: Float }>('select v.id, j.value from version v, json_each(v.metrics) j where v.model = ? and j.key = ?', model, metric);
	return new Map(rows.map(({ id, value }) => [id, fromFloat(value)]));
}
