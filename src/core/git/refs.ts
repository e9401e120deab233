import { RegistryError } from '../errors';
import type { Id } from '../model';
import { succeeded } from './failure';
import { objectsOf } from './objects';
import { runGit } from './run';

/** The ref that holds the snapshot of a version. All worktrees of a repository share it. */
export function refOf(versionId: Id): string {
	if (!/^[0-9A-Za-z]{1,64}$/.test(versionId)) { throw new RegistryError('bad-value', { what: `'${versionId}'`, why: 'the id of a version is made of letters and digits' }); }
	return `refs/model-registry/${versionId}`;
}

export async function holdSnapshot(folder: string, versionId: Id, commit: string, signal?: AbortSignal): Promise<void> {
	await update(folder, `update ${refOf(versionId)} ${commit}`, 'hold the snapshot', signal);
}

/** Removes the ref of a version; its commit goes with the next `git gc`. Nothing happens where there is none. */
export async function releaseSnapshot(folder: string, versionId: Id): Promise<void> {
	if (await snapshotOf(folder, versionId) !== null) { await update(folder, `delete ${refOf(versionId)}`, 'let go of the snapshot'); }
}

/** The commit that a version's ref holds. */
export async function snapshotOf(folder: string, versionId: Id): Promise<string | null> {
	return (await objectsOf(folder, [refOf(versionId)]))[0] ?? null;
}

async function update(folder: string, change: string, what: string, signal?: AbortSignal): Promise<void> {
	// As a transaction, because it answers: simple-git waits 50 ms after a git that printed nothing.
	const output = await runGit(folder, ['update-ref', '--stdin'], { input: `start\n${change}\nprepare\ncommit\n`, signal });
	succeeded(output, what, folder);
}
