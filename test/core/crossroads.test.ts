import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { toJson } from '../../src/cli/json';
import type { Registry } from '../../src/core/registry';
import { recordFiles } from './support/recordFiles';
import { withWorkspace, type Workspace } from './support/workspace';

const soak = join(__dirname, 'soak.js');

/** A process that registers so many versions, as a terminal beside two windows would. Resolves with their ids. */
function terminal(folder: string, name: string, times: number): Promise<readonly string[]> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [soak, 'work', folder, name, String(times)], { stdio: ['ignore', 'pipe', 'inherit'] });
		let said = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => { said += text; });
		child.once('close', code => { if (code === 0) { resolve(said.split('\n').filter(line => line.length === 26)); } else { reject(new Error(`The terminal ended with ${code}`)); } });
	});
}

async function stateOf(registry: Registry): Promise<string> {
	await registry.refresh();
	return toJson([await registry.models(), await registry.versions({ archived: 'both' }), await registry.conflicts(), await registry.problems()]);
}

/** Everything that happened is read from the files anew, by somebody who had no part in it. */
async function assertWhole(workspace: Workspace, seen: Registry, ids: readonly string[]): Promise<void> {
	const state = await stateOf(seen);
	rmSync(join(workspace.folder, '.model-registry/registry.sqlite'), { force: true });
	const anew = workspace.open();
	assert.equal(await stateOf(anew), state);
	assert.deepEqual(await anew.problems(), []);
	const { versions } = await anew.versions({ archived: 'both' });
	const there = new Map(versions.map(version => [version.id, version]));
	assert.deepEqual(ids.filter(id => !there.has(id)), [], 'acknowledged versions are gone');
	const numbers = versions.filter(version => version.model === 'churn').flatMap(version => version.number ?? []);
	assert.equal(new Set(numbers).size, numbers.length, 'a number is shared');
}

describe('at the same time', function () {
	this.timeout(120_000);

	it('two windows, a terminal, packing, and git checkout of another branch: nothing that was acknowledged is lost, and all see the same', () => withWorkspace(async workspace => {
		workspace.git('init', '-q');
		const one = await workspace.initialised(), two = workspace.open({ author: { name: 'Bob', email: '' } });
		workspace.write('.gitignore', 'files\nmodels\nafter.bin\n*.bin\n');
		await workspace.version(one, 'churn', 'first');
		workspace.git('add', '.');
		workspace.git('commit', '-qm', 'main');
		workspace.git('checkout', '-qb', 'other');
		await workspace.version(one, 'fraud', 'of the other branch');
		workspace.git('add', '.');
		workspace.git('commit', '-qm', 'other');
		const committed = recordFiles(workspace.folder);
		let stop = false;
		const ids: string[] = [];
		const register = async (registry: Registry, name: string) => {
			for (let i = 0; !stop; i++) {
				ids.push((await registry.register(workspace.write(`files/${name}-${i}.bin`, `${name} ${i}`), { model: 'churn' })).version.id);
				await registry.setAlias(ids.at(-1) ?? '', 'staging');
			}
		};
		const switching = async () => {
			for (let i = 0; !stop; i++) {
				// What is not committed goes along from branch to branch, as git leaves it.
				workspace.git('checkout', '-q', i % 2 ? 'other' : 'main');
				await new Promise(resolve => { setTimeout(resolve, 120); });
			}
		};
		const windows = Promise.all([register(one, 'one'), register(two, 'two'), switching()]);
		ids.push(...await terminal(workspace.folder, 'three', 12));
		stop = true;
		await windows;
		workspace.git('checkout', '-q', 'other');
		await assertWhole(workspace, one, ids);
		assert.equal(await stateOf(two), await stateOf(one));
		const files = new Set(recordFiles(workspace.folder));
		assert.deepEqual(committed.filter(file => !files.has(file)), []);
		// Packed by one while the others write on.
		stop = false;
		const writing = Promise.all([register(two, 'four')]);
		for (let i = 0; i < 4; i++) { await one.compact({ before: '9999-01' }); }
		stop = true;
		await writing;
		await assertWhole(workspace, one, ids);
	}));

	it('a clock that is set back and forward: ids go on rising, what was said later holds, and the number stays', () => withWorkspace(async workspace => {
		let now = Date.UTC(2026, 5, 15);
		const registry = await workspace.initialised({ now: () => new Date(now) });
		await workspace.version(registry, 'churn', 'one');
		await workspace.version(registry, 'churn', 'two');
		for (const [jump, version] of [[-400 * 86_400_000, 'v1'], [3_600_000, 'v2'], [-60_000, 'v1'], [900 * 86_400_000, 'v2'], [-2_000 * 86_400_000, 'v1']] as const) {
			now += jump;
			await registry.setAlias(`churn@${version}`, 'production');
			assert.equal((await registry.version('churn@production')).label, version);
			const records = (await registry.history()).map(entry => entry.record);
			assert.deepEqual(records, [...records].sort().reverse());
		}
		assert.deepEqual(await registry.conflicts(), []);
		const other = workspace.open({ now: () => new Date(Date.UTC(2019, 0, 1)) });
		await workspace.version(other, 'churn', 'three');
		await other.setAlias('churn@v3', 'production');
		await registry.refresh();
		assert.equal((await registry.version('churn@production')).label, 'v3');
		await registry.compact({ before: '9999-01' });
		await assertWhole(workspace, registry, []);
	}));

	it('a writer that slept through its lock, and whoever took that over, both keep what they wrote, and numbers are unique again with the next change', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		await workspace.version(registry, 'churn', 'first');
		const lock = join(workspace.folder, '.model-registry/lock');
		const ids: string[] = [];
		const child = spawn(process.execPath, [soak, 'work', workspace.folder, 'sleeper', '60'], { stdio: ['ignore', 'pipe', 'inherit'] });
		let said = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => { said += text; });
		const ended = new Promise<number | null>(resolve => { child.once('close', resolve); });
		let takenOver = 0;
		for (const end = Date.now() + 60_000; takenOver < 4 && child.exitCode === null && Date.now() < end; await delay(1)) {
			if (!existsSync(lock)) { continue; }
			child.kill('SIGSTOP');
			// It stops a moment later, and may have let go by then.
			await delay(20);
			const held = existsSync(lock) ? readFileSync(lock, 'utf8') : '';
			if (held.startsWith(`${child.pid} `)) {
				// As if it had slept for a minute.
				utimesSync(lock, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
				ids.push((await registry.register(workspace.write(`files/awake-${takenOver}.bin`, `awake ${takenOver}`), { model: 'churn' })).version.id);
				takenOver++;
			}
			child.kill('SIGCONT');
			await delay(30);
		}
		assert.equal(takenOver, 4, 'it was never caught with the lock');
		assert.equal(await ended, 0);
		ids.push(...said.split('\n').filter(line => line.length === 26));
		assert.equal(ids.length, 64);
		await registry.refresh();
		await registry.setTags({ model: 'churn' }, { looked: 'yes' });
		await assertWhole(workspace, registry, ids);
		assert.equal(existsSync(lock), false);
	}));
});
