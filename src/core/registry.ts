import { resolve } from 'node:path';
import { openArtifacts } from './artifacts/store';
import { RegistryError } from './errors';
import type { Disposable, Event } from './event';
import { openGit, type Git } from './git/git';
import { configSchema, readConfig, writeNewRegistry, type Config } from './ledger/config';
import { layoutOf } from './ledger/layout';
import { Ledger } from './ledger/ledger';
import { silentLog, type Logger } from './log';
import type { Person } from './model';
import { removeAlias, setAlias } from './verbs/aliases';
import { setArchived } from './verbs/archive';
import * as bytes from './verbs/bytes';
import { cardOf, readCard, writeCard } from './verbs/cards';
import { contestOrigins } from './verbs/contestOrigins';
import { contests, settledByItself } from './verbs/contests';
import { compact } from './verbs/compact';
import { readCode } from './verbs/code';
import { commitLog } from './verbs/commitLog';
import { cardHistory } from './verbs/cardHistory';
import { compare, comparePacked, compareSection } from './verbs/compare';
import * as placed from './verbs/deployments';
import { decide, giveAgain } from './verbs/decide';
import { configureModel } from './verbs/configure';
import type { Context, LongRunning } from './verbs/context';
import * as evaluated from './verbs/evaluations';
import * as recorded from './verbs/history';
import { gitNames } from './verbs/gitNames';
import { incoming } from './verbs/incoming';
import { recordFile } from './verbs/recordFile';
import { pastContext, type Moment, type PastName } from './verbs/past';
import { planImport, runImport } from './verbs/importRegistry';
import { inspect } from './verbs/inspect';
import { judged } from './verbs/judged';
import { versionAsOf } from './verbs/asOf';
import { checkout, checkouts, removeCheckout } from './verbs/checkout';
import { shareSnapshots, snapshotRemotes } from './verbs/snapshots';
import { changes } from './verbs/changes';
import { commandsOf, recordCommand } from './verbs/commands';
import { orphans, removeOrphans } from './verbs/orphans';
import { pins } from './verbs/pins';
import * as again from './verbs/reproduce';
import { registerReproduction } from './verbs/registerReproduction';
import { rollbackAlias, rollbackTarget } from './verbs/rollback';
import * as descent from './verbs/lineage';
import { sweepLeftovers } from './verbs/leftovers';
import { link, unlink } from './verbs/links';
import { createModel, renameModel } from './verbs/modelNames';
import { addNote } from './verbs/notes';
import * as read from './verbs/read';
import { openImage } from './database/image';
import { RunShelf } from './runs/shelf';
import { register, type Registered, type RegisterOptions } from './verbs/register';
import { isRunReference, runHistories } from './verbs/comparedRun';
import { searchNames } from './verbs/searchNames';
import { run, runs } from './verbs/runs';
import { suggest } from './verbs/suggest';
import { setTags } from './verbs/tags';

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

/** The registry of one workspace folder. Every feature goes through here; the editor and the CLI are two faces of it. */
export interface Registry extends Disposable {
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
	readonly suggest: Bound<typeof suggest>;
	readonly inspect: Bound<typeof inspect>;
	/** The training runs in the workspace, those that aren't registered first of all. */
	readonly runs: Bound<typeof runs>;
	readonly run: Bound<typeof run>;

	/** Brings a whole registry of another tool in, in two steps: what would be done, and doing it. */
	readonly planImport: Bound<typeof planImport>;
	readonly runImport: Bound<typeof runImport>;

	readonly models: Bound<typeof read.models>;
	readonly model: Bound<typeof read.model>;
	readonly modelNamed: Bound<typeof read.modelNamed>;
	readonly versions: Bound<typeof read.versions>;
	readonly versionIds: Bound<typeof read.versionIds>;
	readonly versionCounts: Bound<typeof read.versionCounts>;
	readonly searchNames: Bound<typeof searchNames>;
	readonly version: Bound<typeof read.version>;
	readonly versionDetails: Bound<typeof read.versionDetails>;
	readonly tensors: Bound<typeof read.tensors>;
	readonly histories: Bound<typeof read.histories>;
	readonly metadata: Bound<typeof read.metadata>;
	readonly versionsWithDigest: Bound<typeof read.versionsWithDigest>;
	readonly versionsAt: Bound<typeof read.versionsAt>;
	readonly pathsRegistered: Bound<typeof read.pathsRegistered>;

