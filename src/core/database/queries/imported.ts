import type { Id } from '../../model';
import type { Database } from '../database';

/** A version, or a model ('' for its version), that was brought in from another registry. */
export interface Imported {
	readonly model: string;
	readonly version: Id;
	/** The tag 'imported-from'. */
	readonly origin: string;
	/** When it was made there, as a tag `<tool>.created` has it. */
	readonly created: string | null;
}

/** All that was brought in, in the order in which it was. `tool` is the beginning of the tag that tells the time: 'mlflow'. */
export function importedFrom(db: Database, tool: string): readonly Imported[] {
	return db.all(
		`select o.model, o.subject as version, o.value as origin, c.value as created from value o
		left join value c on c.model = o.model and c.subject = o.subject and c.name = ? and c.replaced = 0
		where o.name = 'tag:imported-from' and o.replaced = 0 and o.value >= ? and o.value < ? order by o.record`, `tag:${tool}.created`, `${tool}:`, `${tool};`,
	);
}
