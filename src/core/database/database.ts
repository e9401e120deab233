import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import initSqlJs from 'sql.js';
import type { Database as SqlDatabase, SqlJsStatic, SqlValue } from 'sql.js';
import wasm from 'sql.js/dist/sql-wasm.wasm';
import { lateIndexes, migrations } from './schema';
import { addSearchFunctions } from './search/functions';
import { storageOf } from './storage';

export type Value = SqlValue;
type Row = Record<string, Value>;

let engine: Promise<SqlJsStatic> | undefined;

/** SQLite, once per process: 670 kB of WebAssembly that nobody waits for before the first query. */
export function sqlite(): Promise<SqlJsStatic> {
	// The bundler puts the file beside the bundle and gives its relative name.
	engine ??= readFile(join(__dirname, wasm)).then(wasmBinary => initSqlJs({ wasmBinary: new Uint8Array(wasmBinary).buffer, useOldExtensionFunctions: false } as Parameters<typeof initSqlJs>[0]));
	return engine;
}

/** A SQLite database in memory. The only door to sql.js. */
export class Database {
	readonly #statements = new Map<string, ReturnType<SqlDatabase['prepare']>>();
	#depth = 0;
	#generation = {};

	/** `whole`: the memory that it lies in, as far as is known. */
	private constructor(readonly sql: SqlDatabase, private whole?: Uint8Array) {
		// It lives in memory and can be made again at any time: no journal file, no flushing, no lock.
		sql.exec('pragma journal_mode = memory; pragma synchronous = off; pragma locking_mode = exclusive; pragma cache_size = -65536; pragma temp_store = memory; pragma trusted_schema = off');
		addSearchFunctions(sql);
	}

	/** Stands for what is known of the contents; another one after work was undone. */
	get generation(): object {
		return this.#generation;
	}

	/** `room`: bytes that it will grow to, as far as that can be told. */
	static async empty(room = 0): Promise<Database> {
		const { Database: Sql } = await sqlite();
		const database = new Database(new Sql());
		// Rows of a kilobyte leave less of a large page unused, and a scan asks for fewer of them.
		database.sql.exec('pragma page_size = 16384');
		for (const migration of migrations) { database.sql.exec(migration); }
		database.sql.exec(`pragma user_version = ${migrations.length}`);
		if (room === 0) { return database; }
		const bytes = database.sql.export();
		database.close();
		const { data, whole } = storageOf(bytes.length, room);
		data.set(bytes);
		return new Database(new Sql(data), whole);
	}

	/** The database in these bytes, or why they can't be used: then it is made anew from the records. `whole` is their memory with room to grow, where that is known (storageOf); `home` as for `bytes`. */
	static async from(bytes: Uint8Array, whole?: Uint8Array, home = ''): Promise<Database | { readonly unusable: string }> {
		if (bytes.length < headerBytes || Buffer.from(bytes.subarray(0, 15)).toString('latin1') !== 'SQLite format 3') { return { unusable: 'it is not a SQLite file' }; }
		const header = Buffer.from(bytes.buffer, bytes.byteOffset, headerBytes);
		if (header.readUInt32BE(userVersionAt) !== migrations.length) { return { unusable: `its schema is ${header.readUInt32BE(userVersionAt)}, and this version writes ${migrations.length}` }; }
		if (header.readUInt32BE(checksumAt) !== checksum(bytes, home)) { return { unusable: 'its checksum is wrong: it was cut, damaged, changed by another program or made in another folder' }; }
		const { Database: Sql } = await sqlite();
		return new Database(new Sql(bytes), whole);
	}

	all<T = Row>(sql: string, ...params: readonly Value[]): T[] {
		const statement = this.#prepared(sql);
		try {
			statement.bind([...params]);
			const rows: T[] = [];
			// The names once, not for every row as getAsObject has them: they cost more than the values.
			let names: readonly string[] | undefined;
			while (statement.step()) {
				names ??= statement.getColumnNames();
				const row: Row = {};
				for (const [at, value] of statement.get().entries()) { row[names[at] ?? ''] = value; }
				rows.push(row as T);
			}
			return rows;
		} finally {
			statement.reset();
		}
	}

