import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { applyRecord, forgetModels } from './apply';
import type { Database } from './database';
import { RegistryError } from '../errors';
import type { Logger } from '../log';
import type { EvidenceFolder } from '../records/evidence';
import type { RegistryRecord } from '../records/kinds';
import { spillable, type Spilled } from '../records/kinds/versionRegistered';
import type { PackShelf } from '../records/packShelf';
import { readRecordFile, type ReadRecord } from '../records/read';
import { listMonth, listMonths, packsOf, type Month } from '../records/scan';

/** A file system may give two changes the same time when they are closer than this (FAT: 2 s). */
const sureAfter = 2_000;
/** Files between two breaths of the event loop: about 10 ms of work. */
const batch = 150;

interface Place { readonly records: string; readonly packs: PackShelf; readonly evidence: EvidenceFolder; readonly log: Logger }

/** Brings the database up to the records folder: reads new files, forgets vanished ones. Returns how many changes that were: record files, problems, months. */
export async function refresh(db: Database, place: Place): Promise<number> {
	const { months, strays } = listMonths(place.records);
	const known = new Map(db.all<{ name: string; mtime: string; sure: number }>('select name, mtime, sure from month').map(row => [row.name, row]));
	const problems = problemsIn(db);
	noteStrays(db, strays);
	let changed = 0;
	const vanished: string[] = [];
	const goneMonths = [...known.keys()].filter(name => !months.some(month => month.name === name));
	for (const gone of goneMonths) {
		vanished.push(...filesOf(db, gone).map(file => `${gone}/${file}`));
		db.run('delete from problem where month = ?', gone);
		db.run('delete from pack where month = ?', gone);
		changed++;
	}
	const arrived: string[] = [];
	const listed: { readonly month: Month; readonly at: number }[] = [];
	for (const month of months) {
		const before = known.get(month.name);
		if (before?.sure && before.mtime === month.mtime) { continue; }
		listed.push({ month, at: Date.now() });
		const names = listMonth(place.records, month.name);
		const had = new Set(filesOf(db, month.name));
		const has = new Set(names);
		const packs = packsOf(names);
		for (const name of names) { if (!had.has(name) && !packs.includes(name)) { arrived.push(`${month.name}/${name}`); } }
		// What is still there is read again below: it may have been mended.
		db.run('delete from problem where month = ?', month.name);
		const packed = lookAtPacks(db, place, month.name, packs);
		changed += packed.changed;
		for (const name of packed.files) { if (!had.has(name) && !has.has(name)) { arrived.push(`${month.name}/${name}`); } }
		for (const name of had) { if (!has.has(name) && !packed.files.has(name)) { vanished.push(`${month.name}/${name}`); } }
		await breathe();
	}
	if (vanished.length) {
		await forget(db, place, vanished);
		changed += vanished.length;
	}
	await applyFiles(db, place, arrived);
	// Last: what fails on the way is looked at again.
	for (const name of goneMonths) { db.run('delete from month where name = ?', name); }
	for (const { month, at } of listed) { rememberMonth(db, month, at); }
	const fresh = arrived.filter(path => !problems.has(`records/${path}`)).length;
	return changed + fresh + (isSame(problems, problemsIn(db)) ? 0 : 1);
}

/** Reasons by path. */
function problemsIn(db: Database): ReadonlyMap<string, string> {
	return new Map(db.all<{ path: string; reason: string }>('select path, reason from problem').map(row => [row.path, row.reason]));
}

function isSame(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
	return one.size === other.size && [...one].every(([path, reason]) => other.get(path) === reason);
}

function filesOf(db: Database, month: string): string[] {
	return db.all<{ file: string }>('select file from record where month = ?', month).map(row => row.file);
}

/** Notes the packs of a month: new ones are read, vanished ones forgotten. Returns the record files in all of them. */
function lookAtPacks(db: Database, { packs: shelf }: Place, month: string, names: readonly string[]): { readonly files: ReadonlySet<string>; readonly changed: number } {
	const known = new Map(db.all<{ name: string; files: string }>('select name, files from pack where month = ?', month).map(row => [row.name, row.files]));
	const files = new Set<string>();
	let changed = 0;
	for (const name of [...known.keys()].filter(one => !names.includes(one))) {
		db.run('delete from pack where month = ? and name = ?', month, name);
		changed++;
	}
	for (const name of names) {
		let held = known.get(name)?.split('\n');
		if (!held) {
			const read = shelf.open(month, name);
			if (read.is === 'gone') { continue; }
			if (read.is === 'problem') { db.run('insert or replace into problem values (?, ?, ?)', `records/${month}/${name}`, month, read.reason); continue; }
			held = [...read.records.keys()];
			db.run('insert into pack values (?, ?, ?)', month, name, held.join('\n'));
			changed++;
		}
		for (const file of held) { files.add(file); }
	}
	return { files, changed };
}

export function rememberMonth(db: Database, month: Month, listedAt: number): void {
	const sure = listedAt - Number(BigInt(month.mtime) / 1_000_000n) > sureAfter ? 1 : 0;
	db.run('insert into month values (?, ?, ?) on conflict (name) do update set mtime = excluded.mtime, sure = excluded.sure', month.name, month.mtime, sure);
}

