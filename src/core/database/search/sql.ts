import type { Value } from '../database';

/** A piece of SQL with what is bound to its question marks. */
export interface Sql { readonly sql: string; readonly bound: readonly Value[] }

export const never: Sql = { sql: 'false', bound: [] };
export const always: Sql = { sql: 'true', bound: [] };

export function sql(text: string, ...bound: readonly Value[]): Sql {
	return { sql: text, bound };
}

/** As a balanced tree: SQLite bounds how deep an expression may be. */
export function join(parts: readonly Sql[], by: 'and' | 'or'): Sql {
	const [first] = parts;
	if (!first) { return by === 'and' ? always : never; }
	if (parts.length === 1) { return first; }
	const half = Math.ceil(parts.length / 2);
	const [left, right] = [join(parts.slice(0, half), by), join(parts.slice(half), by)];
	return { sql: `(${left.sql} ${by} ${right.sql})`, bound: [...left.bound, ...right.bound] };
}

/** True where the other is false, and where it can't be said because something is missing. */
export function not(part: Sql): Sql {
	return { sql: `(${part.sql}) is not true`, bound: part.bound };
}
