import type { Id } from '../../model';
import { fromFloat, type Float } from '../../records/fields';
import type { Database } from '../database';
import { unpack, unpackOne, type Packed } from '../packed';

/** NaN and infinities as numbers, which JSON has none for. */
export function metricsOf(db: Database, packed: Packed): Record<string, number> {
	return Object.fromEntries(Object.entries(unpack<Float>(db, packed)).map(([name, value]) => [name, fromFloat(value)]));
}

/** The metrics of the newest versions of a model that aren't archived, and of `also`. */
export function newestMetrics(db: Database, model: string, limit: number, also: Id | undefined): readonly { readonly metrics: Readonly<Record<string, number>> }[] {
	const rows = db.all<{ metrics: string }>(
		`select metrics from (select metrics from version where model = ? and archived = 0 order by number desc, id desc limit ?) union all select metrics from version where id = ?`, model, limit, also ?? '');
	return rows.map(({ metrics }) => ({ metrics: metricsOf(db, metrics) }));
}

/** One metric of all versions of a model that have it. */
export function metricValues(db: Database, model: string, metric: string): ReadonlyMap<Id, number> {
	const rows = db.all<{ id: Id; metrics: Packed }>('select id, metrics from version where model = ?', model);
	return new Map(rows.flatMap(({ id, metrics }) => {
		const value = unpackOne<Float>(db, metrics, metric);
		return value === undefined ? [] : [[id, fromFloat(value)] as const];
	}));
}
