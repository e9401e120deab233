import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RegistryError } from '../../../src/core/errors';
import type { Registry } from '../../../src/core/registry';
import { withWorkspace, type Workspace } from '../support/workspace';

async function five(workspace: Workspace): Promise<Registry> {
	const registry = await workspace.initialised();
	for (let i = 0; i < 5; i++) { await workspace.version(registry, 'churn', `${i}`.repeat(400_000)); }
	return registry;
}

/** Cancels as soon as so many bytes were read. */
async function stopped(registry: Registry, bytes: number): Promise<void> {
	const stop = new AbortController();
	await assert.rejects(registry.verifyAll({ signal: stop.signal, onProgress: progress => { if (progress.bytes >= bytes) { stop.abort(); } } }), (error: unknown) => RegistryError.is(error, 'cancelled'));
}

describe('verifying everything', () => {
	it('goes on, by somebody else, where it was interrupted; and begins anew once it was through, or when told to', () => withWorkspace(async workspace => {
		await stopped(await five(workspace), 1_000_000);
		const other = workspace.open();
		const heard: number[] = [];
		const { files, remembered } = await other.verifyAll({ resume: true, onProgress: ({ bytes, total }) => { heard.push(bytes); assert.equal(total, 2_000_000); } });
		assert.deepEqual([files.length, remembered, heard[0], heard.at(-1)], [2, 3, 1_200_000, 2_000_000]);
		assert.deepEqual([(await other.verifyAll({ resume: true })).remembered, (await other.verifyAll()).remembered], [0, 0]);
		await stopped(other, 1_000_000);
		assert.equal((await other.verifyAll()).files.length, 5);
	}));

	it('looks again at what was not whole, was cut in the log, or is a month old', () => withWorkspace(async workspace => {
		const registry = await five(workspace);
		const stored = await registry.storedPath('churn@v5') ?? '';
		const whole = readFileSync(stored);
		chmodSync(stored, 0o600);
		writeFileSync(stored, `x${whole.subarray(1).toString()}`);
		await stopped(registry, 1_000_000);
		const log = join(workspace.folder, '.model-registry/artifacts/verified.log');
		assert.equal(readFileSync(log, 'latin1').trim().split('\n').length, 3, 'the time, and the two that were whole');
		appendFileSync(log, (await registry.version('churn@v2')).id.slice(0, 20));
		const resumed = await registry.verifyAll({ resume: true });
		assert.equal(resumed.remembered, 2);
		assert.deepEqual(resumed.files.filter(file => file.state !== 'ok').map(file => file.ref), ['churn@v5']);
		writeFileSync(stored, whole);
		await stopped(registry, 1_000_000);
		assert.equal((await workspace.open({ now: () => new Date(Date.now() + 31 * 86_400_000) }).verifyAll({ resume: true })).remembered, 0);
	}));

	it('steps aside, where told to, while somebody waits for something else', () => withWorkspace(async workspace => {
		const registry = await five(workspace);
		let running = true;
		const verifying = registry.verifyAll({ gentle: true }).finally(() => { running = false; });
		let asked = 0;
		for (; asked < 200 && running; asked++) { await registry.versions({ model: 'churn' }); }
		assert.equal(asked, 200, 'it was through before anybody else had a turn');
		assert.equal((await verifying).files.length, 5);
	}));
});
