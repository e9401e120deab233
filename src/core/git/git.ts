import { RegistryError } from '../errors';
import type { Logger } from '../log';
import { silentLog } from '../log';
import type { Id, Person } from '../model';
import { authorOf } from './author';
import { codeAt, type Code } from './code';
import { readConfig } from './config';
import { locator } from './locate';
import { objectsOf } from './objects';
import { pastOf, type Past } from './past';
import { releaseSnapshot, snapshotOf } from './refs';
import type { Repository } from './repository';
import type { Snapshot, SnapshotOptions } from './snapshot';
import { takeSnapshot } from './snapshot';
import type { Tied } from './state';
import { readState } from './state';
import { Untied } from './untied';

/** `why` is one sentence. */
export type Tie = Tied | { readonly tied: false; readonly why: string };

/**
 * The repositories that a workspace folder lies in or holds. A workspace without git is no error: every question has an answer for it.
 * All may throw RegistryError 'git-failed' where git fails for a reason that isn't known here, and 'cancelled'.
 *
 * `of` is the absolute path of an artifact: the innermost repository around it is meant. Without it, the workspace folder's.
 */
export interface Git {
	/** What a version of this file or folder would be tied to. */
	state(absolutePath: string): Promise<Tie>;
	/** Keeps the exact state of the working tree, but for an untracked artifact, under `refs/model-registry/<version id>`. Where that can't be, says why in `leftOut`. */
	snapshot(versionId: Id, options?: SnapshotOptions & { readonly of?: string }): Promise<Snapshot>;
	/** Lets go of it. Nothing happens where there is none. */
	dropSnapshot(versionId: Id, of?: string): Promise<void>;
	hasSnapshot(versionId: Id, of?: string): Promise<boolean>;
	/** Who acts. Never throws: without git, or without a name in its settings, it is the login name without an address. */
	author(): Promise<Person>;
	/** Root of the working tree, null without a repository. */
	topLevel(): Promise<string | null>;
	/** Where this working tree's HEAD and index lie. */
	gitFolder(): Promise<string | null>;
	/** The commit that is checked out, null before the first one. */
	head(): Promise<string | null>;
	/** The code of versions in the workspace's own repository: opened elsewhere, and shared; null without one. */
	code(): Promise<Code | null>;
	/** Tags and commits of the repository around `of`, null without one. */
	past(of: string): Promise<Past | null>;
}

export interface OpenGitOptions {
	readonly log?: Logger;
	/** Ends every git that runs. */
	readonly signal?: AbortSignal;
}

/** @param folder absolute path of the workspace folder, which may be the root of a repository, lie in one, or hold some */
export async function openGit(folder: string, { log = silentLog, signal }: OpenGitOptions = {}): Promise<Git> {
	const locate = locator(folder);
	const repositoryOf = async (of = folder) => (await locate(of, signal)).repository;
	let author: Promise<Person> | undefined;

	const unless = async <T>(untied: (why: string) => T, work: () => Promise<T>): Promise<T> => {
		try {
			return await work();
		} catch (error) {
			if (!(error instanceof Untied)) { throw error; }
			log.debug(`git in ${folder}: ${error.why}`);
			return untied(error.why);
		}
	};
	const ask = <T>(question: (repository: Repository) => T | Promise<T>) => unless(() => null, async () => question(await repositoryOf()));

	const readAuthor = async (): Promise<Person> => {
		try {
			return authorOf(await readConfig(folder, signal));
		} catch (error) {
			if (!(error instanceof Untied) && !RegistryError.is(error)) { throw error; }
			log.debug(`git can't say who works in ${folder}: ${error.message}`);
			return authorOf([]);
		}
	};

	return {
		state: absolutePath => unless<Tie>(why => ({ tied: false, why }), async () => {
			const place = await locate(absolutePath, signal);
			const settings = await readConfig(place.repository.topLevel, signal);
			author = Promise.resolve(authorOf(settings));
			return readState(place, settings, signal);
		}),
		snapshot: (versionId, options = {}) => unless<Snapshot>(why => ({ commit: null, leftOut: [why] }), async () => {
			const { repository, path } = await locate(options.of ?? folder, signal);
			return takeSnapshot(repository, versionId, { ...options, ...(options.of === undefined ? {} : { artifact: path }), signal: options.signal ?? signal });
		}),
		dropSnapshot: (versionId, of) => unless(() => undefined, async () => releaseSnapshot((await repositoryOf(of)).topLevel, versionId)),
		hasSnapshot: (versionId, of) => unless(() => false, async () => await snapshotOf((await repositoryOf(of)).topLevel, versionId) !== null),
		author: () => author ??= readAuthor(),
		topLevel: () => ask(({ topLevel }) => topLevel),
		gitFolder: () => ask(({ gitFolder }) => gitFolder),
		past: of => unless(() => null, async () => pastOf(await locate(of, signal), signal)),
		code: () => ask(({ topLevel }) => codeAt(topLevel, signal)),
		head: () => ask(async ({ topLevel }) => (await objectsOf(topLevel, ['HEAD'], signal))[0] ?? null),
	};
}
