import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { toJson } from '../../../src/cli/json';
import type { Registry } from '../../../src/core/registry';
import { below, random } from '../support/mutations';
import { recordFiles } from '../support/recordFiles';
import { withWorkspace } from '../support/workspace';

const soak = join(__dirname, 'soak.js');

async function stateOf(registry: Registry): Promise<string> {
	return toJson([await registry.models(), await registry.versions({ archived: 'both' }), await registry.history(), await registry.problems()]);
}

/** Starts packing and kills it so many milliseconds after it began. Returns whether it had come to its end. */
async function killed(folder: string, after: number): Promise<boolean> {
	const child = spawn(process.execPath, [soak, 'pack', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
	const over = new Promise<number | null>(resolve => { child.once('close', resolve); });
	await new Promise(resolve => { child.stdout.once('data', resolve); });
	await delay(after);
	child.kill('SIGKILL');
	return await over === 0;
}

describe('compaction that is killed', function () {
	this.timeout(120_000);

	it('loses no record at any instant, and the next one ends it', () => withWorkspace(async workspace => {
		let clock = Date.UTC(2026, 0, 1);
		const registry = await workspace.initialised({ now: () => new Date(clock += 8 * 3_600_000) });
		await workspace.version(registry, 'churn', 'one');
		await workspace.version(registry, 'churn', 'two');
		for (let i = 0; i < 120; i++) { await registry.setAlias(`churn@v${1 + i % 2}`, 'production', `for the ${i}th time`); }
		const [expected, files] = [await stateOf(registry), [...recordFiles(workspace.folder)].sort()];
		await registry.close();
		const next = random('compaction killed');
		let ended = 0;
		for (let i = 0; i < 5; i++) {
			ended += await killed(workspace.folder, below(next, 60)) ? 1 : 0;
			assert.deepEqual([...recordFiles(workspace.folder)].sort(), files, `a record is gone after kill ${i}`);
			rmSync(join(workspace.folder, '.model-registry/registry.sqlite'), { force: true });
			const after = workspace.open();
			assert.equal(await stateOf(after), expected, `kill ${i}`);
			await after.close();
		}
		const last = workspace.open();
		await last.compact({ before: '9999-01' });
		assert.equal(await stateOf(last), expected);
		const months = readdirSync(join(workspace.folder, '.model-registry/records'));
		for (const month of months) { assert.equal(readdirSync(join(workspace.folder, '.model-registry/records', month)).filter(name => !name.startsWith('.tmp-')).length, 1, month); }
		assert.ok(ended < 5, 'every packing was over before it was killed');
	}));
});
