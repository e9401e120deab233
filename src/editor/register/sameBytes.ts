import { stat } from 'node:fs/promises';
import type { Version } from '../../core/model';
import type { Registry } from '../../core/registry';
import type { Suggestion } from '../../core/verbs/suggest';

export interface Same {
	readonly version: Version;
	readonly sure: boolean;
	/** Stored files of it are missing or cut: these bytes can take their place. */
	readonly mends: boolean;
}

/**
 * A version of these very bytes. A file up to `limit` bytes is read for it; a larger one, or a folder, is compared by path, size and time,
 * and the answer isn't sure. Tells `found` what it knows, first what is likely.
 */
export async function sameBytes(registry: Registry, file: string, { lastHere, bytes }: Suggestion, limit: number, signal: AbortSignal, found: (same: Same | undefined) => void): Promise<void> {
	const unchanged = lastHere && (await stat(file)).mtime <= lastHere.at;
	if (unchanged) { found({ version: lastHere, sure: false, mends: await isBroken(registry, lastHere) }); }
	if (bytes === undefined || bytes > limit) { return; }
	const digest = await registry.digestOf(file, { signal });
	const versions = await registry.versionsWithDigest(digest);
	const version = versions.find(one => one.id === lastHere?.id) ?? versions.find(one => !one.archived) ?? versions[0];
	if (!version) { found(undefined); return; }
	found({ version, sure: true, mends: await isBroken(registry, version) });
}

/** By names and sizes, which takes no time: whether the store lacks something of the version that is meant to be there. */
async function isBroken(registry: Registry, { id, purged, artifact }: Version): Promise<boolean> {
	if (purged || artifact.storage === 'reference') { return false; }
	return (await registry.verify([id], { deep: false })).some(file => file.state !== 'ok');
}
