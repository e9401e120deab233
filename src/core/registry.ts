import { resolve } from 'node:path';
import { openArtifacts } from './artifacts/store';
import { openImage } from './database/image';
import { RegistryError } from './errors';
import type { Disposable, Event } from './event';
import { openGit, type Git } from './git/git';
import { configSchema, readConfig, writeNewRegistry, type Config } from './ledger/config';
import { layoutOf } from './ledger/layout';
import { Ledger } from './ledger/ledger';
import { silentLog, type Logger } from './log';
import type { Person } from './model';
import { RunShelf } from './runs/shelf';
import { verbs } from './verbs';
import { setArchived } from './verbs/archive';
import type { Context, LongRunning } from './verbs/context';
import { Foreground } from './verbs/foreground';
import { sweepLeftovers } from './verbs/leftovers';
import { pastContext, type Moment, type PastName } from './verbs/past';
import { register, type Registered, type RegisterOptions } from './verbs/register';

export interface RegistryOptions {
	/** The workspace folder, absolute. The registry is its `.model-registry`, there already or made by `init`. */
	readonly folder: string;
	readonly log?: Logger;
	/** The clock, for a registry that is made in the past. */
	readonly now?: () => Date;
	/** Who writes; git's user when left out. */
	readonly author?: Person;
	/** False where git must not be run: an untrusted workspace. */
	readonly git?: boolean;
	/** Whether to look for changes by others while it is open; they fire onDidChange within a second. */
	readonly watch?: boolean;
}

type Bound<F> = F extends (ctx: Context, ...args: infer A) => infer R ? (...args: A) => R : never;
/** The verbs as they are called once the registry is known. */
type BoundVerbs = { readonly [V in keyof typeof verbs]: Bound<(typeof verbs)[V]> };

/** The registry of one workspace folder. Every feature goes through here; the editor and the CLI are two faces of it. */
export interface Registry extends Disposable, BoundVerbs {
	readonly folder: string;
	/** After anything changed: by this object, another window, the CLI, or git. */
	readonly onDidChange: Event<void>;

	/** Whether there is a registry. Throws 'registry-is-a-file', 'damaged-file'. */
	exists(): Promise<boolean>;
	/** Makes the registry's folder. Does nothing where there is one. */
	init(name?: string): Promise<Config>;
	config(): Promise<Config>;
	/** Looks for changes by others now. */
	refresh(): Promise<void>;

	/** Registers files or folders, one after the other. Those before a failure stay registered. */
	register(path: string, options?: RegisterOptions): Promise<Registered>;
	registerAll(paths: readonly string[], options?: RegisterOptions): Promise<readonly Registered[]>;

	archive(ref: string, reason?: string): Promise<void>;
	restore(ref: string, reason?: string): Promise<void>;

	/** SHA-256 of a file or folder of the workspace, without storing it. */
	digestOf(path: string, options?: LongRunning): Promise<string>;

	/** The registry as it was: read-only, apart from this one, and to be closed by itself. Nothing is checked out. Throws 'bad-value', 'git-failed'. */
	asOf(moment: Moment): Promise<Registry>;
	/** What it is as of, where it is the past. */
	pastName(): Promise<PastName | undefined>;
	/** Saves the database if it is behind and lets go of everything. */
	close(): Promise<void>;
}

/** Milliseconds after the first change. */
const sweepAfter = 10_000;

/** Opens the registry of a folder, whether or not there is one yet. Reads nothing until the first verb needs it. */
export function openRegistry(options: RegistryOptions): Registry {
	const { folder, log = silentLog, now = () => new Date() } = options;
	const layout = layoutOf(folder);
	let git: Promise<Git> | undefined;
	const openedGit = () => (options.git === false ? undefined : git ??= openGit(folder, { log }));
	// Asked each time: git's answer changes with its settings, and is kept there.
	const person = async () => options.author ?? await (await openedGit())?.author() ?? { name: '', email: '' };
	const ledger = new Ledger(layout, log, now, person);
	const config = async () => {
		const found = await readConfig(layout);
		if (!found) { throw new RegistryError('not-initialised', { folder }); }
		return found;
	};
	let sweeping: NodeJS.Timeout | undefined;
	const notSwept = (error: unknown) => { log.warn(`What killed processes left was not removed: ${String(error)}`); };
	const writable = async () => {
		// Only who writes may remove something, and it isn't in anybody's way a little later.
		sweeping ??= setTimeout(() => void sweepLeftovers(ctx).catch(notSwept), sweepAfter).unref();
		const found = await config();
		if (found.schema > configSchema) { throw new RegistryError('newer-schema', { path: layout.config, found: found.schema, known: configSchema }); }
		return found;
	};
	const ctx: Context = {
		layout, ledger, artifacts: openArtifacts({ registryFolder: layout.root, workspace: folder, log }), git: openedGit, config, writable,
		runs: new RunShelf(folder, openImage), foreground: new Foreground(), log, now,
	};
	if (options.watch) { ledger.watch(); }
	const registry = registryOver(ctx);
	const close = async () => {
		clearTimeout(sweeping);
		// Who writes once and ends, as a terminal does, looks at least for the large ones.
		if (sweeping !== undefined) { await ctx.artifacts.sweep().catch(notSwept); }
		await registry.close();
	};
	return { ...registry, close, dispose: () => { void close(); } };
}

/** Verbs that step aside for all others. */
const inBackground: ReadonlySet<string> = new Set(['verifyAll']);

/** The verbs over a ledger: the folder's own, or one of the past. */
function registryOver(ctx: Context, past?: PastName): Registry {
	const { layout, ledger, config } = ctx;
	const { workspace: folder } = layout;
	type Verb = (ctx: Context, ...args: readonly unknown[]) => unknown;
	const bound = Object.fromEntries(Object.entries(verbs as unknown as Readonly<Record<string, Verb>>)
		.map(([name, verb]) => [name, (...args: readonly unknown[]) => (inBackground.has(name) ? verb(ctx, ...args) : ctx.foreground.during(() => verb(ctx, ...args)))])) as unknown as BoundVerbs;
	return {
		...bound, folder, onDidChange: ledger.onDidChange,
		exists: async () => await readConfig(layout) !== undefined,
		init: name => writeNewRegistry(layout, name, ctx.now()),
		config, refresh: () => ledger.refresh(),
		register: (path, registerOptions) => register(ctx, path, registerOptions),
		registerAll: async (paths, registerOptions) => {
			const done: Registered[] = [];
			for (const path of paths) { done.push(await register(ctx, path, registerOptions)); }
			return done;
		},
		archive: (ref, reason) => setArchived(ctx, ref, true, reason),
		restore: (ref, reason) => setArchived(ctx, ref, false, reason),
		digestOf: async (path, long = {}) => (await ctx.artifacts.digestOf(resolve(folder, path), long)).digest,
		asOf: async moment => { const [name, then] = await pastContext(ctx, moment); return registryOver(then, name); },
		pastName: async () => past,
		close: () => ledger.close(),
		dispose: () => { void ledger.close(); },
	};
}
