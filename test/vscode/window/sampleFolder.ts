import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSample } from '../../sample/build';

let built: Promise<string> | undefined;

/** A copy of the sample project, to do with as one likes. It is made once per run, which takes ten seconds: by windows.mjs for all files, or here for one. */
export async function sampleFolder(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
	const original = process.env.MODEL_REGISTRY_SAMPLE ?? await (built ??= build());
	const parent = await realpath(await mkdtemp(path.join(tmpdir(), 'model-registry-sample-')));
	const folder = path.join(parent, 'support-ml');
	// With their times: a file that is newer than its version would not count as registered.
	await cp(original, folder, { recursive: true, preserveTimestamps: true });
	return { folder, remove: () => rm(parent, { recursive: true, force: true, maxRetries: 3 }) };
}

async function build(): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), 'model-registry-sample-'));
	process.once('exit', () => { void rm(folder, { recursive: true, force: true }); });
	await buildSample(folder);
	return folder;
}