	/** Two to 200 versions side by side. */
	readonly compare: Bound<typeof compare>;
	readonly comparePacked: Bound<typeof comparePacked>;
	readonly compareSection: Bound<typeof compareSection>;
	readonly readCode: Bound<typeof readCode>;

	readonly createModel: Bound<typeof createModel>;
	readonly renameModel: Bound<typeof renameModel>;
	readonly configureModel: Bound<typeof configureModel>;
	readonly setAlias: Bound<typeof setAlias>;
	readonly removeAlias: Bound<typeof removeAlias>;
	/** Puts an alias back to the version that held it before. */
	readonly rollbackAlias: Bound<typeof rollbackAlias>;
	readonly rollbackTarget: Bound<typeof rollbackTarget>;
	readonly setTags: Bound<typeof setTags>;
	readonly addNote: Bound<typeof addNote>;
	readonly evaluate: Bound<typeof evaluated.evaluate>;
	readonly evaluations: Bound<typeof evaluated.evaluations>;
	readonly evaluationPivot: Bound<typeof evaluated.evaluationPivot>;
	/** Where versions run: recorded by whatever deploys them. */
	readonly deploy: Bound<typeof placed.deploy>;
	readonly endDeployment: Bound<typeof placed.endDeployment>;
	readonly deployments: Bound<typeof placed.deployments>;
	readonly writeCard: Bound<typeof writeCard>;
	readonly readCard: Bound<typeof readCard>;
	/** Every card that was ever written, newest first. */
	readonly cardHistory: Bound<typeof cardHistory>;
	/** The card as one record wrote it. */
	readonly cardOf: Bound<typeof cardOf>;
	archive(ref: string, reason?: string): Promise<void>;
	restore(ref: string, reason?: string): Promise<void>;

	/** SHA-256 of a file or folder of the workspace, without storing it. */
	digestOf(path: string, options?: LongRunning): Promise<string>;
	readonly verify: Bound<typeof bytes.verify>;
	readonly get: Bound<typeof bytes.get>;
	readonly purge: Bound<typeof bytes.purge>;
	readonly recover: Bound<typeof bytes.recover>;
	readonly cleanUp: Bound<typeof bytes.cleanUp>;
	/** Stored bytes that no record of this clone refers to, and deleting them. */
	readonly orphans: Bound<typeof orphans>;
	readonly removeOrphans: Bound<typeof removeOrphans>;
	readonly storedPath: Bound<typeof bytes.storedPath>;

	/** What versions came from and led to, over the whole registry and the things outside that it knows of. */
	readonly lineage: Bound<typeof descent.lineage>;
	readonly wholeLineage: Bound<typeof descent.wholeLineage>;
	readonly packedLineage: Bound<typeof descent.packedLineage>;
	readonly lineageSpine: Bound<typeof descent.lineageSpine>;
	readonly dependents: Bound<typeof descent.dependents>;
	readonly pathBetween: Bound<typeof descent.pathBetween>;
	readonly judged: Bound<typeof judged>;
	readonly commitLog: Bound<typeof commitLog>;
	readonly link: Bound<typeof link>;
	readonly unlink: Bound<typeof unlink>;

