import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { RegistryError } from '../errors';
import type { Id } from '../model';
import { arrivalsOf, type Arrival } from './arrivals';
import { blobs } from './blobs';
import { branchesApart } from './branches';
import { codeBetween, type CodeBetween, type CodeState } from './between';
import { readConfig } from './config';
import { exportedAt, type Exported } from './exported';
import { succeeded } from './failure';
import { lastPull, type Pull } from './lastPull';
import type { Place } from './locate';
import { readLog } from './log';
import type { LoggedCommit } from './loggedCommit';
import { everBelow, type EverFile } from './everBelow';
import { commitNamed, namesAt } from './names';
import { objectsOf } from './objects';
import { readRefNames, type GitNames } from './refNames';
import { holdSnapshot } from './refs';
import { remoteOf } from './remote';
import { runGit } from './run';
import { shallowCommits } from './shallow';
import { readTags, type GitTag } from './tags';
import { Untied } from './untied';

/** A file as a commit has it. */
export interface PastFile {
	/** In the repository, with '/'. */
	readonly path: string;
	/** Name of the blob. */
	readonly object: string;
	readonly bytes: number;
	readonly kind: 'file' | 'link' | 'submodule';
}

/** A file or folder as a commit has it. */
export interface PastObject { readonly object: string; readonly type: 'blob' | 'tree'; readonly bytes: number }

/** What a repository holds besides its working tree. Nothing of it is changed, but for the ref that `keep` makes. All may throw 'git-failed' and 'cancelled'. */
export interface Past {
	/** The path in the repository of what was asked about. */
	readonly path: string;
	/** Where the code is shared, without anything secret. */
	remote(): Promise<string | null>;
	tags(): Promise<readonly GitTag[]>;
	/** Branches and tags by name. */
	refs(): Promise<GitNames>;
	/** The newest commits of HEAD and the local branches, newest first. */
	log(limit: number): Promise<readonly LoggedCommit[]>;
	/** Files at a path of a commit: the file itself, or all below a folder; only those directly in it unless `deep`. '' is the root. */
	files(commit: string, path: string, options?: { readonly deep?: boolean }): Promise<readonly PastFile[]>;
	/** Paths of the files below a folder at a commit, branch or tag. Throws 'bad-value' where git knows no such name. */
	namesAt(ref: string, path: string): Promise<readonly string[]>;
	/** The commits that brought files in, by path; what isn't committed is left out. */
	arrivals(paths: readonly string[]): Promise<ReadonlyMap<string, Arrival>>;
	/** For each group of commits, the branch that tells each from the others of its group. */
	branchesApart(groups: readonly (readonly string[])[]): Promise<readonly ReadonlyMap<string, string>[]>;
	/** When work of others last came into what is checked out; undefined where it never did. */
	lastPull(): Promise<Pull | undefined>;
	/** Commits at which a shallow clone ends: what they seem to bring in may have come before them. Empty in a whole one. */
	shallow(): Promise<ReadonlySet<string>>;
	/** The commit that a name of git stands for. Throws 'bad-value' where it stands for none. */
	commit(ref: string): Promise<string>;
	/** Bytes of the files of at most `limit` bytes below a folder of a commit, by their path in it. Two git processes, whatever their number. */
	contents(commit: string, folder: string, limit: number): Promise<ReadonlyMap<string, Buffer>>;
	/** Files that were ever below a folder, in whatever any ref of the repository leads to. One git process. */
	everBelow(path: string): Promise<readonly EverFile[]>;
	/** Bytes of blobs by their names. One git process, whatever their number. */
	blobs(names: readonly string[]): Promise<ReadonlyMap<string, Buffer>>;
	/** The same of a commit, branch or tag by any name, with the commit that it stands for. One git process, as long as the folder is of no unreasonable size. Throws 'bad-value'. */
	contentsOf(ref: string, folder: string, limit: number): Promise<Exported>;
	/** What stands at paths, each named 'commit:path'; what isn't there is left out. One git process, whatever their number. */
	objects(names: readonly string[]): Promise<ReadonlyMap<string, PastObject>>;
	/** Texts of small files, each named 'commit:path'; what isn't there, is no file, or is longer than `limit` bytes (1 MiB) is left out. */
	texts(names: readonly string[], limit?: number): Promise<ReadonlyMap<string, string>>;
	/** Writes a blob, byte by byte as it is in the repository, to a new file in `folder`. Absolute paths on one file system. */
	write(object: string, folder: string, name: string): Promise<void>;
	/** Commits and files from one state of the code to each of the others, in their order; null where their commits aren't here. */
	between(base: CodeState, others: readonly CodeState[]): Promise<readonly (CodeBetween | null)[]>;
	/** Holds a commit by the ref of a version; false where the repository doesn't have it. */
	keep(version: Id, commit: string): Promise<boolean>;
}

