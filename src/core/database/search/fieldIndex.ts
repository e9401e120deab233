import { setImmediate as breathe } from 'node:timers/promises';
import type { ParamValue } from '../../model';
import type { Database } from '../database';
import { unpackOne } from '../packed';
import { searchValues } from './values';

/** The fields whose values are read out of each version's JSON before they can be searched quickly. */
export type IndexedKind = 'metrics' | 'params';
export interface IndexedField { readonly kind: IndexedKind; readonly name: string }
type Values = Readonly<Record<IndexedKind, Readonly<Record<string, ParamValue>>>>;

/** Versions between two breaths of the event loop: about 10 ms of work. */
const batch = 2_000;
/** An index is dropped when so many others were asked for since. */
const mostBuilt = 64;
const begun = -1;

interface FieldRow { readonly id: number; readonly kind: IndexedKind; readonly name: string; readonly built: number }

interface Known {
	/** Names that the table holds already, so that they aren't offered to it for every version. */
	readonly names: Readonly<Record<IndexedKind, Set<string>>>;
	/** The fields that are built or being built, where they were asked for since one of them changed. */
	built?: readonly FieldRow[] | undefined;
}

/** Forgotten with a transaction that is undone. */
const known = new WeakMap<object, Known>();
const building = new WeakMap<Database, Map<number, Promise<void>>>();

/** Keeps what is searched in step with a version that arrives: its names, and its values where they were asked for once. */
export function indexVersion(db: Database, version: string, values: Values): void {
	const { names } = knownOf(db);
	for (const kind of ['metrics', 'params'] as const) {
		for (const name of Object.keys(values[kind])) {
			if (names[kind].has(name)) { continue; }
			db.run('insert or ignore into search_field (kind, name, built) values (?, ?, 0)', kind, name);
			names[kind].add(name);
		}
	}
	for (const field of builtFields(db)) { insert(db, field, version, Object.hasOwn(values[field.kind], field.name) ? values[field.kind][field.name] : undefined); }
}

function knownOf(db: Database): Known {
	let found = known.get(db.generation);
	if (!found) { known.set(db.generation, found = { names: { metrics: new Set(), params: new Set() } }); }
	return found;
}

function builtFields(db: Database): readonly FieldRow[] {
	return knownOf(db).built ??= db.all<FieldRow>('select * from search_field where built <> 0');
}

function setBuilt(db: Database, field: number, built: number): void {
	db.run('update search_field set built = ? where id = ?', built, field);
	knownOf(db).built = undefined;
}

export function forgetIndexed(db: Database, version: string): void {
	if (builtFields(db).length) { db.run('delete from search_value where version = ?', version); }
}

export function forgetIndexedModel(db: Database, model: string): void {
	if (builtFields(db).length) { db.run('delete from search_value where version in (select id from version where model = ?)', model); }
}

function insert(db: Database, field: FieldRow, version: string, recorded: ParamValue | undefined): void {
	if (recorded === undefined) { return; }
	for (const value of searchValues(recorded)) { db.run('insert or ignore into search_value values (?, ?, ?)', field.id, value, version); }
}

/** The row of a field that some version has; undefined where none ever had it. */
export function indexedField(db: Database, { kind, name }: IndexedField): FieldRow | undefined {
	return db.one<FieldRow>('select * from search_field where kind = ? and name = ?', kind, name);
}

/** Makes these fields searchable where they aren't yet, without holding anybody up for long. Returns whether anything was done. */
export async function buildIndexes(db: Database, fields: readonly IndexedField[]): Promise<boolean> {
	let done = false;
	for (const wanted of fields) {
		const field = indexedField(db, wanted);
		if (!field || field.built > 0) { continue; }
		let running = building.get(db);
		if (!running) { building.set(db, running = new Map<number, Promise<void>>()); }
		let work = running.get(field.id);
		if (!work) {
			work = build(db, field).finally(() => running.delete(field.id));
			running.set(field.id, work);
		}
		await work;
		done = true;
	}
	return done;
}

async function build(db: Database, field: FieldRow): Promise<void> {
	// From here on versions that arrive bring their value themselves.
	setBuilt(db, field.id, begun);
	const column = field.kind;
	for (let after = ''; ;) {
		const rows = db.all<{ id: string; packed: string }>(`select id, ${column} as packed from version where id > ? order by id limit ${batch}`, after);
		db.transaction(() => { for (const row of rows) { insert(db, field, row.id, unpackOne<ParamValue>(db, row.packed, field.name)); } });
		const last = rows.at(-1);
		if (!last || rows.length < batch) { break; }
		after = last.id;
		await breathe();
	}
	const latest = db.one<{ n: number }>('select max(built) as n from search_field')?.n ?? 0;
	setBuilt(db, field.id, Math.max(0, latest) + 1);
	for (const old of db.all<{ id: number }>('select id from search_field where built > 0 order by built desc limit -1 offset ?', mostBuilt)) {
		setBuilt(db, old.id, 0);
		db.run('delete from search_value where field = ?', old.id);
	}
}

/** Every name of a metric or parameter that any version has or had, in the order of first sight. */
export function namesIndexed(db: Database, kind: IndexedKind): readonly string[] {
	return db.all<{ name: string }>('select name from search_field where kind = ? order by id', kind).map(row => row.name);
}
