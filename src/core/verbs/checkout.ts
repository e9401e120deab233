import { lstat, readdir, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve as resolvePath, sep } from 'node:path';
import { RegistryError } from '../errors';
import { asRegistryError, errorCode } from '../files/asRegistryError';
import type { Code } from '../git/code';
import type { Worktree } from '../git/worktrees';
import type { Version } from '../model';
import { shown } from '../records/names';
import { workspacePathFault } from '../records/paths';
import { get } from './bytes';
import type { Context, LongRunning } from './context';
import { versionDetails } from './read';

export interface CheckedOut {
	readonly version: Version;
	/** Absolute: the root of the code. */
	readonly folder: string;
	/** Where the workspace folder lies in it, absolute. */
	readonly workspace: string;
	readonly commit: string;
	/** Whether it is the very state, uncommitted changes included; else only the commit it was based on. */
	readonly exact: boolean;
	/** Files of the artifact that were put in place, relative to `folder`. */
	readonly files: readonly string[];
	/** What is not as it was, one sentence each. */
	readonly notes: readonly string[];
}

export interface CheckoutOptions extends LongRunning {
	/** A folder that isn't there yet, or is empty; outside the repository's own tree. Relative to the workspace, or absolute. */
	readonly to: string;
	/** False where the model is not to be put in place: it is made there again. */
	readonly artifact?: boolean;
}

/**
 * Opens the code that made a version in a folder of its own, with its artifact in place: a git worktree on the exact state. Throws 'not-tied',
 * 'code-not-here', 'would-overwrite', 'bad-value', 'git-failed'.
 */
export async function checkout(ctx: Context, ref: string, { to, artifact = true, ...long }: CheckoutOptions): Promise<CheckedOut> {
	const version = await versionDetails(ctx, ref);
	const { gitState } = version;
	if (!gitState) { throw new RegistryError('not-tied', { ref: version.ref, why: version.untied ?? 'nothing was recorded' }); }
	// Records come from others: no path of theirs leads out of the folder.
	const fault = workspacePathFault(gitState.path);
	if (fault !== undefined) { throw new RegistryError('bad-path', { path: shown(gitState.path), why: fault }); }
	const code = await codeOf(ctx, 'open the code of the version');
	const commit = await code.commit(version.id, gitState.dirty ? gitState.snapshot : gitState.snapshot ?? gitState.commit) ?? (gitState.dirty ? await code.commit(version.id, gitState.commit) : null);
	if (commit === null) { throw new RegistryError('code-not-here', { ref: version.ref }); }
	const exact = commit === gitState.snapshot || !gitState.dirty;
	const folder = resolvePath(ctx.layout.workspace, to);
	await checkPlace(folder, code.topLevel);
	await code.add(version.id, commit, folder);
	const notes = [...(exact ? [] : ["Its uncommitted changes are not in this clone; this is the commit that it was based on. 'model-registry snapshots fetch' gets them, where a team-mate has pushed them."]), ...gitState.leftOut];
	const opened = { version, folder, workspace: join(folder, relative(code.topLevel, await realpath(ctx.layout.workspace))), commit, exact };
	try {
		const files = version.purged || !artifact ? undefined : await putArtifact(ctx, version, join(folder, ...gitState.path.split('/')), long);
		if (artifact && !files) { notes.push('The bytes of the model were purged, so it is not in place.'); }
		ctx.log.info(`Opened the code of ${version.ref} in ${to}`);
		return { ...opened, files: (files ?? []).map(file => relative(folder, file).split(sep).join('/')), notes };
	} catch (error) {
		if (RegistryError.is(error, 'bytes-missing')) {
			return { ...opened, files: [], notes: [...notes, `The model itself is not in place. ${error.message}`] };
		}
		// Half a checkout is none.
		await code.remove({ version: version.id, path: folder, commit }).catch((left: unknown) => { ctx.log.warn(`${folder} was left behind: ${String(left)}`); });
		throw error;
	}
}

/** Absolute paths of the files. */
async function putArtifact(ctx: Context, version: Version, place: string, long: LongRunning): Promise<readonly string[]> {
	const to = version.artifact.kind === 'file' ? dirname(place) : place;
	const { written, left } = await get(ctx, version.id, { to, force: true, ...long });
	return [...written, ...left].map(path => join(to, path));
}

/** Every folder that the code of a version was opened in. */
export async function checkouts(ctx: Context): Promise<readonly Worktree[]> {
	await ctx.config();
	return (await codeOf(ctx, 'list the working trees')).list();
}

/** Removes a folder that the code of a version was opened in. Throws 'checkout-changed' where something in it would be lost, 'not-found'. */
export async function removeCheckout(ctx: Context, path: string, { force = false }: { readonly force?: boolean } = {}): Promise<Worktree> {
	await ctx.config();
	const code = await codeOf(ctx, 'remove the working tree');
	const folder = resolvePath(ctx.layout.workspace, path);
	const real = await realpath(folder).catch(() => folder /* It was deleted; git may still know it. */);
	const worktree = (await code.list()).find(one => resolvePath(one.path) === real || resolvePath(one.path) === folder);
	if (!worktree) { throw new RegistryError('no-checkout', { path }); }
	if (!force) {
		const { gitState, artifact } = await versionDetails(ctx, worktree.version).catch((error: unknown) => { if (RegistryError.is(error, 'no-version')) { return { gitState: null, artifact: undefined }; } throw error; });
		const own = gitState?.path;
		const there = await lstat(worktree.path).then(() => true, () => false);
		const changed = there ? (await code.changed(worktree)).filter(name => own === undefined || !(name === own || (artifact?.kind === 'directory' && name.startsWith(`${own}/`)))) : [];
		if (changed.length) { throw new RegistryError('checkout-changed', { path, file: changed[0] ?? '', more: changed.length - 1 }); }
	}
	await code.remove(worktree);
	return worktree;
}

async function codeOf(ctx: Context, what: string): Promise<Code> {
	const git = await ctx.git();
	const code = await git?.code();
	if (!code) { throw new RegistryError('git-failed', { what, why: git ? 'this folder is in no git repository' : 'git is not run in an untrusted workspace' }); }
	return code;
}

async function checkPlace(folder: string, topLevel: string): Promise<void> {
	const existing = await nearestExisting(folder);
	const inside = relative(topLevel, join(await realpath(existing), relative(existing, folder)));
	if (inside === '' || (inside !== '..' && !inside.startsWith(`..${sep}`) && !/^[A-Za-z]:/.test(inside))) {
		throw new RegistryError('bad-value', { what: folder, why: 'it lies in the repository itself. Choose a folder beside it' });
	}
	try {
		if ((await readdir(folder)).length) { throw new RegistryError('would-overwrite', { path: folder }); }
	} catch (error) {
		if (RegistryError.is(error)) { throw error; }
		if (errorCode(error) !== 'ENOENT') { throw asRegistryError(error, folder, 'write'); }
	}
}

async function nearestExisting(folder: string): Promise<string> {
	for (let at = folder; ; at = dirname(at)) {
		if (dirname(at) === at || await lstat(at).then(() => true, () => false)) { return at; }
	}
}
