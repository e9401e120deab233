import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openArtifacts, type ArtifactStore } from '../../../src/core/artifacts/store';
import { RegistryError, type Reason } from '../../../src/core/errors';

export interface Sandbox {
	readonly workspace: string;
	readonly registryFolder: string;
	readonly store: ArtifactStore;
	/** Writes a file of the workspace and returns its absolute path. */
	file(path: string, content: string | Uint8Array): Promise<string>;
	/** All files below `artifacts/`, relative to it, sorted. */
	inStore(): string[];
	remove(): Promise<void>;
}

/** A workspace with an empty registry in a temporary folder. */
export async function sandbox(base = tmpdir()): Promise<Sandbox> {
	const workspace = await mkdtemp(join(base, 'artifacts-'));
	const registryFolder = join(workspace, '.model-registry');
	await mkdir(registryFolder);
	return {
		workspace, registryFolder, store: openArtifacts({ registryFolder, workspace }),
		async file(path, content) {
			await mkdir(dirname(join(workspace, path)), { recursive: true });
			await writeFile(join(workspace, path), content);
			return join(workspace, path);
		},
		inStore: () => filesBelow(join(registryFolder, 'artifacts')),
		remove: () => rm(workspace, { recursive: true, force: true }),
	};
}

/** Files, and folders without files (with a '/' behind), relative to `folder`, sorted. */
export function filesBelow(folder: string): string[] {
	if (!existsSync(folder)) { return []; }
	const all = readdirSync(folder, { recursive: true, encoding: 'utf8' });
	return all.flatMap(path => {
		const full = join(folder, path);
		if (!statSync(full, { throwIfNoEntry: false })?.isDirectory()) { return [path]; }
		return readdirSync(full).length ? [] : [`${path}/`];
	}).sort();
}

export const sha = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');
export const shaOf = async (path: string) => sha(await readFile(path));
export const objectName = (sha256: string) => join('sha256', sha256.slice(0, 2), sha256.slice(2));

/** Asserts that `promise` is refused for `reason`, in one sentence that names `names`. */
export async function refused(promise: Promise<unknown>, reason: Reason, names?: string): Promise<void> {
	await assert.rejects(promise, error => {
		assert.ok(error instanceof RegistryError, `${String(error)}`);
		assert.equal(error.reason, reason, error.message);
		if (names !== undefined) { assert.ok(error.message.includes(names), `"${error.message}" doesn't name ${names}`); }
		assert.doesNotMatch(error.message, /\n/);
		return true;
	});
}

/** Bytes that look random, always the same for the same seed. */
export function noise(bytes: number, seed = 1): Buffer {
	const result = Buffer.alloc(bytes);
	let state = seed >>> 0 || 1;
	for (let i = 0; i < bytes; i++) {
		state ^= state << 13; state >>>= 0;
		state ^= state >>> 17;
		state ^= state << 5; state >>>= 0;
		result[i] = state & 255;
	}
	return result;
}
