import { succeeded } from './failure';
import { runGit } from './run';

/** Blobs by their name, in one git process. */
export async function blobs(topLevel: string, names: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, Buffer>> {
	const found = new Map<string, Buffer>();
	if (names.length === 0) { return found; }
	const output = succeeded(await runGit(topLevel, ['cat-file', '--batch'], { input: [...new Set(names)].map(object => `${object}\n`).join(''), signal }), 'read files of a commit', topLevel);
	for (let at = 0; at < output.length;) {
		const end = output.indexOf('\n', at);
		const [, object, bytes] = /^([0-9a-f]{40,64}) blob (\d+)$/.exec(output.toString('latin1', at, end)) ?? [];
		if (end < 0 || object === undefined) { break; }
		found.set(object, output.subarray(end + 1, end + 1 + Number(bytes)));
		at = end + 1 + Number(bytes) + 1;
	}
	return found;
}
