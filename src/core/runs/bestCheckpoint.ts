import { join, posix } from 'node:path';
import { RegistryError } from '../errors';
import { readFormat } from '../formats';
import type { WorkspacePath } from '../model';
import type { Checkpoint } from './checkpoints';
import type { FoundRun } from './reader';

/** Why a checkpoint is offered first: the tool says that it is the best, its name does, or it is the newest. */
export type BestBecause = 'said' | 'named' | 'newest';

/** The checkpoint to register of a run; undefined where there is none. `checkpoints` are newest first, `workspace` is absolute. Reads at most one header. */
export async function bestCheckpoint(run: FoundRun, checkpoints: readonly Checkpoint[], workspace: string): Promise<{ readonly path: WorkspacePath; readonly because: BestBecause } | undefined> {
	const [newest] = checkpoints;
	if (!newest) { return undefined; }
	const said = run.outputs?.find(output => output.best === true)?.path ?? await lightningBest(checkpoints, workspace);
	const best = said === undefined ? undefined : checkpoints.find(({ path }) => path === said || path.startsWith(`${said}/`));
	if (best) { return { path: best.path, because: 'said' }; }
	const named = checkpoints.find(({ path }) => /(?:^|[-_.])best(?:[-_.]|$)/i.test(posix.basename(path)));
	return named ? { path: named.path, because: 'named' } : { path: newest.path, because: 'newest' };
}

/** Lightning writes into every checkpoint which one was best so far. */
async function lightningBest(checkpoints: readonly Checkpoint[], workspace: string): Promise<WorkspacePath | undefined> {
	const own = checkpoints.filter(({ path }) => path.endsWith('.ckpt'));
	const last = own.find(({ path }) => posix.basename(path).startsWith('last')) ?? own[0];
	if (!last || own.length < 2) { return undefined; }
	try {
		const { facts } = await readFormat(join(workspace, last.path), workspace);
		const name = facts.metadata?.['best_model'];
		return name === undefined ? undefined : own.find(({ path }) => posix.basename(path) === name)?.path;
	} catch (error) {
		// A checkpoint that is being written, or is damaged: it says so when it is registered.
		if (RegistryError.is(error)) { return undefined; }
		throw error;
	}
}
