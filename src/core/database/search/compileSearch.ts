import type { Condition, Expression, Field } from '../../search/expression';
import { isSet } from '../../search/fields';
import type { Database } from '../database';
import { indexedField, type IndexedKind } from './fieldIndex';
import { always, join, never, not, sql, type Sql } from './sql';
import { testFloat, testNumber, testRecorded, testText, testTime, type Test } from './valueTest';

interface Compiling { readonly db: Database; readonly now: number }

/**
 * An expression as a condition on `version v`. Whatever the person typed is bound, never written into the SQL. Metrics and parameters have to
 * be indexed before (fieldIndex.ts). `now` is what ages such as `7d` are counted from, in milliseconds since 1970.
 */
export function compileSearch(db: Database, expression: Expression, now: number): Sql {
	return compile({ db, now }, expression);
}

function compile(at: Compiling, expression: Expression): Sql {
	switch (expression.is) {
		// SQLite asks them in this order, and none after the first that says no.
		case 'all': return join([...expression.of].sort((a, b) => effort(a) - effort(b)).map(one => compile(at, one)), 'and');
		case 'any': return join(expression.of.map(one => compile(at, one)), 'or');
		case 'not': return not(compile(at, expression.of));
		default: return condition(at, expression);
	}
}

/** How much a version costs, roughly: a column, JSON in one or a list of versions, a function outside of SQLite. */
function effort(expression: Expression): number {
	switch (expression.is) {
		case 'all': case 'any': return Math.max(0, ...expression.of.map(effort));
		case 'not': return effort(expression.of);
		case 'contains': case 'matches': return 3;
		case 'text': return 2;
		default: return ['branch', 'commit', 'dirty', 'author', 'notes', 'model'].includes(expression.field.name) ? 1 : 0;
	}
}

function condition(at: Compiling, found: Condition): Sql {
	if (found.is === 'text') { return holdsText(found.text); }
	const { field } = found;
	if (found.is === 'has') { return flags[field.name] ?? present(at, field); }
	const flag = flags[field.name];
	if (flag && found.is === 'equals') { return flagEquals(flag, found); }
	const holds = test(at, field, found);
	if (!('negated' in found) || !found.negated) { return holds; }
	return isSet(field.name) ? not(holds) : join([present(at, field), not(holds)], 'and');
}

const flags: Readonly<Partial<Record<Field['name'], Sql>>> = { archived: sql('v.archived = 1'), dirty: sql(`v.git ->> '$.dirty'`) };

/** `dirty = false` says nothing of a version that isn't tied to git: the flag itself is missing there. */
function flagEquals(flag: Sql, { values, negated }: Extract<Condition, { is: 'equals' }>): Sql {
	const wanted = values.flatMap(value => (value.is === 'boolean' ? [value.boolean !== negated] : []));
	const alternatives = wanted.map(is => sql(`(${flag.sql}) = ${is ? 1 : 0}`, ...flag.bound));
	return join(alternatives, negated ? 'and' : 'or');
}

function present({ db }: Compiling, { name, of = '' }: Field): Sql {
	switch (name) {
		case 'metrics': case 'params': return indexed(db, name, of, [always]);
		case 'evaluation': return evaluated(of, always);
		case 'tag': return tagged(of, always);
		case 'alias': return never;
		case 'notes': return notes(sql(`%s <> ''`));
		default: return sql(`${columns[name] ?? '1'} is not null`);
	}
}

const columns: Readonly<Partial<Record<Field['name'], string>>> = {
	version: 'v.number', framework: 'v.framework', format: 'v.format', path: 'v.path', size: 'v.bytes', parameters: 'v.parameters',
	branch: `v.git ->> '$.branch'`, commit: `v.git ->> '$.commit'`, digest: 'v.digest', created: 'v.at',
};

