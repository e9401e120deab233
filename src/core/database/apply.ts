import { effectsOf, type RegistryRecord } from '../records/kinds';
import type { Effect } from '../records/kind';
import type { Spilled } from '../records/kinds/versionRegistered';
import { modelKey } from '../records/names';
import { assignNumbers, type Claim } from '../records/numbers';
import type { ParamValue } from '../model';
import type { Database } from './database';
import { pack } from './packed';
import { forgetIndexed, forgetIndexedModel, indexVersion } from './search/fieldIndex';

/** A record with what the database can't know from it: where its file is, and the fields that were spilled into evidence. */
export interface Arrival {
	readonly record: RegistryRecord;
	readonly file: string;
	readonly month: string;
	readonly spilled?: Spilled;
}

/**
 * Applies one record. The state that results from a set of records is the same for every order in which they arrive and every
 * number of repetitions; test/core/database holds it to that.
 */
export function applyRecord(db: Database, arrival: Arrival): void {
	const { record, file, month } = arrival;
	const key = modelKey(record.model);
	const version = 'version' in record && typeof record.version === 'string' ? record.version : null;
	const isNew = db.change('insert or ignore into record values (?, ?, ?, ?, 0, ?, ?, ?, ?)', record.id, file, month, record.kind, key, version, record.at, record.by.name) > 0;
	if (!isNew) { return; }
	// The spelling of the earliest record is the model's name until it is renamed.
	db.run(`insert into model (key, name, created) values (?, ?, ?) on conflict (key) do update set name = excluded.name, created = excluded.created
		where excluded.created < created`, key, record.model, record.id);
	for (const effect of effectsOf(record)) { applyEffect(db, key, arrival, effect); }
}

function applyEffect(db: Database, model: string, { record, spilled }: Arrival, effect: Effect): void {
	switch (effect.effect) {
		case 'version':
			if (record.kind === 'version.registered') { registerVersion(db, model, record, spilled ?? {}); }
			return;
		case 'number':
			// A registration's own claim was heard with it.
			return record.kind === 'version.registered' ? undefined : claimNumber(db, model, { record: record.id, version: effect.version, number: effect.number });
		case 'value':
			return giveValue(db, model, record, effect);
		case 'evaluation': {
			const { at, ...context } = effect.context;
			db.run('insert into evaluation values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', record.id, model, effect.version, JSON.stringify(context), at, JSON.stringify(effect.metrics),
				effect.source ?? null, effect.command ?? null, record.at, record.by.name, record.by.email);
			return;
		}
		case 'note':
			db.run('insert into note values (?, ?, ?, ?, ?)', record.id, model, effect.version ?? '', effect.text, record.at);
			return;
	}
}

function giveValue(db: Database, model: string, record: RegistryRecord, effect: Extract<Effect, { effect: 'value' }>): void {
	const register = [model, effect.version ?? '', effect.name] as const;
	for (const id of effect.replaces) {
		db.run('insert or ignore into replaced values (?, ?, ?, ?)', ...register, id);
		db.run('update value set replaced = 1 where model = ? and subject = ? and name = ? and record = ?', ...register, id);
	}
	const replaced = db.one('select 1 from replaced where model = ? and subject = ? and name = ? and id = ?', ...register, record.id) ? 1 : 0;
	const reason = 'reason' in record && record.reason !== undefined ? record.reason : null;
	db.run('insert into value (model, subject, name, record, value, replaces, replaced, at, author_name, author_email, reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
		...register, record.id, effect.value, JSON.stringify(effect.replaces), replaced, record.at, record.by.name, record.by.email, reason);
	if (effect.name === 'archived' || effect.name === 'purged') { copyFlags(db, model, effect.version ?? ''); }
}

type Values = Readonly<Record<string, ParamValue>>;
type Registered = Extract<RegistryRecord, { kind: 'version.registered' }>;

/** The row and the claim of its number. Where nobody else can be concerned, which is nearly always, the number is in the row from the start: a second writing takes half as long again. */
function registerVersion(db: Database, model: string, r: Registered, spilled: Spilled): void {
	const claim: Claim = { record: r.id, version: r.version, number: r.number };
	const isSettled = changesNoOther(db, model, claim);
	insertVersion(db, model, r, isSettled ? r.number : null, spilled);
	insertClaim(db, model, claim);
	if (!isSettled) { renumber(db, model); }
}

