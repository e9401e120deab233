import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sweepTemporary } from '../../../src/core/files/sweepTemporary';
import { newTemporaryName, temporaryName, temporaryOwner } from '../../../src/core/files/temporaryName';
import { silentLog } from '../../../src/core/log';

describe('what killed processes left of small files', () => {
	let folder: string;
	beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'sweep-')); });
	afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

	const ended = () => spawnSync(process.execPath, ['--version']).pid;
	const of = (pid: number) => newTemporaryName().replace(/^\.tmp-\d+/, `.tmp-${pid}`);
	const old = (path: string) => { const then = Date.now() / 1000 - 25 * 3600; utimesSync(path, then, then); };

	it('has a name that tells whose it is, and passes for a temporary one everywhere', () => {
		const name = newTemporaryName();
		assert.match(name, temporaryName);
		assert.equal(temporaryOwner(name), process.pid);
		assert.equal(temporaryOwner('.tmp-12-000000000000'), undefined);
	});

	it('goes at once when its process has ended, in the folders below too; all else stays', async () => {
		mkdirSync(join(folder, '2026-11'));
		const left = of(ended()), alive = newTemporaryName(), stranger = '.tmp-4194303-ffffffffffff';
		for (const name of [left, alive, stranger, '.tmp-notes', `2026-11/${left}`, `2026-11/${alive}`, '2026-11/record.json', 'lock', 'lock.stale-0123456789ab']) { writeFileSync(join(folder, name), 'half'); }
		assert.equal(await sweepTemporary(folder, 1, silentLog), 2);
		assert.deepEqual(readdirSync(folder).sort(), ['2026-11', alive, stranger, '.tmp-notes', 'lock', 'lock.stale-0123456789ab'].sort());
		assert.deepEqual(readdirSync(join(folder, '2026-11')).sort(), [alive, 'record.json'].sort());
	});

	it('goes when it is a day old and nobody can be asked', async () => {
		for (const name of ['.tmp-1-ffffffffffff', 'lock.stale-0123456789ab']) { writeFileSync(join(folder, name), 'half'); old(join(folder, name)); }
		assert.equal(await sweepTemporary(folder, 0, silentLog), 2);
		assert.deepEqual(readdirSync(folder), []);
		assert.equal(await sweepTemporary(join(folder, 'gone'), 1, silentLog), 0);
	});
});
