import type { StagedArtifact } from '../artifacts/stage';
import type { Version } from '../model';
import type { Context, LongRunning } from './context';

/**
 * Stored files of a version that are missing or damaged are replaced by the same bytes, which are staged and wait no more after this. Returns how many.
 * What was purged stays so, and what is only referred to has nothing stored. Throws 'disk-full', 'unwritable', 'cancelled'.
 */
export async function mendStored(ctx: Context, version: Version, staged: StagedArtifact, { signal }: LongRunning): Promise<number> {
	try {
		if (version.purged || version.artifact.storage === 'reference' || staged.storage === 'reference') { return 0; }
		const checked = await ctx.artifacts.check({ ...version.artifact, files: staged.files }, { signal, deep: true });
		const damaged = new Set(checked.filter(one => one.state !== 'ok').map(one => one.file.sha256));
		if (damaged.size) { await ctx.ledger.exclusively(() => staged.publish(damaged)); }
		return damaged.size;
	} finally {
		await staged.discard();
	}
}
