import { lstat, readFile } from 'node:fs/promises';
import { RegistryError } from '../errors';
import { asRegistryError } from '../files/asRegistryError';
import { sqlite, type Value } from './database';
import { withWal } from './walImage';

/** The types of sql.js don't know of this option yet. */
interface WithBigInt { getAsObject(params: null, config: { readonly useBigInt: true }): Record<string, unknown> }

/** What is read whole into memory at most: a database and its log together. */
const mostBytes = 256 << 20;

/** Another tool's SQLite database, as it was when it was opened. */
export interface ForeignDatabase {
	/** Names of its tables; views are not among them, since what they run is not ours to trust. */
	readonly tables: ReadonlySet<string>;
	/** Rows of a query, `limit` at most (100,000 unless told). Integers past 2^53 come as text. Throws 'damaged-file'. */
	rows(sql: string, params?: readonly Value[], limit?: number): readonly Record<string, Value>[];
	close(): void;
}

/**
 * Reads a SQLite file without touching it: the bytes are copied into memory, with what its write-ahead log has committed. A tool that
 * writes at the same moment is never waited for, and never disturbed. Throws 'unreadable', 'damaged-file' (not SQLite, or too large).
 */
export async function openForeign(path: string): Promise<ForeignDatabase> {
	const [bytes, wal] = await readBoth(path);
	if (Buffer.from(bytes.subarray(0, 16)).toString('latin1') !== 'SQLite format 3\0') { throw new RegistryError('damaged-file', { path, why: 'it is not a SQLite database' }); }
	const { Database } = await sqlite();
	const db = new Database(withWal(bytes, wal));
	const damaged = (cause: unknown) => new RegistryError('damaged-file', { path, why: `SQLite says ${cause instanceof Error ? cause.message : String(cause)}` }, { cause });
	const rows: ForeignDatabase['rows'] = (sql, params = [], limit = 100_000) => {
		try {
			const statement = db.prepare(sql, [...params]);
			try {
				const found: Record<string, Value>[] = [];
				while (found.length < limit && statement.step()) {
					// As big integers, which is the only way to get a 64-bit id out whole.
					const row = (statement as unknown as WithBigInt).getAsObject(null, { useBigInt: true });
					found.push(Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
				}
				return found;
			} finally {
				statement.free();
			}
		} catch (cause) {
			throw damaged(cause);
		}
	};
	try {
		db.exec('pragma trusted_schema = off; pragma query_only = on');
		const tables = new Set(rows(`select name from sqlite_master where type = 'table'`).map(row => String(row.name)));
		return { tables, rows, close: () => db.close() };
	} catch (error) {
		db.close();
		throw RegistryError.is(error) ? error : damaged(error);
	}
}

function plain(value: unknown): Value {
	if (typeof value !== 'bigint') { return value as Value; }
	return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value);
}

async function readBoth(path: string): Promise<readonly [Buffer, Buffer | undefined]> {
	const size = async (file: string) => {
		const stat = await lstat(file).catch((error: NodeJS.ErrnoException) => { if (error.code === 'ENOENT') { return undefined; } throw asRegistryError(error, file, 'read'); });
		return stat?.isFile() ? stat.size : undefined;
	};
	const [bytes, log] = [await size(path), await size(`${path}-wal`)];
	if (bytes === undefined) { throw new RegistryError('not-found', { path }); }
	if (bytes + (log ?? 0) > mostBytes) { throw new RegistryError('damaged-file', { path, why: `it has ${bytes + (log ?? 0)} bytes, and ${mostBytes} is the most that is read` }); }
	// The log first: if a checkpoint comes between, its pages are in the database by then too.
	const wal = log ? await readFile(`${path}-wal`) : undefined;
	return [await readFile(path), wal];
}
