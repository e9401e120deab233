import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileLock } from '../../../src/core/files/lock';
import { withWorkspace } from '../support/workspace';

describe('the lock between processes', () => {
	it('tells whether somebody else had it meanwhile', () => withWorkspace(async workspace => {
		const path = join(workspace.folder, 'lock');
		const [mine, other] = [new FileLock(path), new FileLock(path)];
		const undisturbed = async (lock: FileLock) => { const held = await lock.acquire(); await held.release(); return held.undisturbed; };
		assert.deepEqual([await undisturbed(mine), await undisturbed(mine), await undisturbed(other), await undisturbed(mine)], [false, true, false, false]);
	}));

	it('that was taken over is left to whoever has it, and one that is gone is no failure', () => withWorkspace(async workspace => {
		const path = join(workspace.folder, 'lock');
		const held = await new FileLock(path).acquire();
		writeFileSync(path, 'somebody else');
		await held.release();
		assert.equal(readFileSync(path, 'utf8'), 'somebody else');
		rmSync(path);
		const again = await new FileLock(path).acquire();
		rmSync(path);
		await again.release();
		assert.equal(existsSync(path), false);
	}));

	it('is had although it can not be told who had it last', () => withWorkspace(async workspace => {
		const path = join(workspace.folder, 'lock');
		mkdirSync(`${path}.last`);
		const held = await new FileLock(path).acquire();
		assert.equal(held.undisturbed, false);
		rmSync(`${path}.last`, { recursive: true });
		await held.release();
		assert.equal(existsSync(path), false);
	}));
});