/** @param place where `openGit` found what is asked about */
export function pastOf({ repository, path }: Place, signal?: AbortSignal): Past {
	const { topLevel, gitFolder } = repository;
	const ask = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
		try {
			return await work();
		} catch (error) {
			throw error instanceof Untied ? new RegistryError('git-failed', { what, why: error.why.replace(/\.$/, '') }, { cause: error }) : error;
		}
	};
	return {
		path,
		remote: () => ask("read the repository's configuration", async () => remoteOf(await readConfig(topLevel, signal), null)),
		tags: () => ask('list the tags', () => readTags(topLevel, signal)),
		refs: () => ask('list the branches', () => readRefNames(topLevel, signal)),
		log: limit => ask('list the commits', () => readLog(topLevel, limit, signal)),
		files: (commit, at, { deep = true } = {}) => ask('list the files of a commit', () => filesAt(topLevel, commit, at, deep, signal)),
		namesAt: (ref, at) => ask('list the files of a commit', () => namesAt(topLevel, ref, at, signal)),
		arrivals: paths => ask('read the history of the records', () => arrivalsOf(topLevel, paths, signal)),
		branchesApart: groups => ask('list the branches', () => branchesApart(topLevel, groups, signal)),
		lastPull: () => ask("read the branch's log", () => lastPull(topLevel, signal)),
		shallow: () => ask('look for the end of a shallow clone', () => shallowCommits(topLevel, signal)),
		commit: ref => ask('find a commit', () => commitNamed(topLevel, ref, signal)),
		contents: (commit, folder, limit) => ask('read the files of a commit', () => contentsAt(topLevel, commit, folder, limit, signal)),
		everBelow: at => ask('list what other branches have', () => everBelow(topLevel, at, signal)),
		blobs: names => ask('read what other branches have', () => blobs(topLevel, names, signal)),
		contentsOf: (ref, folder, limit) => ask('read the files of a commit', async () => {
			const found = await exportedAt(topLevel, ref, folder, mostExported, signal);
			if (found) { return { commit: found.commit, files: new Map([...found.files].filter(([, bytes]) => bytes.length <= limit)) }; }
			// Something in there is huge: only what is short enough is read.
			const commit = await commitNamed(topLevel, ref, signal);
			return { commit, files: await contentsAt(topLevel, commit, folder, limit, signal) };
		}),
		objects: names => ask('read files of a commit', () => objectsNamed(topLevel, names, signal)),
		texts: (names, limit = 1024 * 1024) => ask('read files of a commit', () => textsOf(topLevel, names, limit, signal)),
		write: (object, folder, name) => ask('take a file out of a commit', async () => {
			// The blob's own bytes: nothing that attributes or filters would make of them. git writes it to where it takes the working tree to be.
			const output = await runGit(folder, ['unpack-file', object], { environment: { GIT_DIR: gitFolder, GIT_WORK_TREE: folder }, signal });
			const made = succeeded(output, 'take a file out of a commit', folder).toString('utf8').trim();
			if (!/^\.merge_file_\w+$/.test(made)) { throw new RegistryError('git-failed', { what: 'take a file out of a commit', why: "it doesn't say where it was put" }); }
			await rename(join(folder, made), join(folder, name));
		}),
		between: (base, others) => ask('compare the code of two versions', () => codeBetween(topLevel, base, others, signal)),
		keep: (version, commit) => ask('hold a commit', async () => {
			if (!isCommit(commit) || (await objectsOf(topLevel, [commit], signal))[0] !== commit) { return false; }
			await holdSnapshot(topLevel, version, commit, signal);
			return true;
		}),
	};
}

