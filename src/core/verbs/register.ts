import { resolve as resolvePath } from 'node:path';
import type { Database } from '../database/database';
import { findModel, namesOf, recordName } from '../database/queries/models';
import { nextNumber, versionsByDigest } from '../database/queries/findVersions';
import { RegistryError } from '../errors';
import { pointersIn } from '../formats/pointersIn';
import { factsOf } from './factsOf';
import type { Facts, Id, Metric, Param, StoragePolicy, Version } from '../model';
import { nextId } from '../records/ids';
import type { RunPlace } from '../runs/trainingRun';
import { checkAlias, checkModelName, modelKey } from '../records/names';
import type { Context, LongRunning } from './context';
import { convertedFrom } from './convertedFrom';
import { mendStored } from './mendStored';
import { draftOf } from './draft';
import { inWorkspace } from './inWorkspace';
import { versionById } from './read';
import { addNote } from './notes';
import { refuseOtherCase, setAlias } from './aliases';
import { checkTags, setTags } from './tags';
import { candidatesFor } from './suggest';
import { tie, tieTo, type CodeSaid } from './tie';
import { settleNumbers } from './writing';

export interface RegisterOptions extends LongRunning {
	/** Suggested from the file and its surroundings when left out. */
	readonly model?: string;
	/** Markdown. */
	readonly notes?: string;
	readonly aliases?: readonly string[];
	readonly reason?: string;
	readonly tags?: Readonly<Record<string, string>>;
	/** Said by the person: they stand over what was found. */
	readonly params?: Readonly<Record<string, Param['value']>>;
	readonly metrics?: Readonly<Record<string, number>>;
	/** As the person wrote them, where that says more than the value: 'params.lr' → '2e-5'. */
	readonly written?: Readonly<Record<string, string>>;
	/** How the bytes are kept; the registry's policy when left out. */
	readonly storage?: StoragePolicy;
	/** What was found already, and perhaps corrected by the person; read anew when left out. */
	readonly facts?: Facts;
	/** Makes a new version even of bytes that the model has already: always, or where they are that version's. */
	readonly again?: boolean | ((same: Version) => boolean);
	/** The run that made it, where its place doesn't tell. */
	readonly run?: RunPlace;
	/** Also registers a Git LFS pointer, which stands in place of a model that was not fetched. */
	readonly asIs?: boolean;
	/** The number it should have; the next free one where that is higher. */
	readonly number?: number;
	/** Absolute: where the bytes are read, if not at `path`, which is then only where they come from. In a folder of `ArtifactStore.temporaryFolder`. */
	readonly bytesFrom?: string;
	/** The code that made it, if not what stands in the working tree now: its commit and what there is to say of it, or why it isn't known. */
	readonly code?: CodeSaid;
}

export interface Registered {
	readonly version: Version;
	/** False where the model had a version of these very bytes already: that one is returned, and no second one is made. */
	readonly created: boolean;
	/** How many of its stored files were missing or damaged, and are whole again by these bytes. */
	readonly mended?: number;
}

/**
 * Registers a file or folder as the next version of a model. The bytes are hashed and stored in one pass, the code's exact state is kept
 * in git, and then one record makes it a fact. Whatever fails before that leaves no trace.
 * Throws 'not-found', 'empty-file', 'changed-while-read', 'lfs-pointer', 'cancelled', 'disk-full', 'outside', 'bad-name', 'name-taken', ….
 */
