import { openImage } from '../database/image';
import { RegistryError } from '../errors';
import { gatherFacts } from '../facts/gather';
import { versionOf, type GtoName } from '../imports/gto/versionOf';
import type { Facts } from '../model';
import type { RunPlace } from '../runs/trainingRun';
import type { Context } from './context';

/** What the file at this absolute path says, what was left beside it, and what the tags of its repository call it (not asked where `untagged`). */
export async function factsOf(ctx: Context, path: string, options: { readonly model?: string; readonly signal?: AbortSignal; readonly run?: RunPlace | undefined; readonly untagged?: boolean }): Promise<Facts> {
	const { run, untagged, ...rest } = options;
	const [facts, name] = await Promise.all([
		gatherFacts({ workspace: ctx.layout.workspace, path, sqlite: openImage, ...rest, ...(run ? { run } : {}) }),
		untagged ? undefined : nameInGto(ctx, path),
	]);
	return name ? { ...facts, ...(name.tags.length > 0 ? { tags: name.tags } : {}), suggestedName: name.model } : facts;
}

async function nameInGto(ctx: Context, path: string): Promise<GtoName | undefined> {
	try {
		const past = await (await ctx.git())?.past(path);
		return past ? await versionOf(past, path) : undefined;
	} catch (error) {
		// Facts about a file that is gone are refused for that; what git can't tell now takes nothing from the rest.
		if (!RegistryError.is(error) && !(error instanceof Error && 'code' in error)) { throw error; }
		ctx.log.debug(`What GTO calls ${path}: ${error.message}`);
		return undefined;
	}
}
