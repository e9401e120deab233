import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { openImage } from '../database/image';
import { importedFrom } from '../database/queries/imported';
import { findModel } from '../database/queries/models';
import { RegistryError, type Reason } from '../errors';
import { importSources } from '../imports';
import type { ImportTool } from '../imports/found';
import { importVersion } from '../imports/importVersion';
import { cardMark, cardTag, reasonOf } from '../imports/marks';
import type { Change, ImportPlan, PlannedAlias, PlannedModel, PlannedVersion } from '../imports/plan';
import { planOf } from '../imports/planOf';
import { runsOf } from '../imports/runsOf';
import { asRegistryError } from '../files/asRegistryError';
import { readConfig } from '../ledger/config';
import type { Id, Version } from '../model';
import { removeAlias, setAlias } from './aliases';
import { setArchived } from './archive';
import { readCard, writeCard } from './cards';
import type { Context, LongRunning, Progress } from './context';
import { inWorkspace } from './inWorkspace';
import { createModel } from './modelNames';
import { addNote } from './notes';
import { versionById } from './read';
import { setTags } from './tags';

/**
 * Reads another registry in a folder or file of the workspace ('.' is the workspace itself), and says what an import would do. Changes nothing, and
 * needs no registry yet. Throws 'nothing-to-import', 'outside', 'not-found', 'damaged-file', 'unreadable', 'git-failed', 'cancelled'.
 */
export async function planImport(ctx: Context, tool: ImportTool, path = '.', signal?: AbortSignal): Promise<ImportPlan> {
	const source = importSources[tool];
	const inside = path === '.' || path === ctx.layout.workspace ? '' : inWorkspace(ctx, path);
	await lstat(join(ctx.layout.workspace, inside)).catch((error: unknown) => { throw asRegistryError(error, inside, 'read'); });
	const stores = await source.read({
		workspace: ctx.layout.workspace, path: inside, sqlite: openImage, git: await ctx.git(), log: ctx.log, ...(signal ? { signal } : {}),
		digestOf: async at => (await ctx.artifacts.digestOf(join(ctx.layout.workspace, at), signal ? { signal } : {})).digest,
	});
	if (stores.length === 0) { throw new RegistryError('nothing-to-import', { path: inside === '' ? 'The workspace' : inside, what: source.what }); }
	const db = await readConfig(ctx.layout) === undefined ? undefined : await ctx.ledger.database();
	return planOf(stores, { tool, path: inside, db, workspace: ctx.layout.workspace, card: model => readCard(ctx, model) });
}

export interface ImportProgress extends Progress {
	/** Which version is being registered, counted from 1, of how many. */
	readonly index: number;
	readonly count: number;
	readonly version: PlannedVersion;
}

export interface ImportOptions extends Pick<LongRunning, 'signal'> {
	readonly onProgress?: (progress: ImportProgress) => void;
}

/** What was done. */
export interface ImportResult {
	readonly registered: readonly { readonly planned: PlannedVersion; readonly version: Version }[];
	/** Those that were there and have something new. */
	readonly changed: readonly { readonly planned: PlannedVersion; readonly changes: readonly Change[] }[];
	readonly models: readonly PlannedModel[];
	readonly aliases: readonly PlannedAlias[];
	/** What was planned and could not be done: one sentence each. */
	readonly failed: readonly { readonly what: string; readonly why: string }[];
	/** Whether it was stopped before its end. What was done by then stays, and the next import goes on. */
	readonly cancelled: boolean;
}

/** Failures that would meet every version that follows. */
const final: ReadonlySet<Reason> = new Set<Reason>(['disk-full', 'locked', 'not-initialised', 'newer-schema', 'registry-is-a-file', 'unwritable']);

/**
 * Does what a plan says: versions oldest first, then what is new of those that were there, models, and aliases. A version that can't be registered is
 * told of, and the others go on. Doing it twice does nothing the second time. Throws 'not-initialised', 'newer-schema', 'disk-full', 'unwritable', 'locked'.
 */
