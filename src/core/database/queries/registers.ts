import type { Id, Person } from '../../model';
import { settle, type Given, type Settled } from '../../records/registers';
import type { Database } from '../database';

interface Row { readonly record: Id; readonly value: string | null; readonly replaces: string; readonly at: string; readonly author_name: string; readonly author_email: string; readonly reason: string | null; readonly subject: string; readonly name: string }

export interface GivenBy extends Given {
	readonly subject: string;
	readonly name: string;
	readonly at: Date;
	readonly by: Person;
	readonly reason: string | undefined;
}

function given(row: Row): GivenBy {
	return {
		record: row.record, value: row.value, replaces: JSON.parse(row.replaces) as Id[], subject: row.subject, name: row.name,
		at: new Date(row.at), by: { name: row.author_name, email: row.author_email }, reason: row.reason ?? undefined,
	};
}

/** One register, settled. `subject` is a version's id, or '' for the model itself. */
export function register(db: Database, model: string, subject: string, name: string): Settled {
	return settle(db.all<Row>('select * from value where model = ? and subject = ? and name = ? and replaced = 0', model, subject, name).map(given));
}

/** All registers of a subject whose name begins so, settled, by their name without it. */
export function registersOf(db: Database, model: string, subject: string, prefix: string): ReadonlyMap<string, Settled> {
	// ';' follows ':' in ASCII: a range that an index can answer.
	const rows = db.all<Row>(`select * from value where model = ? and subject = ? and name >= ? and name < ? and replaced = 0 order by name`, model, subject, prefix, `${prefix.slice(0, -1)};`).map(given);
	const names = [...new Set(rows.map(row => row.name))];
	return new Map(names.map(name => [name.slice(prefix.length), settle(rows.filter(row => row.name === name))]));
}

/** Every value that was ever given to a register, newest first. */
export function everGiven(db: Database, model: string, subject: string, name: string): readonly GivenBy[] {
	return db.all<Row>('select * from value where model = ? and subject = ? and name = ? order by record desc', model, subject, name).map(given);
}

/** Names of the aliases that the model has or ever had. */
export function aliasNames(db: Database, model: string): readonly string[] {
	return db.all<{ name: string }>(`select distinct name from value where model = ? and subject = '' and name >= 'alias:' and name < 'alias;' order by name`, model).map(row => row.name.slice('alias:'.length));
}

/** The value that a record gave the register of this name, with the model's key. */
export function givenBy(db: Database, record: Id, name: string): GivenBy & { readonly model: string } | undefined {
	const row = db.one<Row & { model: string }>('select * from value where model = (select model from record where id = ?) and name = ? and record = ?', record, name, record);
	return row && { ...given(row), model: row.model };
}

/**
 * Registers of all models, or one, that hold several values that differ. Two purges of the same bytes contest nothing: the latest time
 * stands. Nor do links, where of an addition and a removal at once the addition stands, or
 * deployments, where the later record counts.
 */
export function registersInConflict(db: Database, model?: string): readonly { readonly model: string; readonly values: readonly GivenBy[] }[] {
	const where = model === undefined ? '' : 'and model = ?';
	return db.all<{ model: string; subject: string; name: string }>(
		`select model, subject, name from value where replaced = 0 and name <> 'purged' and not (name >= 'link:' and name < 'link;') and not (name >= 'deployment:' and name < 'deployment;') ${where} group by model, subject, name
		having count(*) > 1 and (count(distinct value) > 1 or (count(value) > 0 and count(value) < count(*)))
		order by model, name, subject`, ...(model === undefined ? [] : [model]),
	).map(row => ({
		model: row.model,
		values: db.all<Row>('select * from value where model = ? and subject = ? and name = ? and replaced = 0 order by record desc', row.model, row.subject, row.name).map(given),
	}));
}
