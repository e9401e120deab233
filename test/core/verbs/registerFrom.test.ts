import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Registry } from '../../../src/core/registry';
import { withWorkspace, type Workspace } from '../support/workspace';

describe('registering what was made elsewhere or at another time', () => {
	it('with a number: that one, or the next free one where it is higher', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const register = async (content: string, number?: number) => (await registry.register(workspace.write('m.bin', content), { model: 'churn', ...(number === undefined ? {} : { number }) })).version.number;
		assert.deepEqual([await register('a', 4), await register('b', 2), await register('c'), await register('d', 9), await register('e', 9)], [4, 5, 6, 9, 10]);
		assert.equal((await registry.version('churn@v9')).label, 'v9');
		assert.equal((await workspace.open().version('churn@latest')).number, 10);
	}));

	it('again, where a version of the same bytes isn\'t the one that is meant', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const path = workspace.write('m.bin', 'same');
		const as = (origin: string) => registry.register(path, { model: 'churn', tags: { origin }, again: same => (same.tags['origin'] ?? origin) !== origin });
		const mine = await registry.register(path, { model: 'churn' });
		const one = await as('one');
		assert.deepEqual([one.created, one.version.id, one.version.tags['origin']], [false, mine.version.id, 'one']);
		const two = await as('two');
		assert.equal(two.created, true);
		assert.deepEqual([(await as('two')).version.id, (await as('one')).version.id, (await registry.versions({ model: 'churn' })).total], [two.version.id, mine.version.id, 2]);
	}));

	const code = async (workspace: Workspace, registry: Registry, said: Parameters<Registry['register']>[1]) => {
		const { version } = await registry.register(workspace.write(`m${Math.random()}.bin`, String(Math.random())), { model: 'churn', ...said });
		const { gitState, untied } = await registry.versionDetails(version.id);
		return { id: version.id, gitState, untied };
	};

	it('of a commit: which is held if it has the exact state, and only named if not', () => withWorkspace(async workspace => {
		const registry = workspace.open({ git: true });
		await registry.init();
		workspace.git('init', '-q');
		workspace.write('a', '1');
		workspace.git('add', 'a');
		workspace.git('commit', '-q', '-m', '1');
		const commit = workspace.git('rev-parse', 'HEAD').trim();
		workspace.write('a', '2');
		workspace.git('commit', '-q', '-am', '2');
		const exact = await code(workspace, registry, { code: { commit, exact: true } });
		assert.deepEqual([exact.gitState?.commit, exact.gitState?.snapshot, exact.gitState?.leftOut], [commit, commit, []]);
		assert.equal(workspace.git('rev-parse', `refs/model-registry/${exact.id}`).trim(), commit);
		const near = await code(workspace, registry, { code: { commit, exact: false, say: 'Nobody knows.' } });
		assert.deepEqual([near.gitState?.commit, near.gitState?.snapshot, near.gitState?.leftOut], [commit, null, ['Nobody knows.']]);
		const gone = await code(workspace, registry, { code: { commit: 'f'.repeat(40), exact: true } });
		assert.deepEqual([gone.gitState?.commit, gone.gitState?.snapshot, gone.gitState?.leftOut], ['f'.repeat(40), null, ["Its commit isn't in this repository."]]);
		const unknown = await code(workspace, registry, { code: { commit: null, say: 'It was imported.' } });
		assert.deepEqual([unknown.gitState, unknown.untied], [null, 'It was imported.']);
		assert.equal(workspace.git('for-each-ref', 'refs/model-registry').trim().split('\n').length, 1, 'no state of today is kept for them');
	}));

	it('of a commit, without git', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const { gitState, untied } = await code(workspace, registry, { code: { commit: 'a'.repeat(40), exact: true } });
		assert.deepEqual([gitState, untied], [null, `It was made of commit ${'a'.repeat(40)}, and there is no repository here to look for it.`]);
	}));

	it('from bytes that are nowhere else: only out of a temporary folder, and nothing is left of it', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const secret = join(workspace.folder, workspace.write('secret.bin', 'secret'));
		await assert.rejects(registry.register('models/churn.bin', { model: 'churn', bytesFrom: secret }), { reason: 'outside' });
		await assert.rejects(registry.register('models/churn.bin', { model: 'churn', bytesFrom: '/etc/passwd' }), { reason: 'outside' });
		const own = join(workspace.folder, '.model-registry/artifacts/tmp/1-0-000000000000-000000000000');
		mkdirSync(own, { recursive: true });
		writeFileSync(join(own, 'w'), 'bytes');
		const { version } = await registry.register('models/churn.bin', { model: 'churn', bytesFrom: join(own, 'w') });
		assert.deepEqual([version.artifact.path, version.artifact.bytes, version.artifact.storage], ['models/churn.bin', 5, 'copy']);
		rmSync(own, { recursive: true });
		assert.deepEqual(readdirSync(join(workspace.folder, '.model-registry/artifacts/tmp')), [], 'what was staged waits no more');
		assert.equal((await registry.models()).length, 1);
		assert.deepEqual((await registry.verify([])).map(one => one.state), ['ok']);
	}));
});