function test({ db, now }: Compiling, { name, of = '' }: Field, asked: Test): Sql {
	const column = columns[name] ?? '';
	switch (name) {
		case 'metrics': case 'params': return indexed(db, name, of, testRecorded(asked));
		case 'evaluation': return evaluated(of, testFloat(asked));
		case 'tag': return tagged(of, join(testRecorded(asked), 'or'));
		case 'alias': {
			const held = testText('substr(name, 7)', asked);
			return sql(`(v.model, v.id) in (select model, value from value where replaced = 0 and subject = '' and name >= 'alias:' and name < 'alias;' and value is not null and ${held.sql})`, ...held.bound);
		}
		case 'model': return named(asked);
		case 'author': return join([testText('v.author_name', asked), testText('v.author_email', asked)], 'or');
		case 'notes': return notes(testText('%s', asked));
		case 'commit': case 'digest': return testText(`(${column})`, asked, 'hash');
		case 'framework': case 'format': case 'path': case 'branch': return testText(`(${column})`, asked);
		case 'version': case 'size': case 'parameters': return testNumber(column, asked);
		case 'created': return testTime(column, asked, now);
		case 'archived': case 'dirty': return never;
	}
}

/** Versions of which an indexed value passes any of the tests. */
function indexed(db: Database, kind: IndexedKind, name: string, tests: readonly Sql[]): Sql {
	const field = indexedField(db, { kind, name });
	// No version ever had it.
	if (!field || !tests.length) { return never; }
	const selects = tests.map(one => `select version from search_value where field = ? and ${one.sql}`);
	return sql(`v.id in (${selects.join(' union all ')})`, ...tests.flatMap(one => [field.id, ...one.bound]));
}

/** Versions whose tag in effect passes the test: of values that don't replace each other, the latest is in effect.
 * `+` takes the column's affinity away, which would compare numbers as texts. */
function tagged(tag: string, passes: Sql): Sql {
	return sql(`(v.model, v.id) in (select model, subject from (
		select model, subject, +value as value, max(record) from value where replaced = 0 and name = ? and subject <> '' group by model, subject
	) where value is not null and (${passes.sql}))`, `tag:${tag}`, ...passes.bound);
}

/** Versions with an evaluation whose metric passes the test. */
function evaluated(metric: string, passes: Sql): Sql {
	return sql(`(v.model, v.id) in (select e.model, e.version from evaluation e, json_each(e.metrics) m where m.key = ? and ${passes.sql})`, metric, ...passes.bound);
}

/** Versions of models whose name today passes the test. By `=` the name that it was created with counts too, as it does in references. */
function named(asked: Test): Sql {
	const passes = testText('name', asked, 'name');
	const first = asked.is === 'equals' ? testText('key', asked, 'name') : never;
	return sql(`v.model in (select key from (
		select key, coalesce((select value from value where model = key and subject = '' and name = 'name' and replaced = 0 order by record desc limit 1), name) as name from model
	) where ${passes.sql} or ${first.sql})`, ...passes.bound, ...first.bound);
}

/** Versions with a note that passes the test, written as '%s': the one of the registration, or any since. */
function notes(passes: Sql): Sql {
	const own = passes.sql.replaceAll('%s', 'v.notes');
	const since = passes.sql.replaceAll('%s', 'text');
	return sql(`((v.notes <> '' and ${own}) or (v.model, v.id) in (select model, subject from note where subject <> '' and ${since}))`, ...passes.bound, ...passes.bound);
}

/** Text that number, alias, tag, path, notes, framework, author or commit holds, or an id begins with. SQLite's `like` ignores the case of A to Z. */
export function holdsText(text: string): Sql {
	const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
	const selects = [
		sql(`select version from version_text where text like ? escape '\\'`, like),
		...(/^[0-7][0-9a-z]{0,25}$/i.test(text) ? [sql('select id from version where id >= ? and id < ?', text.toUpperCase(), `${text.toUpperCase()}~`)] : []),
		...(/^v?\d+$/i.test(text) ? [sql(`select id from version where 'v' || number like ?`, like)] : []),
		sql(`select subject from note where text like ? escape '\\'`, like),
		sql(`select subject from value where replaced = 0 and name >= 'tag:' and name < 'tag;' and substr(name, 5) || '=' || value like ? escape '\\'`, like),
		sql(`select value from value where replaced = 0 and subject = '' and name >= 'alias:' and name < 'alias;' and substr(name, 7) like ? escape '\\' and value is not null`, like),
	];
	// None of them depends on the row: all are answered once, and versions are looked up by what they found. A null among them would make of every 'no' a 'perhaps'.
	return sql(`v.id in (${selects.map(one => one.sql).join(' union all ')})`, ...selects.flatMap(one => one.bound));
}