function insertVersion(db: Database, model: string, r: Registered, number: number | null, spilled: Spilled): void {
	// Two records for one version id are no clock's or branch's doing; the earlier one stands.
	const known = db.one<{ record: string }>('select record from version where id = ?', r.version);
	if (known && known.record < r.id) { return; }
	if (known) {
		forgetIndexed(db, r.version);
		db.run('delete from version where id = ?', r.version);
		for (const table of ['version_text', 'input', 'run']) { db.run(`delete from ${table} where version = ?`, r.version); }
	}
	const notes = r.notes ?? spilled.notes ?? '';
	const inputs = r.inputs ?? spilled.inputs ?? [];
	const { archived, purged } = flagsOf(db, model, r.version);
	const [params, metrics]: readonly [Values, Values] = [r.params ?? spilled.params ?? {}, r.metrics ?? spilled.metrics ?? {}];
	db.run(`insert into version values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.version, model, r.id, number, r.number, r.at, r.by.name, r.by.email,
		r.artifact.digest, r.artifact.kind, r.artifact.format, r.artifact.bytes, r.artifact.path, r.artifact.storage,
		r.facts.framework ?? null, r.facts.parameters ?? null, r.facts.summary ?? null, r.facts.tensors ?? null,
		archived, purged, inputs.length,
		r.git ? JSON.stringify({ commit: r.git.commit, branch: r.git.branch, dirty: r.git.dirty, snapshot: r.git.snapshot }) : null,
		pack(db, params), pack(db, metrics), JSON.stringify(r.written ?? {}), notes);
	db.run('insert into version_text values (?, ?, ?)', r.version, model, searchText(model, r, notes));
	indexVersion(db, r.version, { params, metrics });
	inputs.forEach(({ relation, name, digest, uri, source, certainty }, place) => {
		db.run('insert into input values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', r.version, place, model, relation, name, digest ?? null, uri ?? null, source.tool, source.path ?? null, source.field ?? null, certainty);
	});
	r.runs.forEach(({ tool, id, name, path }, place) => db.run('insert into run values (?, ?, ?, ?, ?, ?, ?)', r.version, place, model, tool, id, name ?? null, path));
}

function searchText(model: string, r: Registered, notes: string): string {
	return [model, r.artifact.path, r.artifact.format, r.facts.framework, r.facts.library, r.by.name, r.git?.branch, r.git?.commit, notes.slice(0, 2_000)].filter(Boolean).join('\n');
}

/** `archived` and `purged` stand in the version's row too, where lists are filtered by them. */
function copyFlags(db: Database, model: string, version: string): void {
	const { archived, purged } = flagsOf(db, model, version);
	db.run('update version set archived = ?, purged = ? where id = ? and model = ?', archived, purged, version, model);
}

function flagsOf(db: Database, model: string, version: string): { readonly archived: 0 | 1; readonly purged: string | null } {
	// Sorted here: SQLite takes longer to get ready for sorting than for all the rest.
	const given = db.all<{ record: string; name: string; value: string | null }>(
		`select record, name, value from value where model = ? and subject = ? and name in ('archived', 'purged') and replaced = 0`, model, version).sort((a, b) => (a.record < b.record ? -1 : 1));
	const live = new Map(given.map(row => [row.name, row.value]));
	return { archived: (live.get('archived') ?? null) === null ? 0 : 1, purged: live.get('purged') ?? null };
}

function claimNumber(db: Database, model: string, claim: Claim): void {
	const isSettled = changesNoOther(db, model, claim);
	insertClaim(db, model, claim);
	if (isSettled) { db.run('update version set number = ? where id = ?', claim.number, claim.version); } else { renumber(db, model); }
}

function insertClaim(db: Database, model: string, claim: Claim): void {
	db.run('insert into claim values (?, ?, ?, ?)', claim.record, model, claim.version, claim.number);
}

/** Whether it is later than all others and unlike any of them: then only its own version has to be told. */
function changesNoOther(db: Database, model: string, { record, version, number }: Claim): boolean {
	return db.one(`select 1 where not exists (select 1 from claim where model = ? and record > ?)
		and not exists (select 1 from claim where model = ? and number = ?) and not exists (select 1 from claim where version = ?)`, model, record, model, number, version) !== undefined;
}

/** Settles all numbers of a model anew: needed only when a record arrives that is older than one that is there. */
function renumber(db: Database, model: string): void {
	const numbers = assignNumbers(db.all<{ record: string; version: string; number: number }>('select record, version, number from claim where model = ?', model));
	db.run('update version set number = null where model = ?', model);
	for (const [version, number] of numbers) { db.run('update version set number = ? where id = ? and model = ?', number, version, model); }
}

/** Takes everything that is known of these models out, to be applied again from the records that are left. */
export function forgetModels(db: Database, keys: readonly string[]): void {
	for (const key of keys) {
		forgetIndexedModel(db, key);
		for (const table of ['record', 'version', 'version_text', 'claim', 'value', 'replaced', 'note', 'input', 'run', 'evaluation']) { db.run(`delete from ${table} where model = ?`, key); }
		db.run('delete from model where key = ?', key);
	}
}
