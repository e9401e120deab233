import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type * as z from 'zod/mini';
import { applyRecord } from '../database/apply';
import { Database } from '../database/database';
import { readStorage, type Storage } from '../database/storage';
import { knowsMonths, latestRecord, refresh, rememberMonth, spilledFields } from '../database/refresh';
import { RegistryError } from '../errors';
import { Emitter, type Disposable } from '../event';
import { errorCode } from '../files/asRegistryError';
import { writeAtomic } from '../files/atomic';
import { FileLock } from '../files/lock';
import { lstat } from '../files/quick';
import type { Logger } from '../log';
import type { Id, Json, Person } from '../model';
import { sha256 } from '../records/canonical';
import { evidenceFolder } from '../records/evidence';
import { nextId } from '../records/ids';
import { recordSchema } from '../records/kind';
import { kindNamed, type KindName, type RecordOf, type RegistryRecord } from '../records/kinds';
import { PackShelf } from '../records/packShelf';
import { maxRecordBytes, type ReadRecord } from '../records/read';
import { recordText } from '../records/recordText';
import type { Layout } from './layout';
import { listMonth, listMonths } from '../records/scan';

/** What a caller says of a new record: the header is written by the ledger. */
export type Draft<K extends KindName = KindName> = { [N in K]: Omit<RecordOf<N>, 'schema' | 'id' | 'at' | 'by'> }[K];

/** What verbs need of a ledger: this one, or one of the past. */
export type AnyLedger = Pick<Ledger, 'database' | 'refresh' | 'readRecord' | 'exclusively' | 'evidence' | 'onDidChange' | 'keep' | 'close'>;

const saveWhenIdleFor = 1_000;
const lookEvery = 600;
/** Of a database, for each record file. */
const bytesPerRecord = 2_500;
/** Of the saved file for every change that waits: applying a record again takes about as long as writing so much. */
const bytesPerChange = 200_000;

/** The records folder and the database that follows it: one writer's view of the truth. */
export class Ledger implements Disposable {
	readonly #changed = new Emitter<void>();
	readonly onDidChange = this.#changed.event;
	readonly packs: PackShelf;
	readonly evidence;
	readonly #lock: FileLock;
	#opening: Promise<Database> | undefined;
	#queue: Promise<unknown> = Promise.resolve();
	#lastId: Id | undefined;
	/** Changes since the database was saved. */
	#unsaved = 0;
	/** Bytes of the database as it was last read or saved. */
	#saved = 0;
	#saving: NodeJS.Timeout | undefined;
	#looking: NodeJS.Timeout | undefined;
	#closed = false;

	constructor(readonly layout: Layout, private readonly log: Logger, private readonly now: () => Date, private readonly author: () => Promise<Person>) {
		this.evidence = evidenceFolder(layout.evidence);
		this.packs = new PackShelf(layout.records);
		this.#lock = new FileLock(layout.lock);
	}

	/** The database, as the records folder was when it was last looked at. */
	async database(): Promise<Database> {
		this.#opening ??= this.#open();
		try {
			return await this.#opening;
		} catch (error) {
			this.#opening = undefined;
			throw error;
		}
	}

	/** Looks at the records folder now. Fires onDidChange when it differs from what was known. */
	async refresh(): Promise<void> {
		await this.database();
		await this.#inTurn(() => this.#refreshNow());
	}

	/** A record, read from its file or the pack that it is in. */
	readRecord(month: string, file: string): ReadRecord {
		return this.packs.read(month, file);
	}

	/** Runs `work` while no other process of this registry writes, with everything that they have written seen. */
	async exclusively<T>(work: (write: <K extends KindName>(draft: Draft<K>) => Promise<RecordOf<K>>) => Promise<T>): Promise<T> {
		const db = await this.database();
		return this.#inTurn(async () => {
			const held = await this.#lock.acquire();
			try {
				if (!held.undisturbed || !this.#looksUnchanged(db)) { await this.#refreshNow(); }
				return await work(draft => this.#write(db, draft));
			} finally {
				await held.release();
			}
		});
	}

	/** Looks for changes by other windows, the CLI and git until it is closed. A stat of each month folder is all that a look costs when nothing changed. */
	watch(): void {
		this.#looking ??= setTimeout(() => void this.#look(), lookEvery).unref();
	}

