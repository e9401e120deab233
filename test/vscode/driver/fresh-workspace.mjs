import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * A folder of its own for every run, so that no run sees what another wrote. MODEL_REGISTRY_TEST_WORKSPACE names one to copy; empty if not set.
 * @returns {Promise<{ folder: string, remove: () => Promise<void> }>}
 */
export async function freshWorkspace() {
	const parent = await mkdtemp(path.join(tmpdir(), 'model-registry-workspace-'));
	const folder = path.join(parent, 'workspace');
	const chosen = process.env.MODEL_REGISTRY_TEST_WORKSPACE;
	await (chosen ? cp(chosen, folder, { recursive: true }) : mkdir(folder));
	return { folder, remove: () => rm(parent, { recursive: true, force: true, maxRetries: 3 }) };
}
