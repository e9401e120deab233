import { RegistryError } from '../errors';
import type { GitState, Id } from '../model';
import type { Context } from './context';

/** `exact`: the commit has the very state that it was made of, and is to be kept. `say`: one sentence. */
export type CodeSaid = { readonly commit: string; readonly exact: boolean; readonly say?: string } | { readonly commit: null; readonly say: string };

interface Tied { readonly git: GitState | null; readonly untied: string | undefined }

/** Ties the version to git: where the code was, and its exact state. What can't be tied is said, and is no reason not to register. */
export async function tie(
	ctx: Context, version: Id, absolute: string, fileLimit: number, signal: AbortSignal | undefined, undo: (() => Promise<void>)[],
): Promise<Tied> {
	const git = await ctx.git();
	if (!git) { return { git: null, untied: 'git is not run in an untrusted workspace.' }; }
	const state = await git.state(absolute).catch((error: unknown) => {
		// A version is worth more than its tie: what git says is put on record instead.
		if (!RegistryError.is(error, 'git-failed')) { throw error; }
		return { tied: false as const, why: error.message };
	});
	if (!state.tied) { return { git: null, untied: state.why }; }
	const { commit, branch, remote, dirty, path, notes } = state;
	undo.push(() => git.dropSnapshot(version, absolute));
	try {
		const snapshot = await git.snapshot(version, { fileLimit, signal, of: absolute });
		return { git: { commit, branch, remote, dirty, path, snapshot: snapshot.commit, leftOut: [...notes, ...snapshot.leftOut] }, untied: undefined };
	} catch (error) {
		if (!RegistryError.is(error, 'git-failed')) { throw error; }
		ctx.log.warn(error.message);
		return { git: { commit, branch, remote, dirty, path, snapshot: null, leftOut: [error.message] }, untied: undefined };
	}
}

/** Ties the version to a commit of the past. A commit that isn't in the repository around `absolute` is named all the same. */
export async function tieTo(ctx: Context, version: Id, absolute: string, code: CodeSaid, undo: (() => Promise<void>)[]): Promise<Tied> {
	if (code.commit === null) { return { git: null, untied: code.say }; }
	const git = await ctx.git();
	const past = await git?.past(absolute);
	if (!git || !past) { return { git: null, untied: `It was made of commit ${code.commit.slice(0, 40)}, and there is no repository here to look for it.` }; }
	if (code.exact) { undo.push(() => git.dropSnapshot(version, absolute)); }
	const kept = code.exact && await past.keep(version, code.commit);
	const leftOut = [...(code.say === undefined ? [] : [code.say]), ...(code.exact && !kept ? ["Its commit isn't in this repository."] : [])];
	return { git: { commit: code.commit, branch: null, remote: await past.remote(), dirty: false, path: past.path, snapshot: kept ? code.commit : null, leftOut }, untied: undefined };
}
