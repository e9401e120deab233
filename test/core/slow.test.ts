import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crowd } from '../soak/crowd';
import { killMany } from '../soak/kills';
import { slowEnvironment, slowly } from '../soak/slow';
import { withWorkspace } from './support/workspace';

const bundle = join(__dirname, 'soak.js');

/** Each call takes milliseconds, times are whole seconds, there are no hard links, and folders can't be synced. */
describe('on a file system as slow and odd as a network\'s', function () {
	this.timeout(120_000);

	it('a process killed at any instant loses nothing that it acknowledged', async () => { await killMany(2, 'slow', bundle, { slow: 4 }); });
	it('two processes register at once without losing a record or sharing a number', async () => { await crowd(2, 3, bundle, 4); });

	it('whoever has a registry on a thread, as the editor has, never waits for it', () => withWorkspace(async workspace => {
		await workspace.initialised();
		const report = join(workspace.folder, 'report');
		const run = (how: string) => execFileSync(process.execPath, [...slowly(4), bundle, how, workspace.folder, 'w', '2'], { encoding: 'utf8', env: slowEnvironment(workspace.folder, 4, report) });
		assert.equal(run('work-on-thread').split('\n').filter(line => line.length === 26).length, 2);
		assert.equal(run('work').split('\n').filter(line => line.length === 26).length, 2);
		const [onThread = NaN, directly = NaN] = readFileSync(report, 'utf8').split('\n').map(Number);
		// The worker writes the files that it registers itself: a folder and a file for each.
		assert.equal(onThread, 4);
		assert.ok(directly > 20, `the file system was not slowed: ${directly}`);
	}));
});