	readonly history: Bound<typeof recorded.history>;
	readonly recordFile: Bound<typeof recordFile>;
	/** What a reference meant at a moment. */
	readonly versionAsOf: Bound<typeof versionAsOf>;
	/** The code of a version in a folder of its own, with its artifact in place. */
	readonly checkout: Bound<typeof checkout>;
	readonly checkouts: Bound<typeof checkouts>;
	readonly removeCheckout: Bound<typeof removeCheckout>;
	readonly shareSnapshots: Bound<typeof shareSnapshots>;
	readonly snapshotRemotes: Bound<typeof snapshotRemotes>;
	/** The commands that are known to make a version, the best first; and saying one. */
	readonly commandsOf: Bound<typeof commandsOf>;
	readonly recordCommand: Bound<typeof recordCommand>;
	/** What of a version's making is pinned, and what isn't. */
	readonly pins: Bound<typeof pins>;
	/** Makes a version again, in steps: its code in a folder of its own, what came of running its command there, and one record of that. */
	readonly prepareReproduction: Bound<typeof again.prepareReproduction>;
	readonly judgeReproduction: Bound<typeof again.judgeReproduction>;
	readonly recordReproduction: Bound<typeof again.recordReproduction>;
	readonly registerReproduction: Bound<typeof registerReproduction>;
	readonly reproductions: Bound<typeof again.reproductions>;
	/** What the records here say beyond those at a commit, branch or tag. */
	readonly changes: Bound<typeof changes>;
	readonly conflicts: Bound<typeof recorded.conflicts>;
	/** Decides a conflict for one of its sides, as `conflicts` names them. */
	readonly decide: Bound<typeof decide>;
	/** Conflicts with what tells their sides apart, what git knows of them, and what settled without anybody. */
	readonly contests: Bound<typeof contests>;
	readonly contestOrigins: Bound<typeof contestOrigins>;
	readonly settledByItself: Bound<typeof settledByItself>;
	/** Gives a value back that stood on the other side of a conflict. */
	readonly giveAgain: Bound<typeof giveAgain>;
	readonly problems: Bound<typeof recorded.problems>;
	readonly health: Bound<typeof recorded.health>;
	/** Packs the records of past months, each month into one file. */
	readonly compact: Bound<typeof compact>;

	/** The registry as it was: read-only, apart from this one, and to be closed by itself. Nothing is checked out. Throws 'bad-value', 'git-failed'. */
	asOf(moment: Moment): Promise<Registry>;
	/** What it is as of, where it is the past. */
	pastName(): Promise<PastName | undefined>;
	/** What a commit, branch or tag has that isn't here. */
	readonly incoming: Bound<typeof incoming>;
	readonly gitNames: Bound<typeof gitNames>;

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
	const writable = async () => {
		// Only who writes may remove something, and it isn't in anybody's way a little later.
		sweeping ??= setTimeout(() => void sweepLeftovers(ctx).catch((error: unknown) => log.warn(`What killed processes left was not removed: ${String(error)}`)), sweepAfter).unref();
		const found = await config();
		if (found.schema > configSchema) { throw new RegistryError('newer-schema', { path: layout.config, found: found.schema, known: configSchema }); }
		return found;
	};
	const ctx: Context = { layout, ledger, artifacts: openArtifacts({ registryFolder: layout.root, workspace: folder, log }), git: openedGit, config, writable, runs: new RunShelf(folder, openImage), log, now };
	if (options.watch) { ledger.watch(); }
	const registry = registryOver(ctx);
	const close = async () => {
		clearTimeout(sweeping);
		// Who writes once and ends, as a terminal does, looks at least for the large ones.
		if (sweeping !== undefined) { await ctx.artifacts.sweep().catch((error: unknown) => log.warn(`What killed processes left was not removed: ${String(error)}`)); }
		await registry.close();
	};
	return { ...registry, close };
}

