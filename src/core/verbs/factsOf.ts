import { openImage } from '../database/image';
import { gatherFacts } from '../facts/gather';
import type { Facts } from '../model';
import type { RunPlace } from '../runs/trainingRun';
import type { Context } from './context';

/** What the file at this absolute path says, and what was left beside it. */
export function factsOf(ctx: Context, path: string, options: { readonly model?: string; readonly signal?: AbortSignal; readonly run?: RunPlace | undefined }): Promise<Facts> {
	const { run, ...rest } = options;
	return gatherFacts({ workspace: ctx.layout.workspace, path, sqlite: openImage, ...rest, ...(run ? { run } : {}) });
}
