import { displayName } from '../database/queries/models';
import { counts, newerKinds, problemRows, recordRows } from '../database/queries/history';
import { everGiven, registersInConflict } from '../database/queries/registers';
import { versionRow } from '../database/queries/findVersions';
import { labelOf } from '../database/queries/versionReader';
import type { Database } from '../database/database';
import { registryFolderName } from '../ledger/layout';
import type { Conflict, HistoryEntry, Id, Problem } from '../model';
import { RegistryError } from '../errors';
import { kindNames, verbOf, type RecordOf } from '../records/kinds';
import { idTime } from '../records/ids';
import { shown } from '../records/names';
import { lastSettled } from '../records/registers';
import { cardLabels } from './cardLabels';
import { compactable } from './compact';
import type { Context } from './context';
import { withCommits } from './withCommits';
import { resolve, resolveModel } from './resolve';

export interface HistoryOf {
	/** A version's reference, or a model's name. Everything when both are left out. */
	readonly ref?: string;
	readonly model?: string;
	/** Only this alias of the model. */
	readonly alias?: string;
	/** From this moment on, and up to that. */
	readonly since?: Date;
	readonly until?: Date;
	/** Only those of people whose name or address holds this, in any case. */
	readonly by?: string;
	/** Only these kinds, or their first words: 'alias', 'version.registered'. Throws 'bad-value' for one that isn't known. */
	readonly kinds?: readonly string[];
	readonly offset?: number;
	readonly limit?: number;
	/** Also which commit brought each record in: some git processes, whatever the number of records. */
	readonly commits?: boolean;
}

/** Who did what, newest first. */
export async function history(ctx: Context, { commits, ...of }: HistoryOf = {}): Promise<readonly HistoryEntry[]> {
	const entries = await entriesOf(ctx, of);
	return commits ? withCommits(ctx, entries) : entries;
}

async function entriesOf(ctx: Context, of: HistoryOf): Promise<readonly HistoryEntry[]> {
	await ctx.config();
	const db = await ctx.ledger.database();
	const version = of.ref === undefined ? undefined : resolve(db, of.ref);
	const model = of.model === undefined ? undefined : resolveModel(db, of.model);
	const kinds = of.alias === undefined ? of.kinds && kindsNamed(of.kinds) : ['alias.set'];
	// What only the files say is looked for in all of them.
	const paged = of.alias === undefined && of.by === undefined;
	const rows = recordRows(db, { model, version, kinds, since: of.since?.toISOString(), until: of.until?.toISOString(), ...(paged ? { offset: of.offset, limit: of.limit } : {}) });
	if (paged) { return rows.flatMap(row => entryOf(ctx, db, row)); }
	const wanted = of.by?.trim().toLowerCase();
	const entries = rows.flatMap(row => entryOf(ctx, db, row, of.alias)).filter(({ by }) => wanted === undefined || `${by.name} <${by.email}>`.toLowerCase().includes(wanted));
	return entries.slice(of.offset ?? 0, (of.offset ?? 0) + (of.limit ?? entries.length));
}

function kindsNamed(words: readonly string[]): readonly string[] {
	return words.flatMap(word => {
		const found = kindNames.filter(kind => kind === word || kind.startsWith(`${word}.`));
		if (!found.length) { throw new RegistryError('bad-value', { what: `The kind '${shown(word)}'`, why: `it is none of ${[...new Set(kindNames.map(kind => kind.split('.')[0]))].join(', ')}, or in full ${kindNames.join(', ')}` }); }
		return found;
	});
}