export async function register(ctx: Context, path: string, options: RegisterOptions = {}): Promise<Registered> {
	const config = await ctx.writable();
	const inside = inWorkspace(ctx, path);
	const absolute = resolvePath(ctx.layout.workspace, inside);
	if (options.model !== undefined) { checkModelName(options.model); }
	for (const alias of options.aliases ?? []) { checkAlias(alias); }
	checkTags(options.tags ?? {});
	const { bytesFrom } = options;
	const staged = await ctx.artifacts.stage(absolute, { ...(bytesFrom === undefined ? {} : { from: bytesFrom }), policy: options.storage ?? config.policies.storage, signal: options.signal, onProgress: options.onProgress });
	const undo: (() => Promise<void>)[] = [() => staged.discard()];
	try {
		const found = withSaid(options.facts ?? await factsOf(ctx, bytesFrom ?? absolute, { model: options.model, signal: options.signal, run: options.run, untagged: bytesFrom !== undefined }), options);
		const base = await convertedFrom(ctx, { inside, absolute: bytesFrom ?? absolute }, found);
		const facts = base ? { ...found, inputs: [...found.inputs, base] } : found;
		// A clone without `git lfs pull` holds pointers in place of models: nobody means to register those.
		if (!options.asIs && facts.warnings.some(({ code }) => code === 'lfs-pointer')) {
			const pointer = staged.kind === 'directory' ? await pointersIn(absolute) : undefined;
			throw new RegistryError('lfs-pointer', { path: inside, ...(pointer ? { inside: pointer.first } : {}) });
		}
		const model = options.model ?? (await candidatesFor(ctx, inside, facts))[0].model;
		const db = await ctx.ledger.database();
		refuseOtherCase(db, findModel(db, model) ?? modelKey(model), options.aliases ?? []);
		refuseNearName(db, model, findModel(db, model));
		const sameNow = () => (options.again === true ? undefined : sameBytes(db, model, staged.digest, options.again || undefined));
		const same = sameNow();
		if (same !== undefined) {
			const mended = await mendStored(ctx, versionById(db, same), staged, options);
			return { version: await repeat(ctx, db, same, options), created: false, ...(mended > 0 ? { mended } : {}) };
		}
		const version = nextId(ctx.now().getTime(), undefined);
		const { git, untied } = options.code
			? await tieTo(ctx, version, absolute, options.code, undo)
			: await tie(ctx, version, absolute, config.policies.snapshotFileLimit, options.signal, undo);
		const files = staged.files;
		// The last moment to turn back: from here on it is a matter of milliseconds, and files that only add up.
		if (options.signal?.aborted) { throw new RegistryError('cancelled', { what: `Registering ${inside}` }); }
		const draft = await draftOf({
			model, version, files, facts, git, untied, notes: options.notes, tags: { ...Object.fromEntries((facts.tags ?? []).map(({ name, value }) => [name, value])), ...options.tags },
			artifact: { digest: staged.digest, kind: staged.kind, format: facts.format, bytes: staged.bytes, path: inside, storage: staged.storage },
		}, ctx.ledger.evidence);
		const other = await ctx.ledger.exclusively(async write => {
			// Somebody else may have registered the same bytes meanwhile.
			const made = sameNow();
			if (made !== undefined) { return made; }
			const key = findModel(db, model);
			refuseNearName(db, model, key);
			await settleNumbers(db, key ?? modelKey(model), write);
			await staged.publish();
			await write({ ...draft, model: key === undefined ? model : recordName(db, key), number: Math.max(nextNumber(db, key ?? modelKey(model)), options.number ?? 1) });
			return undefined;
		});
		if (other !== undefined) {
			await takeBack(ctx, undo);
			return { version: await repeat(ctx, db, other, options), created: false };
		}
		undo.length = 0;
		await finish(ctx, version, options);
		ctx.log.info(`Registered ${inside} as ${versionById(db, version).ref}`);
		return { version: versionById(db, version), created: true };
	} catch (error) {
		await takeBack(ctx, undo);
		throw error;
	}
}

/** Takes back what was done, last first. What can't be taken back hides neither the rest nor why it had to be: it is swept away later. */
async function takeBack(ctx: Context, undo: (() => Promise<void>)[]): Promise<void> {
	for (const step of undo.splice(0).reverse()) {
		await step().catch((error: unknown) => { ctx.log.warn(`A leftover of a registration that was taken back: ${error instanceof Error ? error.message : String(error)}`); });
	}
}

/** A name that differs from an existing model's only in case means that model, and is refused so that nobody thinks otherwise. */
function refuseNearName(db: Database, model: string, key: string | undefined): void {
	if (key === undefined) { return; }
	const known = namesOf(db, key);
	if (!known.includes(model)) { throw new RegistryError('name-taken', { name: model, model: known.at(-1) ?? key }); }
}

function sameBytes(db: Database, model: string, digest: string, again: (same: Version) => boolean = () => false): Id | undefined {
	const key = findModel(db, model);
	return versionsByDigest(db, digest).find(one => one.model === key && !again(versionById(db, one.id)))?.id;
}

/** The bytes are a version already: what was asked besides is still done, so that saying it twice is the same as saying it once. */
async function repeat(ctx: Context, db: Database, id: Id, options: RegisterOptions): Promise<Version> {
	const before = versionById(db, id);
	if (options.notes && !before.notes.includes(options.notes)) { await addNote(ctx, { ref: id }, options.notes); }
	if (options.tags && Object.keys(options.tags).length) { await setTags(ctx, { ref: id }, options.tags); }
	await finish(ctx, id, options);
	return versionById(db, id);
}

async function finish(ctx: Context, id: Id, options: RegisterOptions): Promise<void> {
	for (const alias of options.aliases ?? []) { await setAlias(ctx, id, alias, options.reason); }
}

/** The facts with what the person said put over them. */
function withSaid(facts: Facts, options: RegisterOptions): Facts {
	const source = { tool: 'user' } as const;
	const text = (name: string) => (options.written?.[name] === undefined ? {} : { text: options.written[name] });
	const params: Param[] = Object.entries(options.params ?? {}).map(([name, value]) => ({ name, value, ...text(`params.${name}`), source, certainty: 'certain' }));
	const metrics: Metric[] = Object.entries(options.metrics ?? {}).map(([name, value]) => ({ name, value, ...text(`metrics.${name}`), source, certainty: 'certain' }));
	const over = <T extends { readonly name: string }>(found: readonly T[], said: readonly T[]) =>
		[...found.filter(one => !said.some(other => other.name === one.name)), ...said];
	return { ...facts, params: over(facts.params, params), metrics: over(facts.metrics, metrics) };
}
