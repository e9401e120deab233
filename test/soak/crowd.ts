import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRegistry } from '../../src/core/registry';
import { slowEnvironment, slowly } from './slow';

/** Processes that register into one model at once: no record is lost, no number given twice, no lock left. Returns versions per second. With `slow`, on a slow file system. */
export async function crowd(processes: number, each: number, bundle: string, slow?: number): Promise<number> {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), 'model-registry-crowd-')));
	try {
		const registry = openRegistry({ folder, git: false });
		await registry.init();
		const since = performance.now();
		const ends = await Promise.all(Array.from({ length: processes }, (_, i) => new Promise<{ readonly code: number | null; readonly ids: readonly string[] }>(resolve => {
			const child = spawn(process.execPath, [...slowly(slow), bundle, 'work', folder, String(i), String(each)], { stdio: ['ignore', 'pipe', 'inherit'], env: slowEnvironment(folder, slow) });
			let said = '';
			child.stdout.setEncoding('utf8').on('data', (text: string) => { said += text; });
			child.once('close', code => { resolve({ code, ids: said.split('\n').filter(line => line !== '' && line !== 'ready') }); });
		})));
		const seconds = (performance.now() - since) / 1000;
		assert.deepEqual(ends.map(end => end.code), ends.map(() => 0));
		const ids = ends.flatMap(end => end.ids);
		await registry.refresh();
		const { versions } = await registry.versions({ model: 'churn' });
		assert.deepEqual(versions.map(version => version.id).sort(), [...ids].sort());
		assert.equal(new Set(ids).size, processes * each);
		assert.deepEqual(versions.map(version => version.number).sort((a, b) => (a ?? 0) - (b ?? 0)), ids.map((_, i) => i + 1));
		assert.deepEqual(await registry.problems(), []);
		await registry.close();
		assert.deepEqual(readdirSync(join(folder, '.model-registry')).filter(name => name === 'lock'), []);
		return ids.length / seconds;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