	one<T = Row>(sql: string, ...params: readonly Value[]): T | undefined {
		const statement = this.#prepared(sql);
		try {
			statement.bind([...params]);
			return statement.step() ? statement.getAsObject() as T : undefined;
		} finally {
			statement.reset();
		}
	}

	run(sql: string, ...params: readonly Value[]): void {
		this.#prepared(sql).run([...params]);
	}

	/** As `run`. Returns how many rows it inserted, updated or deleted. */
	change(sql: string, ...params: readonly Value[]): number {
		this.run(sql, ...params);
		return this.sql.getRowsModified();
	}

	/** All or nothing. One inside another joins it. */
	transaction<T>(work: () => T): T {
		if (this.#depth > 0) { return work(); }
		this.sql.exec('begin');
		this.#depth++;
		try {
			const result = work();
			this.sql.exec('commit');
			return result;
		} catch (error) {
			this.sql.exec('rollback');
			this.#generation = {};
			throw error;
		} finally {
			this.#depth--;
		}
	}

	/**
	 * As `transaction`, over work that takes its time. Only for a database that nobody else uses yet: they would see it half done. An empty one gets the indexes
	 * that aren't asked while it is filled at the end, sorted, which takes less than keeping them in order all along.
	 */
	async bulk<T>(work: () => Promise<T>): Promise<T> {
		this.sql.exec('begin');
		this.#depth++;
		try {
			const late = this.one('select 1 from record') ? [] : this.all<{ name: string; sql: string }>(`select name, sql from sqlite_master where type = 'index' and name in (select value from json_each(?))`, JSON.stringify(lateIndexes));
			for (const { name } of late) { this.sql.exec(`drop index ${name}`); }
			const result = await work();
			for (const { sql } of late) { this.sql.exec(sql); }
			this.sql.exec('commit');
			return result;
		} catch (error) {
			this.sql.exec('rollback');
			this.#generation = {};
			throw error;
		} finally {
			this.#depth--;
		}
	}

	/**
	 * The whole file, with its checksum in place: mostly where it lies, so it has to be used before the next change. `home` names the folder that it is for: a file
	 * that somebody else made, and git or an archive brought, has the checksum of another one.
	 */
	bytes(home = ''): Uint8Array {
		const bytes = this.#inPlace() ?? this.sql.export();
		Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).writeUInt32BE(checksum(bytes, home), checksumAt);
		return bytes;
	}

	/** The file in the memory that it was given, unless it has grown out of it. */
	#inPlace(): Uint8Array | undefined {
		if (!this.whole) { return undefined; }
		const length = Number(this.one('pragma page_count')?.page_count) * Number(this.one('pragma page_size')?.page_size);
		// Whether it is the file's memory still is seen by what SQLite writes there.
		const mark = Math.floor(Math.random() * 2 ** 31);
		this.sql.exec(`pragma application_id = ${mark}`);
		if (!(length <= this.whole.length) || new DataView(this.whole.buffer).getUint32(checksumAt) !== mark) { this.whole = undefined; }
		return this.whole?.subarray(0, length);
	}

	close(): void {
		for (const statement of this.#statements.values()) { statement.free(); }
		this.#statements.clear();
		this.sql.close();
	}

	#prepared(sql: string) {
		let statement = this.#statements.get(sql);
		if (!statement) {
			statement = this.sql.prepare(sql);
			this.#statements.set(sql, statement);
		}
		return statement;
	}
}

// SQLite file format, section 1.3: the database header.
const headerBytes = 100;
const userVersionAt = 60;
/**
 * The "application id" of the header is free for the application's use. It holds the CRC-32 of everything else, so a file that was
 * cut, damaged or changed by somebody else is noticed before a single page of it is believed.
 */
const checksumAt = 68;

function checksum(bytes: Uint8Array, home: string): number {
	const before = crc32(bytes.subarray(0, checksumAt), crc32(home));
	return crc32(bytes.subarray(checksumAt + 4), before) >>> 0;
}