function noteStrays(db: Database, strays: readonly { readonly path: string; readonly reason: string }[]): void {
	db.run(`delete from problem where month = ''`);
	for (const stray of strays) { db.run(`insert into problem values (?, '', ?)`, stray.path, stray.reason); }
}

/** Record files went away (another branch was checked out, a merge was undone): their models are folded anew from the files that are left. */
async function forget(db: Database, place: Place, vanished: readonly string[]): Promise<void> {
	const gone = new Set(vanished.map(path => path.split('/')[1]));
	const keys = [...new Set(vanished.map(path => db.one<{ model: string }>('select model from record where month = ? and file = ?', ...path.split('/') as [string, string])?.model ?? ''))];
	const left = keys.flatMap(key => db.all<{ month: string; file: string }>('select month, file from record where model = ? order by id', key))
		.filter(row => !gone.has(row.file)).map(row => `${row.month}/${row.file}`);
	db.transaction(() => forgetModels(db, keys));
	place.log.debug(`${vanished.length} record files went away; ${left.length} others of ${keys.length} models are applied again`);
	await applyFiles(db, place, left);
}

/** Reads and applies record files, a batch at a time. */
async function applyFiles(db: Database, place: Place, paths: readonly string[]): Promise<void> {
	// In the order of their ids, which is the order that needs the least work.
	const sorted = [...paths].sort((a, b) => ((a.split('/')[1] ?? '') < (b.split('/')[1] ?? '') ? -1 : 1));
	for (let at = 0; at < sorted.length; at += batch) {
		const ready: (() => void)[] = [];
		for (const path of sorted.slice(at, at + batch)) {
			const step = await readOne(db, place, path);
			if (step) { ready.push(step); }
		}
		db.transaction(() => { for (const step of ready) { step(); } });
		if (at + batch < sorted.length) { await breathe(); }
	}
}

async function readOne(db: Database, place: Place, path: string): Promise<(() => void) | undefined> {
	const [month = '', file = ''] = path.split('/');
	const own = readRecordFile(join(place.records, path), file);
	const packed = own.is === 'gone' || own.is === 'problem' ? place.packs.packed(month, file) : undefined;
	if (!packed) { return stepOf(db, place, path, own); }
	// A damaged file whose record a pack has is named, and the record stands.
	const steps = [own.is === 'gone' ? undefined : await stepOf(db, place, path, own), await stepOf(db, place, path, packed)];
	return () => { for (const step of steps) { step?.(); } };
}

/** What a record file, named 'month/file', does to the database; undefined where that is nothing. */
export async function stepOf(db: Database, place: Pick<Place, 'evidence' | 'log'>, path: string, read: ReadRecord): Promise<(() => void) | undefined> {
	const [month = '', file = ''] = path.split('/');
	switch (read.is) {
		case 'gone': return undefined;
		case 'problem': return () => db.run('insert or replace into problem values (?, ?, ?)', `records/${path}`, month, read.reason);
		case 'newer': return () => db.run(`insert or ignore into record values (?, ?, ?, ?, 1, ?, null, '', '')`, read.id, file, month, read.kind, read.model ?? '');
		case 'record': {
			const same = db.one<{ file: string }>('select file from record where id = ?', read.record.id);
			if (same && same.file !== file) {
				return () => db.run('insert or replace into problem values (?, ?, ?)', `records/${path}`, month, `it has the id of ${same.file}, which stands`);
			}
			const spilled = await spilledFields(place, read.record);
			return () => applyRecord(db, { record: read.record, file, month, spilled });
		}
	}
}

/** The fields of a version that its lists need and its record was too small for. */
export async function spilledFields(place: Pick<Place, 'evidence' | 'log'>, record: RegistryRecord): Promise<Spilled | undefined> {
	if (record.kind !== 'version.registered') { return undefined; }
	const spilled: Record<string, unknown> = {};
	for (const field of ['params', 'metrics', 'inputs', 'notes'] as const) {
		const parts = record.evidence[field];
		if (!parts) { continue; }
		try {
			const found = spillable[field].safeParse(await place.evidence.readJson(parts));
			const fits = found.success && !(typeof found.data === 'object' && Object.hasOwn(found.data, '__proto__'));
			if (fits) { spilled[field] = found.data; } else { place.log.warn(`${record.model}: the evidence of its '${field}' is not what the record needs`); }
		} catch (error) {
			if (!RegistryError.is(error)) { throw error; }
			place.log.warn(`${record.model}: ${error.message}`);
		}
	}
	return spilled;
}

/** The latest id that any record has. */
export function latestRecord(db: Database): string | undefined {
	return db.one<{ id: string }>('select id from record order by id desc limit 1')?.id;
}

/** Whether these are the month folders, with the times, that the database knows. */
export function knowsMonths(db: Database, months: readonly Month[]): boolean {
	const known = db.all<Month>('select name, mtime from month');
	return known.length === months.length && months.every(month => known.some(row => row.name === month.name && row.mtime === month.mtime));
}
