import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { RegistryError } from '../../../src/core/errors';
import type { Sandbox } from './sandbox';
import { filesBelow, noise, refused, sandbox } from './sandbox';

describe('cancel', function () {
	this.timeout(120_000);
	let box: Sandbox;
	before(async () => {
		box = await sandbox();
		await box.file('big.bin', noise(20_000_000));
		for (let i = 0; i < 300; i++) { await box.file(`m/${i % 7}/${i}.bin`, noise(1 + i * 100, i)); }
	});
	after(() => box.remove());
	const clean = () => assert.equal(existsSync(join(box.registryFolder, 'artifacts')), false, String(box.inStore()));

	it('does nothing when it was cancelled before', async () => {
		await refused(box.store.stage(join(box.workspace, 'big.bin'), { policy: 'copy', signal: AbortSignal.abort() }), 'cancelled', 'Storing big.bin');
		await refused(box.store.digestOf(join(box.workspace, 'm'), { signal: AbortSignal.abort() }), 'cancelled', 'Reading m');
		clean();
	});

	it('leaves no trace at whatever moment it comes', async () => {
		let cancelled = 0;
		await fc.assert(fc.asyncProperty(fc.constantFrom('big.bin', 'm'), fc.constantFrom('copy', 'hardlink', 'reference'), fc.oneof(fc.record({ ms: fc.integer({ min: 0, max: 120 }) }), fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }) })), async (path, policy, when) => {
			const stop = new AbortController();
			const onProgress = ({ bytes, total }: { bytes: number; total: number }) => { if ('share' in when && bytes >= when.share * total) { stop.abort(); } };
			if ('ms' in when) { void sleep(when.ms).then(() => stop.abort()); }
			try {
				const staged = await box.store.stage(join(box.workspace, path), { policy, signal: stop.signal, onProgress });
				await staged.discard();
			} catch (error) {
				assert.ok(RegistryError.is(error, 'cancelled') && error.message.includes(path), String(error));
				cancelled++;
			}
			clean();
		}), { numRuns: 40 });
		assert.ok(cancelled > 5, `only ${cancelled} were cancelled`);
	});

	it('stops handing out without a trace', async () => {
		const staged = await box.store.stage(join(box.workspace, 'm'), { policy: 'copy' });
		await staged.publish();
		const out = join(box.workspace, 'out/deep');
		for (const share of [0, 0.01, 0.5, 1]) {
			const stop = new AbortController();
			await refused(box.store.materialise(staged.files, out, { ref: 'm@v1', signal: stop.signal, onProgress: ({ bytes, total }) => { if (bytes >= share * total) { stop.abort(); } } }), 'cancelled', 'm@v1');
			assert.equal(existsSync(join(box.workspace, 'out')), false);
		}
		await box.store.materialise(staged.files, out, { ref: 'm@v1' });
		assert.deepEqual(filesBelow(out), filesBelow(join(box.workspace, 'm')));
		await refused(box.store.check({ ...staged, path: 'm' }, { deep: true, signal: AbortSignal.abort() }), 'cancelled');
		await refused(box.store.findElsewhere(staged.files, { signal: AbortSignal.abort() }), 'cancelled');
	});
});
