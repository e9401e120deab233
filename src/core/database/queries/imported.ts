import type { Id } from '../../model';
import type { Database } from '../database';

/** What was brought in from other registries: the settled or newest tag 'imported-from' of each version and model ('' for the model itself). */
export function importedFrom(db: Database): readonly { readonly model: string; readonly version: Id; readonly origin: string }[] {
	return db.all('select model, subject as version, value as origin from value where name = ? and replaced = 0 and value is not null order by record', 'tag:imported-from');
}
