import { verifyOne, type Verified } from './bytes';
import type { Context, LongRunning } from './context';
import { versions as list } from './read';
import { verifyRound } from './verifyRound';

export interface VerifyAllOptions extends LongRunning {
	/** Go on where the last one was interrupted: by a cancel, a window that closed, a process that was killed. */
	readonly resume?: boolean;
	/** Read small pieces one after the other, rest as long as one works, and step aside while somebody waits for anything else of this registry. */
	readonly gentle?: boolean;
	/** False where nothing may be written: an untrusted workspace. */
	readonly remember?: boolean;
}

/** `remembered` are the versions that were found as registered before the interruption. */
export interface VerifiedAll { readonly files: readonly Verified[]; readonly remembered: number }

/** Reads every byte of every version that isn't purged. What was found whole is remembered at once, so that an interruption costs one version. */
export async function verifyAll(ctx: Context, { resume = false, gentle = false, remember = true, signal, onProgress }: VerifyAllOptions = {}): Promise<VerifiedAll> {
	await ctx.config();
	const all = (await list(ctx, { archived: 'both' })).versions.filter(version => !version.purged);
	const round = await verifyRound(ctx, { resume, remember });
	const left = all.filter(version => !round.done.has(version.id));
	const total = all.reduce((sum, version) => sum + version.artifact.bytes, 0);
	let done = total - left.reduce((sum, version) => sum + version.artifact.bytes, 0);
	let since = performance.now();
	const rest = gentle ? async () => { await ctx.foreground.rest(performance.now() - since); since = performance.now(); } : undefined;
	const files: Verified[] = [];
	for (const version of left) {
		const found = await verifyOne(ctx, version, { signal, rest, onProgress: progress => onProgress?.({ bytes: done + progress.bytes, total }) });
		files.push(...found);
		if (found.every(file => file.state === 'ok')) { await round.add(version.id); }
		done += version.artifact.bytes;
	}
	await round.end();
	return { files, remembered: all.length - left.length };
}
