export type SqlValue = string | number | bigint | Uint8Array | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** A database that was opened for reading, in memory. */
export interface SqliteImage {
	/** Throws where the database is damaged, or has no such table or column. */
	rows(sql: string, ...parameters: readonly SqlValue[]): readonly SqlRow[];
	close(): void;
}

/** Opens a SQLite database from its bytes. Who starts the reading brings it: only the registry's own database room knows SQLite. Throws where the bytes are none. */
export type OpenSqlite = (bytes: Uint8Array) => Promise<SqliteImage>;
