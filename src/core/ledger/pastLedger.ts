import { Database } from '../database/database';
import { stepOf } from '../database/refresh';
import { RegistryError } from '../errors';
import { Emitter } from '../event';
import type { Logger } from '../log';
import type { EvidenceFolder } from '../records/evidence';
import type { ReadRecord } from '../records/read';
import type { Layout } from './layout';
import type { AnyLedger } from './ledger';

/** Record files by 'month/file'. */
export type PastRecords = ReadonlyMap<string, ReadRecord>;

interface PastOptions { readonly layout: Layout; readonly log: Logger; readonly when: string; readonly evidence: EvidenceFolder }

/** The records of the past, held in memory, and the database that follows from them. Nothing is written and nothing changes. */
export class PastLedger implements AnyLedger {
	readonly #changed = new Emitter<void>();
	readonly onDidChange = this.#changed.event;
	readonly evidence: EvidenceFolder;
	#closed = false;

	private constructor(private readonly db: Database, private readonly records: PastRecords, private readonly when: string, evidence: EvidenceFolder) {
		this.evidence = evidence;
	}

	static async over(records: PastRecords, { log, when, evidence }: PastOptions): Promise<PastLedger> {
		const db = await Database.empty();
		await db.bulk(async () => {
			for (const [path, read] of [...records].sort(([a], [b]) => ((a.split('/')[1] ?? '') < (b.split('/')[1] ?? '') ? -1 : 1))) {
				(await stepOf(db, { evidence, log }, path, read))?.();
			}
		});
		return new PastLedger(db, records, when, evidence);
	}

	async database(): Promise<Database> {
		return this.db;
	}

	async refresh(): Promise<void> { /* The past is as it was. */ }

	readRecord(month: string, file: string): ReadRecord {
		return this.records.get(`${month}/${file}`) ?? { is: 'gone' };
	}

	async exclusively(): Promise<never> {
		throw new RegistryError('past-is-fixed', { when: this.when });
	}

	keep(): void { /* What was made in the database goes with it. */ }

	async close(): Promise<void> {
		if (this.#closed) { return; }
		this.#closed = true;
		this.#changed.dispose();
		this.db.close();
	}
}
