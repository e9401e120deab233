import type { Database } from '../database/database';
import { recordName } from '../database/queries/models';
import { register } from '../database/queries/registers';
import { nextNumber, unnumbered, versionRow } from '../database/queries/findVersions';
import type { Ledger } from '../ledger/ledger';
import type { Id } from '../model';
import type { Context } from './context';
import { resolve, resolveModel } from './resolve';

/** What `holds` says of a register in conflict: no value equals it, so setting any value decides. */
export const contested = '\u0000';

type Write = Parameters<Parameters<Ledger['exclusively']>[0]>[0];

/** What is needed to write about one model: its key, the name that records use, and what a new value of a register replaces. */
interface Writing {
	readonly db: Database;
	readonly key: string;
	readonly model: string;
	readonly write: Write;
	/** The records that a new value of the register has to replace. */
	readonly heads: (subject: string, name: string) => readonly Id[];
	/** The settled value of the register, or `contested`. */
	readonly holds: (subject: string, name: string) => string | null;
}

/** Runs `work` on a model while nobody else writes, and settles numbers that two branches had both claimed. */
export async function writeTo<T>(ctx: Context, find: (db: Database) => string, work: (writing: Writing) => Promise<T>): Promise<T> {
	await ctx.writable();
	return ctx.ledger.exclusively(async write => {
		const db = await ctx.ledger.database();
		const key = find(db);
		const result = await work({
			db, key, model: recordName(db, key), write,
			heads: (subject, name) => register(db, key, subject, name).heads,
			holds: (subject, name) => {
				const settled = register(db, key, subject, name);
				return settled.conflict.length ? contested : settled.value;
			},
		});
		await settleNumbers(db, key, write);
		return result;
	});
}

/** Gives versions that lost their number to an earlier claim the next free one. */
export async function settleNumbers(db: Database, key: string, write: Write): Promise<void> {
	for (const version of unnumbered(db, key)) {
		await write({ kind: 'version.numbered', model: recordName(db, key), version, number: nextNumber(db, key) });
	}
}

/** What a tag or note is put on. */
export type Target = { readonly ref: string } | { readonly model: string };

/** The key of the model that a version belongs to. */
export function versionModel(db: Database, ref: string): string {
	return versionRow(db, resolve(db, ref))?.model ?? '';
}

export function keyOf(db: Database, target: Target): string {
	return 'ref' in target ? versionModel(db, target.ref) : resolveModel(db, target.model);
}

export function subjectOf(db: Database, target: Target): string {
	return 'ref' in target ? resolve(db, target.ref) : '';
}