	/** Writes the database if it is behind, and lets go of it. */
	async close(): Promise<void> {
		if (this.#closed) { return; }
		this.dispose();
		await this.#queue;
		const db = await this.#opening?.catch(() => undefined);
		if (db) {
			await this.#save(db);
			db.close();
		}
	}

	dispose(): void {
		this.#closed = true;
		clearTimeout(this.#looking);
		clearTimeout(this.#saving);
		this.#changed.dispose();
	}

	async #open(): Promise<Database> {
		const stored = await this.#storedDatabase();
		const found = stored && await Database.from(stored.data, stored.whole, this.#home());
		if (found && 'unusable' in found) { this.log.info(`registry.sqlite is made again from the records: ${found.unusable}`); }
		const db = found && !('unusable' in found) ? found : await Database.empty(this.#roomNeeded());
		this.#saved = found === db ? stored?.data.length ?? 0 : 0;
		const changes = await db.bulk(() => refresh(db, this.#place));
		if (changes) { this.#saveSoon(db, changes); }
		this.#learnLastId(db);
		return db;
	}

	/**
	 * What a database is bound to: the registry's folder by its number in the file system. One that a repository or an archive brings along was made in another
	 * folder, says what its maker likes, and isn't believed; nor is one after its folder was copied, where it is made again once.
	 */
	#home(): string {
		return String(lstatSync(this.layout.root, { throwIfNoEntry: false })?.ino ?? '');
	}

	/** Never through a link, and no pipe or device: a repository can bring anything under this name. */
	async #storedDatabase(): Promise<Storage | undefined> {
		try {
			if ((await lstat(this.layout.database)).isFile()) { return await readStorage(this.layout.database); }
			this.log.warn('registry.sqlite is not a regular file; it is made again');
		} catch (error) {
			if (errorCode(error) !== 'ENOENT') { this.log.warn(`registry.sqlite can't be read (${errorCode(error) ?? String(error)}); it is made again in memory`); }
		}
		return undefined;
	}

	/** Bytes, by the number of files: for nearly all registries enough, and for others no harm. */
	#roomNeeded(): number {
		const { records } = this.layout;
		return listMonths(records).months.reduce((sum, { name }) => sum + listMonth(records, name).length, 0) * bytesPerRecord;
	}

	get #place() {
		return { records: this.layout.records, packs: this.packs, evidence: this.evidence, log: this.log };
	}

	#learnLastId(db: Database): void {
		const last = latestRecord(db);
		if (last !== undefined && (this.#lastId === undefined || last > this.#lastId)) { this.#lastId = last; }
	}

	async #refreshNow(): Promise<void> {
		const db = await this.database();
		const changes = await refresh(db, this.#place);
		if (!changes) { return; }
		this.#learnLastId(db);
		this.#saveSoon(db, changes);
		this.#changed.fire();
	}

	/** Whether the month folders have the times that they had after our own last write. */
	#looksUnchanged(db: Database): boolean {
		return knowsMonths(db, listMonths(this.layout.records).months);
	}

	async #write<K extends KindName>(db: Database, draft: Draft<K>): Promise<RecordOf<K>> {
		const at = this.now();
		const id = nextId(at.getTime(), this.#lastId);
		const { name, email } = await this.author();
		const record = { ...draft, schema: recordSchema, id, at: at.toISOString(), by: { name: name.slice(0, 200), email: email.slice(0, 320) } } as unknown as RegistryRecord;
		const checked = kindNamed(record.kind)?.schema.safeParse(record);
		if (!checked?.success) { throw misfit(record.kind, checked?.error.issues[0]); }
		const text = recordText(dropUndefined(record) as Json);
		const bytes = Buffer.byteLength(text);
		if (bytes > maxRecordBytes) { throw new RegistryError('record-too-large', { what: `The ${record.kind} record`, bytes }); }
		const month = record.at.slice(0, 7);
		const file = `${id}-${sha256(text).slice(0, 12)}.json`;
		await writeAtomic(join(this.layout.records, month, file), text);
		this.#lastId = id;
		// From here on the record is a fact: what follows only keeps the database in step with it.
		const spilled = await spilledFields(this.#place, record);
		db.transaction(() => applyRecord(db, { record, file, month, spilled }));
		const stat = lstatSync(join(this.layout.records, month), { bigint: true, throwIfNoEntry: false });
		if (stat) { rememberMonth(db, { name: month, mtime: String(stat.mtimeNs) }, Date.now()); }
		this.#saveSoon(db, 1);
		this.#changed.fire();
		return record as RecordOf<K>;
	}

	/** Something was made in the database that is worth keeping for the next one to open it. */
	keep(db: Database): void {
		this.#saveSoon(db, Infinity);
	}

	#inTurn<T>(work: () => Promise<T>): Promise<T> {
		const turn = this.#queue.then(work);
		this.#queue = turn.catch(() => { /* Its caller hears of it; the next in line only waits for its end. */ });
		return turn;
	}

	#saveSoon(db: Database, changes: number): void {
		this.#unsaved += changes;
		if (this.#closed || !this.#isWorthSaving) { return; }
		clearTimeout(this.#saving);
		this.#saving = setTimeout(() => void this.#inTurn(() => this.#save(db)), saveWhenIdleFor).unref();
	}

	/** A few changes to a large database are sooner applied again by the next one to open it than saved with all the rest. */
	get #isWorthSaving(): boolean {
		return this.#unsaved > 0 && this.#unsaved * bytesPerChange >= this.#saved;
	}

	/** The database is derived: if it can't be saved, the next one to open makes it again. */
	async #save(db: Database): Promise<void> {
		if (!this.#isWorthSaving) { return; }
		this.#unsaved = 0;
		try {
			await writeAtomic(this.layout.database, () => {
				const bytes = db.bytes(this.#home());
				this.#saved = bytes.length;
				return bytes;
			});
		} catch (error) {
			if (!RegistryError.is(error)) { throw error; }
			this.log.info(`The database was not saved and will be made again: ${error.message}`);
		}
	}

	async #look(): Promise<void> {
		try {
			await this.refresh();
		} catch (error) {
			this.log.warn(`The records folder could not be looked at: ${error instanceof Error ? error.message : String(error)}`);
		}
		this.#looking = undefined;
		if (!this.#closed) { this.watch(); }
	}
}

/** A text that is too long was written by somebody; whatever else doesn't fit is a fault of ours. */
function misfit(kind: KindName, issue: z.core.$ZodIssue | undefined): Error {
	if (issue?.code === 'too_big' && issue.origin === 'string') {
		return new RegistryError('bad-value', { what: `The ${issue.path.join('.')} of the ${kind} record`, why: `it has more than ${issue.maximum} characters` });
	}
	return new Error(`A ${kind} record that doesn't fit its own schema: ${JSON.stringify(issue)}`);
}

function dropUndefined(value: unknown): unknown {
	if (Array.isArray(value)) { return value.map(dropUndefined); }
	if (typeof value !== 'object' || value === null) { return value; }
	return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined).map(([key, inner]) => [key, dropUndefined(inner)]));
}
