import { sqlite } from '../../../src/core/database/database';
import type { SqliteImage, SqlRow, SqlValue } from '../../../src/core/runs/openSqlite';

/** The real SQLite that the product has, on a database's bytes. */
export async function openSqlite(bytes: Uint8Array): Promise<SqliteImage> {
	const { Database } = await sqlite();
	const database = new Database(bytes);
	return {
		rows(sql, ...parameters: readonly SqlValue[]) {
			const statement = database.prepare(sql);
			try {
				statement.bind(parameters.map(one => (typeof one === 'bigint' ? Number(one) : one)));
				const rows: SqlRow[] = [];
				while (statement.step()) { rows.push(statement.getAsObject()); }
				return rows;
			} finally {
				statement.free();
			}
		},
		close() { database.close(); },
	};
}