/** Bytes that are read of a folder without asking first how long its files are. */
const mostExported = 512 << 20;

const isCommit = (text: string) => /^[0-9a-f]{40,64}$/.test(text);

async function filesAt(topLevel: string, commit: string, path: string, deep: boolean, signal?: AbortSignal): Promise<readonly PastFile[]> {
	if (!isCommit(commit)) { return []; }
	// A folder's own entries are meant by a '/' behind its name. A path that is not there gives no line.
	const paths = path === '' ? [] : deep ? [path] : [`${path}/`];
	const output = await runGit(topLevel, ['ls-tree', ...(deep ? ['-r'] : []), '-l', '-z', '--full-tree', '--', commit, ...paths], { signal });
	return succeeded(output, 'list the files of a commit', topLevel).toString('utf8').split('\0').flatMap((line): PastFile[] => {
		const [, mode = '', object = '', bytes = '', name = ''] = /^(\d{6}) \w+ ([0-9a-f]{40,64}) +(\d+|-)\t(.+)$/s.exec(line) ?? [];
		const kind = mode === '120000' ? 'link' : mode === '160000' ? 'submodule' : mode.startsWith('100') ? 'file' : undefined;
		return kind ? [{ path: name, object, bytes: Number(bytes) || 0, kind }] : [];
	});
}

async function objectsNamed(topLevel: string, names: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, PastObject>> {
	const asked = [...new Set(names)].filter(name => !/[\n\0]/.test(name) && isCommit(name.split(':')[0] ?? ''));
	if (asked.length === 0) { return new Map(); }
	const heads = await runGit(topLevel, ['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)'], { input: asked.map(name => `${name}\n`).join(''), signal });
	const lines = succeeded(heads, 'read files of a commit', topLevel).toString('utf8').split('\n');
	return new Map(asked.flatMap((name, index) => {
		const [, object, type, bytes] = /^([0-9a-f]{40,64}) (blob|tree) (\d+)$/.exec(lines[index] ?? '') ?? [];
		return object === undefined ? [] : [[name, { object, type: type === 'tree' ? 'tree' : 'blob', bytes: Number(bytes) }] as const];
	}));
}

/** Two git processes: how long they are, and those that are short enough. */
async function textsOf(topLevel: string, names: readonly string[], limit: number, signal?: AbortSignal): Promise<ReadonlyMap<string, string>> {
	const short = [...await objectsNamed(topLevel, names, signal)].filter(([, { type, bytes }]) => type === 'blob' && bytes <= limit).map(([name, { object }]) => ({ name, object }));
	if (short.length === 0) { return new Map(); }
	const texts = await blobs(topLevel, short.map(one => one.object), signal);
	return new Map(short.flatMap(({ name, object }) => { const bytes = texts.get(object); return bytes === undefined ? [] : [[name, bytes.toString('utf8')] as const]; }));
}

async function contentsAt(topLevel: string, commit: string, folder: string, limit: number, signal?: AbortSignal): Promise<ReadonlyMap<string, Buffer>> {
	const files = (await filesAt(topLevel, commit, folder, true, signal)).filter(file => file.kind === 'file' && file.bytes <= limit);
	const found = await blobs(topLevel, files.map(file => file.object), signal);
	return new Map(files.flatMap(({ path, object }) => { const bytes = found.get(object); return bytes === undefined ? [] : [[path.slice(folder === '' ? 0 : folder.length + 1), bytes] as const]; }));
}
