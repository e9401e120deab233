import { resolve as resolvePath } from 'node:path';
import { factsOf } from './factsOf';
import type { Digest, Facts } from '../model';
import type { Context, LongRunning } from './context';
import { inWorkspace } from './inWorkspace';

export interface Inspection {
	readonly path: string;
	readonly bytes: number;
	/** Of the file, or of the folder's manifest. Undefined where it was not asked for. */
	readonly sha256: Digest | undefined;
	readonly facts: Facts;
}

export interface InspectOptions extends LongRunning {
	/** Reads every byte for the digest. Without it a file of any size is answered from its header. */
	readonly digest?: boolean;
}

/** What is in a file or folder, and what was left beside it. Nothing is executed, nothing registered; no registry is needed. */
export async function inspect(ctx: Context, path: string, options: InspectOptions = {}): Promise<Inspection> {
	const inside = inWorkspace(ctx, path);
	const absolute = resolvePath(ctx.layout.workspace, inside);
	const facts = await factsOf(ctx, absolute, { signal: options.signal });
	if (options.digest === false) { return { path: inside, bytes: await ctx.artifacts.sizeOf(absolute, options.signal), sha256: undefined, facts }; }
	const { digest, bytes } = await ctx.artifacts.digestOf(absolute, { signal: options.signal, onProgress: options.onProgress });
	return { path: inside, bytes, sha256: digest, facts };
}
