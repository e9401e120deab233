import { openImage } from '../database/image';
import { gatherFacts } from '../facts/gather';
import type { Facts } from '../model';
import type { Context } from './context';

/** What the file at this absolute path says, and what was left beside it. */
export function factsOf(ctx: Context, path: string, options: { readonly model?: string; readonly signal?: AbortSignal }): Promise<Facts> {
	return gatherFacts({ workspace: ctx.layout.workspace, path, sqlite: openImage, ...options });
}
