import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { RegistryError } from '../../../src/core/errors';
import { openRunFolder } from '../../../src/core/runs/folder';
import { workspaceWith } from './workspace';

describe('openRunFolder', () => {
	it('lists, reads and goes down', async () => {
		const workspace = await workspaceWith({ 'b.txt': '\uFEFFhello', 'a/deep/c.txt': 'deep', 'a/z.txt': '' });
		const folder = await openRunFolder(workspace, '');
		assert.deepEqual([folder?.path, folder?.files, folder?.folders], ['', ['b.txt'], ['a']]);
		assert.equal(await folder?.text('b.txt'), 'hello');
		assert.equal(await folder?.text('a/deep/c.txt'), 'deep');
		assert.equal((await folder?.stat('a/deep/c.txt'))?.bytes, 4);
		assert.equal(await folder?.text('nothing'), undefined);
		assert.equal(await folder?.text('a'), undefined);
		assert.deepEqual([(await folder?.folder('a/deep'))?.path, (await folder?.folder('a/deep'))?.files], ['a/deep', ['c.txt']]);
		assert.equal(await folder?.folder('b.txt'), undefined);
		assert.equal(await openRunFolder(workspace, 'nothing'), undefined);
	});

	it('never leaves the workspace: neither by its path nor by a link', async () => {
		const outside = await workspaceWith({ 'secret.txt': 'secret' });
		const workspace = await workspaceWith({ 'a/x.txt': 'x', 'b/y.txt': 'y' });
		await symlink(outside, join(workspace, 'a/out'));
		await symlink(join(outside, 'secret.txt'), join(workspace, 'a/out.txt'));
		await symlink('../b/y.txt', join(workspace, 'a/in.txt'));
		await symlink('../b', join(workspace, 'a/in'));
		await symlink('loop', join(workspace, 'a/loop'));
		const folder = await openRunFolder(workspace, 'a');
		assert.deepEqual([folder?.files, folder?.folders], [['in.txt', 'x.txt'], ['in']]);
		assert.equal(await folder?.text('in.txt'), 'y');
		assert.equal(await folder?.text('in/y.txt'), 'y');
		for (const path of ['out.txt', 'out/secret.txt', '../b/y.txt', join(outside, 'secret.txt'), 'in/../../b/y.txt', 'loop', 'x.txt\0', '']) {
			assert.equal(await folder?.text(path), undefined, path);
			assert.equal(await folder?.locate(path), undefined, path);
		}
		assert.equal(await folder?.folder('out'), undefined);
		assert.equal(await folder?.folder('..'), undefined);
		assert.equal(await openRunFolder(workspace, 'a/out'), undefined);
		assert.equal(await openRunFolder(workspace, '..'), undefined);
	});

	it('never opens a pipe, and says what is too long', async () => {
		const workspace = await workspaceWith({ 'long.txt': 'x'.repeat(100) });
		execFileSync('mkfifo', [join(workspace, 'pipe')]);
		const folder = await openRunFolder(workspace, '');
		assert.deepEqual(folder?.files, ['long.txt']);
		assert.equal(await folder?.text('pipe'), undefined);
		await assert.rejects(async () => folder?.text('long.txt', 99), (error: unknown) => RegistryError.is(error, 'damaged-file') && error.message.startsWith('long.txt'));
		assert.equal((await folder?.text('long.txt', 100))?.length, 100);
	});
});
