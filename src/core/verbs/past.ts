import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { RegistryError } from '../errors';
import { PastLedger, type PastRecords } from '../ledger/pastLedger';
import { shortCommit } from '../present/hash';
import { formatWhen } from '../present/when';
import { evidenceFolder } from '../records/evidence';
import { idTime } from '../records/ids';
import { openPack, packName } from '../records/pack';
import { PackShelf } from '../records/packShelf';
import { maxRecordBytes, monthFolder, parseRecord, recordFileName, type ReadRecord } from '../records/read';
import { listMonths } from '../records/scan';
import { recordsPast } from './changes';
import type { Context } from './context';

/** Which past is meant: what was recorded up to a moment, or what a commit, branch or tag of git has. */
export type Moment = { readonly at: Date } | { readonly ref: string };

/** How a past is called. */
export interface PastName {
	/** '3 May 2026, 23:59', 'origin/main (a41f9c2)' */
	readonly when: string;
	readonly moment: Moment;
	/** Of a branch or tag: the commit that it stood for when it was asked for. */
	readonly commit: string | undefined;
}

/** What a pack in a commit may have: more than any that is made has. */
const maxPackInGit = 32 << 20;
/** Files between two breaths of the event loop. */
const batch = 150;

/** A context whose records are those of the past, and whose every write is refused. Throws 'bad-value', 'git-failed'. */
export async function pastContext(ctx: Context, moment: Moment): Promise<readonly [PastName, Context]> {
	await ctx.config();
	const { evidence, ...found } = 'at' in moment ? await untilMoment(ctx, moment.at) : await atCommit(ctx, moment.ref);
	const name: PastName = { when: found.when, commit: found.commit, moment };
	const ledger = await PastLedger.over(found.records, { layout: ctx.layout, log: ctx.log, when: name.when, evidence });
	const refuse = async () => { throw new RegistryError('past-is-fixed', { when: name.when }); };
	return [name, { ...ctx, ledger, writable: refuse }];
}

interface Found { readonly when: string; readonly commit: string | undefined; readonly records: PastRecords; readonly evidence: ReturnType<typeof evidenceFolder> }

/** Records of today that were written by then. What a record says of its time counts, as in `versionAsOf`. */
async function untilMoment(ctx: Context, at: Date): Promise<Found> {
	const records = new Map<string, ReadRecord>();
	await ctx.ledger.refresh();
	const shelf = new PackShelf(ctx.layout.records);
	for (const { name: month } of listMonths(ctx.layout.records).months) {
		for (const [index, file] of shelf.files(month).entries()) {
			const read = shelf.read(month, file);
			const time = read.is === 'record' ? new Date(read.record.at).getTime() : read.is === 'newer' ? idTime(read.id) : Infinity;
			if (time <= at.getTime()) { records.set(`${month}/${file}`, read); }
			if (index % batch === batch - 1) { await breathe(); }
		}
	}
	return { when: formatWhen(at), commit: undefined, records, evidence: evidenceFolder(ctx.layout.evidence) };
}

/** Records as a commit has them, read without a checkout. Evidence that isn't in the folder is taken from the commit too. */
async function atCommit(ctx: Context, ref: string): Promise<Found> {
	const { past, folder } = await recordsPast(ctx, `read the registry at ${ref}`);
	const { commit, files } = await past.contentsOf(ref, folder, maxPackInGit);
	const records = new Map<string, ReadRecord>();
	for (const [path, bytes] of files) {
		const [month = '', file = '', ...deeper] = path.split('/');
		if (deeper.length || !monthFolder.test(month)) { continue; }
		const pack = packName.test(file) ? openPack(file, bytes) : undefined;
		if (pack?.is === 'pack') { for (const [name, text] of pack.records) { records.set(`${month}/${name}`, parseRecord(name, text)); } }
		if (!recordFileName.test(file) || bytes.length > maxRecordBytes) { continue; }
		records.set(path, parseRecord(file, bytes));
		if (records.size % batch === 0) { await breathe(); }
	}
	const parts = folder.replace(/records$/, 'evidence');
	const elsewhere = async (path: string) => (await past.contents(commit, join(parts, path).replaceAll('\\', '/'), 1 << 20)).values().next().value;
	return { when: ref === commit ? shortCommit(commit) : `${ref} (${shortCommit(commit)})`, commit, records, evidence: evidenceFolder(ctx.layout.evidence, elsewhere) };
}
