import type { Database } from './database';

/**
 * Values by name as one text: `[7,0.1,32]`, where row 7 of `shape` has the names. The versions of a model mostly share their names, which
 * would otherwise be the larger part of the database.
 */
export type Packed = string;

interface Shape { readonly names: readonly string[]; readonly places: ReadonlyMap<string, number> }
interface Shapes { readonly byNames: Map<string, number>; readonly byId: Map<number, Shape> }

/** Forgotten with a transaction that is undone, which may have made some. */
const known = new WeakMap<object, Shapes>();

function shapesOf(db: Database): Shapes {
	let shapes = known.get(db.generation);
	if (!shapes) { known.set(db.generation, shapes = { byNames: new Map<string, number>(), byId: new Map<number, Shape>() }); }
	return shapes;
}

export function pack(db: Database, values: Readonly<Record<string, unknown>>): Packed {
	const names = Object.keys(values);
	return JSON.stringify([shapeId(db, JSON.stringify(names)), ...names.map(name => values[name])]);
}

function shapeId(db: Database, names: string): number {
	const { byNames } = shapesOf(db);
	let id = byNames.get(names);
	if (id === undefined) {
		db.run('insert or ignore into shape (names) values (?)', names);
		id = db.one<{ id: number }>('select id from shape where names = ?', names)?.id ?? 0;
		byNames.set(names, id);
	}
	return id;
}

function shape(db: Database, id: number): Shape {
	const { byId } = shapesOf(db);
	let found = byId.get(id);
	if (!found) {
		const names = JSON.parse(db.one<{ names: string }>('select names from shape where id = ?', id)?.names ?? '[]') as readonly string[];
		byId.set(id, found = { names, places: new Map(names.map((name, at) => [name, at])) });
	}
	return found;
}

/** All values by name. Values have the types that they were packed with. */
export function unpack<T>(db: Database, packed: Packed): Record<string, T> {
	const [id = 0, ...values] = JSON.parse(packed) as [number, ...T[]];
	return Object.fromEntries(shape(db, id).names.map((name, at) => [name, values[at] as T]));
}

/** The value of one name; undefined where there is none. */
export function unpackOne<T>(db: Database, packed: Packed, name: string): T | undefined {
	const place = shape(db, Number.parseInt(packed.slice(1), 10)).places.get(name);
	return place === undefined ? undefined : (JSON.parse(packed) as T[])[place + 1];
}
