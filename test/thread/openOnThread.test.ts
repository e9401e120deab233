import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RegistryError } from '../../src/core/errors';
import { silentLog } from '../../src/core/log';
import { openRegistry, type Registry } from '../../src/core/registry';
import { openOnThread } from '../../src/thread/openOnThread';
import { withWorkspace } from '../core/support/workspace';

/** A workspace with a model file, and its registry on a thread. */
async function onThread(work: (registry: Registry, folder: string) => Promise<void>): Promise<void> {
	await withWorkspace(async ({ folder }) => {
		const registry = openOnThread({ folder, git: false, log: silentLog });
		try {
			await registry.init();
			mkdirSync(join(folder, 'churn'));
			writeFileSync(join(folder, 'churn/model.bin'), 'weights');
			await work(registry, folder);
		} finally {
			await registry.close();
		}
	});
}

describe('a registry on a thread of its own', () => {
	it('answers as one that is opened directly does', () => onThread(async (registry, folder) => {
		await registry.register('churn/model.bin', { metrics: { accuracy: 0.9, loss: NaN }, tags: { team: 'risk' } });
		await registry.setAlias('churn@v1', 'production');
		const direct = openRegistry({ folder, git: false });
		try {
			assert.deepEqual(await registry.models(), await direct.models());
			assert.deepEqual(await registry.version('churn@production'), await direct.version('churn@production'));
			assert.deepEqual(await registry.versionDetails('churn@v1'), await direct.versionDetails('churn@v1'));
			assert.deepEqual(await registry.history({}), await direct.history({}));
			assert.deepEqual(await registry.wholeLineage(), await direct.wholeLineage());
		} finally {
			await direct.close();
		}
	}));

	it('refuses with the same error, reason and facts', () => onThread(async registry => {
		await assert.rejects(registry.version('churn@v9'), (error: unknown) => {
			assert.ok(RegistryError.is(error), String(error));
			assert.deepEqual([error.reason, error.name], ['no-model', 'RegistryError']);
			assert.match(error.message, /churn/);
			return true;
		});
	}));

	it('tells of the bytes that are done, and stops when told to, without a trace', () => onThread(async (registry, folder) => {
		const file = join(folder, 'churn/large.bin');
		writeFileSync(file, Buffer.alloc(64 << 20, 7));
		const heard: number[] = [];
		await registry.digestOf('churn/large.bin', { onProgress: ({ bytes }) => { heard.push(bytes); } });
		assert.equal(heard.at(-1), 64 << 20);
		const stop = new AbortController();
		await assert.rejects(registry.register('churn/large.bin', { signal: stop.signal, onProgress: () => stop.abort() }), (error: unknown) => RegistryError.is(error, 'cancelled'));
		await assert.rejects(registry.register('churn/large.bin', { signal: AbortSignal.abort() }), (error: unknown) => RegistryError.is(error, 'cancelled'));
		assert.deepEqual(await registry.models(), []);
	}));

	it('says when something changed, by itself and by others', () => onThread(async (registry, folder) => {
		let changes = 0;
		registry.onDidChange(() => { changes++; });
		await registry.register('churn/model.bin');
		const own = changes;
		assert.ok(own > 0);
		const other = openRegistry({ folder, git: false });
		await other.setTags({ ref: 'churn@v1' }, { seen: 'yes' });
		await other.close();
		await registry.refresh();
		assert.ok(changes > own);
		assert.deepEqual((await registry.version('churn@v1')).tags, { seen: 'yes' });
	}));

	it('leaves the thread that asks free while it hashes', () => onThread(async (registry, folder) => {
		writeFileSync(join(folder, 'churn/large.bin'), Buffer.alloc(256 << 20, 7));
		let turns = 0;
		const timer = setInterval(() => { turns++; }, 1);
		await registry.digestOf('churn/large.bin');
		clearInterval(timer);
		assert.ok(turns > 20, `only ${turns} turns of the event loop`);
	}));

	it('names a verb that is not there, and takes no call after it was closed', async () => {
		await onThread(async registry => {
			await assert.rejects((registry as unknown as { noSuchVerb(): Promise<void> }).noSuchVerb(), { name: 'TypeError' });
			assert.deepEqual(await registry.models(), []);
			await registry.close();
			await assert.rejects(registry.models(), /closed/);
		});
	});
});