export async function runImport(ctx: Context, plan: ImportPlan, options: ImportOptions = {}): Promise<ImportResult> {
	await ctx.writable();
	const result = { registered: [] as { planned: PlannedVersion; version: Version }[], changed: [] as { planned: PlannedVersion; changes: readonly Change[] }[], models: [] as PlannedModel[], aliases: [] as PlannedAlias[], failed: [] as { what: string; why: string }[] };
	const { signal, onProgress } = options;
	let cancelled = false;
	/** Answers whether the work was done. */
	const attempt = async (what: string, work: () => Promise<void>): Promise<boolean> => {
		if (signal?.aborted) { throw new RegistryError('cancelled', { what: 'The import' }); }
		try {
			await work();
			return true;
		} catch (error) {
			if (!RegistryError.is(error) || RegistryError.is(error, 'cancelled') || final.has(error.reason)) { throw error; }
			result.failed.push({ what, why: error.message });
			return false;
		}
	};
	try {
		const ids = new Map(importedFrom(await ctx.ledger.database(), plan.tool).filter(one => one.version !== '').toReversed().map(one => [one.origin, one.version]));
		for (const { origin, id } of plan.versions) { if (id !== undefined) { ids.set(origin, id); } }
		await registerAll(ctx, plan, ids, { attempt, result, onProgress, signal });
		for (const planned of plan.versions.filter(one => one.action === 'exists')) {
			const changes = planned.changes.filter(change => change.do !== 'keep');
			if (changes.length > 0 && await attempt(named(planned), () => changeAll(ctx, planned.id ?? '', changes))) { result.changed.push({ planned, changes }); }
		}
		for (const planned of plan.models) {
			await attempt(planned.model, async () => { if (await changeModel(ctx, planned)) { result.models.push(planned); } });
		}
		for (const planned of plan.aliases) {
			const id = planned.origin === null ? undefined : ids.get(planned.origin);
			if (planned.action === 'remove') {
				if (await attempt(`${planned.model}@${planned.alias}`, async () => { await removeAlias(ctx, planned.model, planned.alias, reasonOf(planned.store)); })) { result.aliases.push(planned); }
			} else if (planned.action === 'set' && id !== undefined) {
				if (await attempt(`${planned.model}@${planned.alias}`, async () => { await setAlias(ctx, id, planned.alias, reasonOf(planned.store)); })) { result.aliases.push(planned); }
			}
		}
	} catch (error) {
		if (!RegistryError.is(error, 'cancelled')) { throw error; }
		cancelled = true;
	}
	const db = await ctx.ledger.database();
	// As they are by now, with their aliases.
	return { ...result, registered: result.registered.map(({ planned, version }) => ({ planned, version: versionById(db, version.id) })), cancelled };
}

const named = (planned: PlannedVersion) => `${planned.model} ${planned.version}`;

interface Doing {
	readonly attempt: (what: string, work: () => Promise<void>) => Promise<boolean>;
	readonly result: { readonly registered: { planned: PlannedVersion; version: Version }[] };
	readonly onProgress: ImportOptions['onProgress'];
	readonly signal: AbortSignal | undefined;
}

/** Registers what the plan says, and notes the ids by origin. */
async function registerAll(ctx: Context, plan: ImportPlan, ids: Map<string, Id>, { attempt, result, onProgress, signal }: Doing): Promise<void> {
	const fresh = plan.versions.filter(planned => planned.action === 'register');
	const runOf = runsOf(fresh, plan.tool, ctx.layout.workspace, openImage);
	for (const [at, planned] of fresh.entries()) {
		// Somebody was faster, or the plan is run a second time.
		if (ids.has(planned.origin)) { continue; }
		await attempt(named(planned), async () => {
			const version = await importVersion(ctx, planned, plan.tool, await runOf(planned), {
				...(signal ? { signal } : {}), ...(onProgress ? { onProgress: progress => onProgress({ ...progress, index: at + 1, count: fresh.length, version: planned }) } : {}),
			});
			if (!version) { return; }
			ids.set(planned.origin, version.id);
			if (planned.retired !== undefined) { await setArchived(ctx, version.id, true, `${reasonOf(planned.store)}: ${planned.retired}`); }
			result.registered.push({ planned, version: versionById(await ctx.ledger.database(), version.id) });
		});
	}
}

async function changeAll(ctx: Context, id: Id, changes: readonly Change[]): Promise<void> {
	for (const change of changes) {
		switch (change.do) {
			case 'tag': await setTags(ctx, { ref: id }, { [change.tag]: change.value }, { anyCase: true }); break;
			case 'note': await addNote(ctx, { ref: id }, change.text); break;
			case 'archive': case 'restore': await setArchived(ctx, id, change.do === 'archive', change.reason); break;
			case 'keep': break;
		}
	}
}

/** Answers whether there was anything to do. */
async function changeModel(ctx: Context, { model, action, tags, card }: PlannedModel): Promise<boolean> {
	const there = findModel(await ctx.ledger.database(), model) !== undefined;
	if (action === 'skip' || (action === 'update' && !there)) { return false; }
	if (!there) { await createModel(ctx, model); }
	if (card !== undefined) { await writeCard(ctx, model, card); }
	const all = { ...tags, ...(card === undefined ? {} : { [cardTag]: cardMark(card) }) };
	if (Object.keys(all).length > 0) { await setTags(ctx, { model }, all, { anyCase: true }); }
	return !there || Object.keys(all).length > 0;
}
