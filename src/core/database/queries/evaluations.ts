import type { Evaluation, Id } from '../../model';
import { fromFloat, type Float } from '../../records/fields';
import type { Database } from '../database';

interface Row {
	readonly record: Id; readonly version: Id; readonly context: string; readonly measured: string; readonly metrics: string; readonly source: string | null; readonly command: string | null;
	readonly at: string; readonly author_name: string; readonly author_email: string;
}

/** Evaluations of a model, or of one of its versions, oldest record first. */
export function evaluationsOf(db: Database, model: string, version?: Id): readonly Evaluation[] {
	const rows = version === undefined ? db.all<Row>('select * from evaluation where model = ? order by record', model)
		: db.all<Row>('select * from evaluation where model = ? and version = ? order by record', model, version);
	return rows.map(row => ({
		record: row.record, version: row.version, context: JSON.parse(row.context) as Evaluation['context'],
		metrics: Object.fromEntries(Object.entries(JSON.parse(row.metrics) as Record<string, Float>).map(([name, value]) => [name, fromFloat(value)])),
		source: row.source ?? undefined, command: row.command ?? undefined, at: new Date(row.measured), recorded: new Date(row.at), by: { name: row.author_name, email: row.author_email },
	}));
}
