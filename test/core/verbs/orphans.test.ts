import assert from 'node:assert/strict';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Registry } from '../../../src/core/registry';
import { RegistryError } from '../../../src/core/errors';
import { withWorkspace, type Workspace } from '../support/workspace';

const hour = 3_600_000;
const later = () => new Date(Date.now() + 2 * hour);

async function repository(workspace: Workspace): Promise<Registry> {
	workspace.git('init', '-q');
	workspace.write('.gitignore', 'files\n');
	return workspace.initialised({ git: true, now: later });
}

function commit(workspace: Workspace, what: string): void {
	workspace.git('add', '.');
	workspace.git('commit', '-qm', what);
}

/** They hold the records that stood in the working tree. */
function dropSnapshots(workspace: Workspace): void {
	for (const ref of workspace.git('for-each-ref', '--format=%(refname)', 'refs/model-registry').split('\n').filter(Boolean)) { workspace.git('update-ref', '-d', ref); }
}

/** A version of a folder, whose files only evidence names. */
async function folderVersion(workspace: Workspace, registry: Registry): Promise<void> {
	for (const name of ['config.json', 'model.safetensors', 'tokenizer.json']) { workspace.write(`files/checkpoint/${name}`, `${name} of the folder`); }
	await registry.register('files/checkpoint', { model: 'folders' });
}

describe('stored bytes that no record refers to', function () {
	this.timeout(30_000);

	it('are counted, left alone, and deleted when told to', () => withWorkspace(async workspace => {
		const registry = await repository(workspace);
		await workspace.version(registry, 'churn', 'kept');
		assert.deepEqual(await registry.orphans(), { objects: 0, bytes: 0 });
		commit(workspace, 'main');
		workspace.git('checkout', '-qb', 'thrown-away');
		await workspace.version(registry, 'fraud', 'fourteen bytes');
		commit(workspace, 'other');
		workspace.git('checkout', '-q', 'main');
		workspace.git('branch', '-qD', 'thrown-away');
		dropSnapshots(workspace);
		await registry.refresh();
		assert.deepEqual(await registry.orphans(), { objects: 1, bytes: 14 });
		assert.deepEqual(await registry.removeOrphans(), { objects: 1, bytes: 14 });
		assert.deepEqual(await registry.orphans(), { objects: 0, bytes: 0 });
		assert.equal((await registry.verify([])).every(file => file.state === 'ok'), true);
	}));

	it('are none while a branch, a tag or the past has a record of them, in files, packs and lists of a folder\'s files', () => withWorkspace(async workspace => {
		const registry = await repository(workspace);
		await workspace.version(registry, 'churn', 'of main');
		commit(workspace, 'main');
		workspace.git('checkout', '-qb', 'other');
		await workspace.version(registry, 'fraud', 'of the other branch');
		await folderVersion(workspace, registry);
		commit(workspace, 'other');
		workspace.git('checkout', '-q', 'main');
		await registry.refresh();
		assert.deepEqual((await registry.models()).map(model => model.name), ['churn']);
		assert.deepEqual(await registry.orphans(), { objects: 0, bytes: 0 });
		workspace.git('checkout', '-q', 'other');
		await registry.refresh();
		await registry.compact({ before: '9999-01' });
		commit(workspace, 'packed');
		workspace.git('tag', 'v1');
		workspace.git('checkout', '-q', 'main');
		workspace.git('branch', '-qD', 'other');
		await registry.refresh();
		assert.deepEqual(await registry.orphans(), { objects: 0, bytes: 0 });
		workspace.git('tag', '-d', 'v1');
		dropSnapshots(workspace);
		assert.deepEqual(await registry.orphans(), { objects: 4, bytes: 19 + 'config.json of the folder'.length + 'model.safetensors of the folder'.length + 'tokenizer.json of the folder'.length });
	}));

	it('can\'t be told while a record is set aside, and what has just been stored is none', () => withWorkspace(async workspace => {
		const registry = await repository(workspace);
		await workspace.version(registry, 'churn', 'kept');
		const records = join(workspace.folder, '.model-registry/records');
		const [month = ''] = readdirSync(records);
		const [name = ''] = readdirSync(join(records, month)).filter(one => one.endsWith('.json'));
		writeFileSync(join(records, month, name), '{}');
		rmSync(join(workspace.folder, '.model-registry/registry.sqlite'), { force: true });
		const now = workspace.open({ git: true });
		assert.deepEqual(await now.orphans(), { objects: 0, bytes: 0 }, 'it may wait for its record');
		const then = workspace.open({ git: true, now: later });
		assert.match(JSON.stringify(await then.orphans()), /can't be read here/);
		await assert.rejects(then.removeOrphans(), (error: unknown) => RegistryError.is(error, 'bad-value'));
	}));
});