export function entryOf(ctx: Context, db: Database, row: ReturnType<typeof recordRows>[number], alias?: string): HistoryEntry[] {
	const file = `${registryFolderName}/records/${row.month}/${row.file}`;
	const about = row.version === null ? undefined : versionRow(db, row.version);
	const common = { record: row.id, kind: row.kind, model: row.model === '' ? '' : displayName(db, row.model), version: about && labelOf(about), ...(about ? { versionId: about.id } : {}), file };
	const read = ctx.ledger.readRecord(row.month, row.file);
	if (read.is !== 'record') {
		const text = read.is === 'newer' ? `did something that a newer version knows (${row.kind})` : `left a record that can't be read any more`;
		return [{ ...common, at: new Date(idTime(row.id)), by: { name: '', email: '' }, before: undefined, text, reason: undefined }];
	}
	const { record } = read;
	if (alias !== undefined && !(record.kind === 'alias.set' && record.alias === alias)) { return []; }
	const reason = 'reason' in record ? record.reason : record.kind === 'note.added' ? record.text : record.kind === 'version.registered' ? record.notes : undefined;
	return [{ ...common, at: new Date(record.at), by: record.by, before: record.kind === 'alias.set' ? heldBefore(db, row.model, record) : undefined, text: verbOf(record), reason: reason || undefined }];
}

/** The version that the alias pointed to in the latest of the records that this one replaces. */
function heldBefore(db: Database, model: string, record: RecordOf<'alias.set'>): string | undefined {
	const [last] = everGiven(db, model, '', `alias:${record.alias}`).filter(given => record.replaces.includes(given.record));
	const version = last?.value === null || last === undefined ? undefined : versionRow(db, last.value);
	return version && labelOf(version);
}

/** Registers that hold several values that don't replace each other. */
export async function conflicts(ctx: Context, name?: string): Promise<readonly Conflict[]> {
	await ctx.config();
	const db = await ctx.ledger.database();
	const found: Conflict[] = [];
	for (const { model, values } of registersInConflict(db, name === undefined ? undefined : resolveModel(db, name))) {
		const first = values[0];
		const register = first?.name ?? '';
		const before = first && lastSettled(everGiven(db, model, first.subject, first.name), values.map(value => value.record));
		const cards = register === 'card' ? await cardLabels(ctx, [...values, ...before ? [before] : []].map(({ record }) => record)) : undefined;
		const label = ({ record, value }: { readonly record: Id; readonly value: string | null }) => cards?.get(record) ?? valueLabel(db, register, value);
		const subject = first?.subject ? versionRow(db, first.subject) : undefined;
		found.push({
			model: displayName(db, model), name: register, subject: subject && labelOf(subject),
			sides: values.map(({ record, value, at, by, reason }) => ({ record, value, label: label({ record, value }), at, by, reason })),
			before: before && { record: before.record, value: before.value, label: label(before) },
		});
	}
	return found;
}

/** A value of a register as people call it. */
export function valueLabel(db: Database, register: string, value: string | null): string {
	if (value === null) { return register === 'archived' ? 'not archived' : 'none'; }
	if (!register.startsWith('alias:')) { return register === 'card' ? 'a text' : register === 'archived' ? 'archived' : value; }
	const version = versionRow(db, value);
	return version ? labelOf(version) : `${value.slice(0, 6)} (not here)`;
}

export interface Health {
	readonly problems: readonly Problem[];
	readonly conflicts: readonly Conflict[];
	/** Records that a newer version wrote: kept, and not understood here. */
	readonly newer: readonly { readonly kind: string; readonly count: number }[];
	readonly records: number;
	readonly versions: number;
	readonly models: number;
	/** Files of past months that could be packed, and whether that pays. */
	readonly compactable: { readonly files: number; readonly months: number; readonly pays: boolean };
}

/** Files in records/ that were set aside, each with its reason. */
export async function problems(ctx: Context): Promise<readonly Problem[]> {
	await ctx.config();
	return problemRows(await ctx.ledger.database()).map(({ path, reason }) => ({ path: `${registryFolderName}/${path}`, reason }));
}

/** Looks at the whole registry: what was set aside, what is contested, what is too new. */
export async function health(ctx: Context): Promise<Health> {
	await ctx.ledger.refresh();
	const db = await ctx.ledger.database();
	return { problems: await problems(ctx), conflicts: await conflicts(ctx), newer: newerKinds(db), ...counts(db), compactable: compactable(ctx) };
}