/** The verbs over a ledger: the folder's own, or one of the past. */
function registryOver(ctx: Context, past?: PastName): Registry {
	const { layout, ledger, config } = ctx;
	const { workspace: folder } = layout;
	const bind = <A extends unknown[], R>(verb: (ctx: Context, ...args: A) => R) => (...args: A): R => verb(ctx, ...args);
	return {
		folder, onDidChange: ledger.onDidChange,
		exists: async () => await readConfig(layout) !== undefined,
		init: name => writeNewRegistry(layout, name, ctx.now()),
		config, refresh: () => ledger.refresh(),
		register: (path, registerOptions) => register(ctx, path, registerOptions),
		registerAll: async (paths, registerOptions) => {
			const done: Registered[] = [];
			for (const path of paths) { done.push(await register(ctx, path, registerOptions)); }
			return done;
		},
		suggest: bind(suggest), inspect: bind(inspect), runs: bind(runs), run: bind(run), planImport: bind(planImport), runImport: bind(runImport),
		models: bind(read.models), model: bind(read.model), modelNamed: bind(read.modelNamed), versions: bind(read.versions), versionIds: bind(read.versionIds), versionCounts: bind(read.versionCounts), searchNames: bind(searchNames), version: bind(read.version),
		versionDetails: bind(read.versionDetails), tensors: bind(read.tensors), histories: ref => (isRunReference(ref) ? runHistories(ctx, ref) : read.histories(ctx, ref)), metadata: bind(read.metadata),
		versionsWithDigest: bind(read.versionsWithDigest), versionsAt: bind(read.versionsAt), pathsRegistered: bind(read.pathsRegistered),
		compare: bind(compare), comparePacked: bind(comparePacked), compareSection: bind(compareSection), readCode: bind(readCode), createModel: bind(createModel), renameModel: bind(renameModel), configureModel: bind(configureModel),
		setAlias: bind(setAlias), removeAlias: bind(removeAlias), setTags: bind(setTags), addNote: bind(addNote),
		evaluate: bind(evaluated.evaluate), evaluations: bind(evaluated.evaluations), evaluationPivot: bind(evaluated.evaluationPivot),
		deploy: bind(placed.deploy), endDeployment: bind(placed.endDeployment), deployments: bind(placed.deployments),
		writeCard: bind(writeCard), readCard: bind(readCard), cardHistory: bind(cardHistory), cardOf: bind(cardOf),
		archive: (ref, reason) => setArchived(ctx, ref, true, reason),
		restore: (ref, reason) => setArchived(ctx, ref, false, reason),
		digestOf: async (path, long = {}) => (await ctx.artifacts.digestOf(resolve(folder, path), long)).digest,
		verify: bind(bytes.verify), get: bind(bytes.get), purge: bind(bytes.purge), recover: bind(bytes.recover), cleanUp: bind(bytes.cleanUp), orphans: bind(orphans), removeOrphans: bind(removeOrphans), storedPath: bind(bytes.storedPath),
		lineage: bind(descent.lineage), wholeLineage: bind(descent.wholeLineage), packedLineage: bind(descent.packedLineage), lineageSpine: bind(descent.lineageSpine), dependents: bind(descent.dependents), pathBetween: bind(descent.pathBetween), judged: bind(judged), commitLog: bind(commitLog), link: bind(link), unlink: bind(unlink),
		rollbackAlias: bind(rollbackAlias), rollbackTarget: bind(rollbackTarget), versionAsOf: bind(versionAsOf), changes: bind(changes),
		checkout: bind(checkout), checkouts: bind(checkouts), removeCheckout: bind(removeCheckout), shareSnapshots: bind(shareSnapshots), snapshotRemotes: bind(snapshotRemotes),
		history: bind(recorded.history), conflicts: bind(recorded.conflicts), decide: bind(decide), contests: bind(contests), contestOrigins: bind(contestOrigins), settledByItself: bind(settledByItself), giveAgain: bind(giveAgain), problems: bind(recorded.problems), health: bind(recorded.health), compact: bind(compact),
		commandsOf: bind(commandsOf), recordCommand: bind(recordCommand), pins: bind(pins), prepareReproduction: bind(again.prepareReproduction),
		judgeReproduction: bind(again.judgeReproduction), recordReproduction: bind(again.recordReproduction), registerReproduction: bind(registerReproduction), reproductions: bind(again.reproductions),
		asOf: async moment => { const [name, then] = await pastContext(ctx, moment); return registryOver(then, name); },
		recordFile: bind(recordFile), pastName: async () => past, incoming: bind(incoming), gitNames: bind(gitNames),
		close: () => ledger.close(),
		dispose: () => { void ledger.close(); },
	};
}
