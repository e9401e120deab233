import { removeAlias, setAlias } from './aliases';
import { versionAsOf } from './asOf';
import * as bytes from './bytes';
import { cardHistory } from './cardHistory';
import { cardOf, readCard, writeCard } from './cards';
import { changes } from './changes';
import { checkout, checkouts, removeCheckout } from './checkout';
import { readCode } from './code';
import { commandsOf, recordCommand } from './commands';
import { commitLog } from './commitLog';
import { compact } from './compact';
import { compare, comparePacked, compareSection } from './compare';
import { historiesOf } from './comparedRun';
import { configureModel } from './configure';
import { contestOrigins } from './contestOrigins';
import { contests, settledByItself } from './contests';
import { curves } from './curves';
import { decide, giveAgain } from './decide';
import * as placed from './deployments';
import * as evaluated from './evaluations';
import { gitNames } from './gitNames';
import * as recorded from './history';
import { planImport, runImport } from './importRegistry';
import { incoming } from './incoming';
import { inGit } from './inGit';
import { inspect } from './inspect';
import { judged } from './judged';
import * as descent from './lineage';
import { link, unlink } from './links';
import { createModel, renameModel } from './modelNames';
import { addNote } from './notes';
import { orphans, removeOrphans } from './orphans';
import { pins } from './pins';
import * as read from './read';
import { recordFile } from './recordFile';
import { registerReproduction } from './registerReproduction';
import * as again from './reproduce';
import { rollbackAlias, rollbackTarget } from './rollback';
import { run, runs } from './runs';
import { searchNames } from './searchNames';
import { shareSnapshots, snapshotRemotes } from './snapshots';
import { suggest } from './suggest';
import { setTags } from './tags';
import { verifyAll } from './verifyAll';

/** What can be asked of a registry and done to it, by the name that the front door gives it: one line a verb. Each is handed the context first. */
export const verbs = {
	suggest,
	inspect,
	/** The training runs in the workspace, those that aren't registered first of all. */
	runs,
	run,

	/** Brings a whole registry of another tool in, in two steps: what would be done, and doing it. */
	planImport,
	runImport,

	models: read.models,
	model: read.model,
	modelNamed: read.modelNamed,
	versions: read.versions,
	versionColumns: read.versionColumns,
	versionIds: read.versionIds,
	versionCounts: read.versionCounts,
	searchNames,
	version: read.version,
	versionDetails: read.versionDetails,
	tensors: read.tensors,
	histories: historiesOf,
	metadata: read.metadata,
	versionsWithDigest: read.versionsWithDigest,
	versionsAt: read.versionsAt,
	pathsRegistered: read.pathsRegistered,

	/** Two to 200 versions side by side. */
	compare,
	comparePacked,
	compareSection,
	/** The courses of a metric over the trainings of some versions. */
	curves,
	readCode,

	createModel,
	renameModel,
	configureModel,
	setAlias,
	removeAlias,
	/** Puts an alias back to the version that held it before. */
	rollbackAlias,
	rollbackTarget,
	setTags,
	addNote,
	evaluate: evaluated.evaluate,
	evaluations: evaluated.evaluations,
	evaluationPivot: evaluated.evaluationPivot,
	/** Where versions run: recorded by whatever deploys them. */
	deploy: placed.deploy,
	endDeployment: placed.endDeployment,
	deployments: placed.deployments,
	writeCard,
	readCard,
	/** Every card that was ever written, newest first. */
	cardHistory,
	/** The card as one record wrote it. */
	cardOf,

	verify: bytes.verify,
	/** Everything, in the background, to be gone on with after an interruption. */
	verifyAll,
	get: bytes.get,
	purge: bytes.purge,
	recover: bytes.recover,
	cleanUp: bytes.cleanUp,
	/** Stored bytes that no record of this clone refers to, and deleting them. */
	orphans,
	removeOrphans,
	storedPath: bytes.storedPath,

	/** What versions came from and led to, over the whole registry and the things outside that it knows of. */
	lineage: descent.lineage,
	wholeLineage: descent.wholeLineage,
	packedLineage: descent.packedLineage,
	lineageSpine: descent.lineageSpine,
	dependents: descent.dependents,
	pathBetween: descent.pathBetween,
	judged,
	commitLog,
	inGit,
	link,
	unlink,

	history: recorded.history,
	recordFile,
	/** What a reference meant at a moment. */
	versionAsOf,
	/** The code of a version in a folder of its own, with its artifact in place. */
	checkout,
	checkouts,
	removeCheckout,
	shareSnapshots,
	snapshotRemotes,
	/** The commands that are known to make a version, the best first; and saying one. */
	commandsOf,
	recordCommand,
	/** What of a version's making is pinned, and what isn't. */
	pins,
	/** Makes a version again, in steps: its code in a folder of its own, what came of running its command there, and one record of that. */
	prepareReproduction: again.prepareReproduction,
	judgeReproduction: again.judgeReproduction,
	recordReproduction: again.recordReproduction,
	registerReproduction,
	reproductions: again.reproductions,
	/** What the records here say beyond those at a commit, branch or tag. */
	changes,
	conflicts: recorded.conflicts,
	/** Decides a conflict for one of its sides, as `conflicts` names them. */
	decide,
	/** Conflicts with what tells their sides apart, what git knows of them, and what settled without anybody. */
	contests,
	contestOrigins,
	settledByItself,
	/** Gives a value back that stood on the other side of a conflict. */
	giveAgain,
	problems: recorded.problems,
	health: recorded.health,
	/** Packs the records of past months, each month into one file. */
	compact,

	/** What a commit, branch or tag has that isn't here. */
	incoming,
	gitNames,
};
