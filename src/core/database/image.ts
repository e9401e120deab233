import type { OpenSqlite, SqlRow } from '../runs/openSqlite';
import { sqlite } from './database';

/** The types of sql.js don't know of this option yet. */
interface WithBigInt { getAsObject(params: null, config: { readonly useBigInt: true }): SqlRow }

/**
 * Another tool's database in memory. Integers come as bigint, which is the only way to get a 64-bit id out whole; nothing that the file
 * brings with it (views, triggers) may do more than read.
 */
export const openImage: OpenSqlite = async bytes => {
	const { Database } = await sqlite();
	const db = new Database(bytes);
	try {
		db.exec('pragma trusted_schema = off; pragma query_only = on');
	} catch (error) {
		db.close();
		throw error;
	}
	return {
		rows(sql, ...parameters) {
			const statement = db.prepare(sql, parameters as (string | number | Uint8Array | null)[]);
			try {
				const rows: SqlRow[] = [];
				while (statement.step()) { rows.push((statement as unknown as WithBigInt).getAsObject(null, { useBigInt: true })); }
				return rows;
			} finally {
				statement.free();
			}
		},
		close: () => db.close(),
	};
};
