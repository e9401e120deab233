import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { withWorkspace, type Workspace } from '../support/workspace';
import { answer, withRepository } from './unpacked';

interface Answer {
	readonly show: Readonly<Record<string, { readonly stage: Readonly<Record<string, string | null>> }>>;
	readonly artifacts: Readonly<Record<string, { readonly versions: readonly { readonly version: string; readonly commit: string }[] }>>;
}

/** What GTO 1.10.1 itself says of the repository. */
const expected = answer<Answer>('gto/1.10.1');
const commitOf = (name: string, version: string) => expected.artifacts[name]?.versions.find(one => one.version === version)?.commit ?? '';
/** As GTO has them: `production` of churn is v0.1.0. */
const stagesOf = (name: string, version: string) => Object.entries(expected.show[name]?.stage ?? {}).filter(([, holder]) => holder === version).map(([stage]) => stage).sort().join(', ');

function takeOut(workspace: Workspace, commit: string, path: string): void {
	workspace.write(path, execFileSync('git', ['cat-file', 'blob', `${commit}:${path}`], { cwd: workspace.folder }));
}

describe('what the tags of GTO 1.10.1 call a file', () => {
	it('is its version and its stages, each with its source and certainty, and they are kept on the version', () => withRepository(async (workspace, registry) => {
		takeOut(workspace, commitOf('churn', 'v0.1.0'), 'models/churn.bin');
		const { facts, candidates } = await registry.suggest('models/churn.bin');
		assert.equal(stagesOf('churn', 'v0.1.0'), 'production');
		const source = { tool: 'gto', field: 'churn@v0.1.0' };
		assert.deepEqual(facts.tags, [
			{ name: 'gto.version', value: 'v0.1.0', certainty: 'certain', source }, { name: 'gto.stages', value: stagesOf('churn', 'v0.1.0'), certainty: 'certain', source },
		]);
		assert.equal(candidates[0]?.model, 'churn');
		const { version } = await registry.register('models/churn.bin', { tags: { team: 'growth' } });
		const details = await registry.versionDetails(version.id);
		assert.deepEqual(details.tags, { 'gto.version': 'v0.1.0', 'gto.stages': 'production', team: 'growth' });
		assert.deepEqual(details.sources['tags.gto.stages'], { source, certainty: 'certain' });
	}));

	it('is told by bytes: in git, in DVC by a file and by a folder', () => withRepository(async (workspace, registry) => {
		const tagsOf = async (path: string) => Object.fromEntries(((await registry.inspect(path)).facts.tags ?? []).map(tag => [tag.name, tag.value]));
		takeOut(workspace, commitOf('churn', 'v0.2.0-rc.1'), 'models/churn.bin');
		assert.deepEqual(await tagsOf('models/churn.bin'), { 'gto.version': 'v0.2.0-rc.1', 'gto.stages': stagesOf('churn', 'v0.2.0-rc.1') });
		workspace.write('models/churn.bin', 'churn three'.repeat(20));
		assert.deepEqual(await tagsOf('models/churn.bin'), { 'gto.version': 'v0.10.0' });
		workspace.write('models/churn.bin', 'churn four'.repeat(20));
		// v0.11.0 had them too; it was deregistered.
		assert.deepEqual(await tagsOf('models/churn.bin'), { 'gto.version': 'v0.12.0' });
		workspace.write('models/churn.bin', 'churn five'.repeat(20));
		assert.deepEqual(await tagsOf('models/churn.bin'), {}, 'nobody has named these bytes');
		workspace.write('models/late/a.bin', 'late'.repeat(30));
		workspace.write('models/late/b.bin', 'later'.repeat(30));
		assert.deepEqual(await tagsOf('models/late'), { 'gto.version': 'v0.0.1' });
		assert.deepEqual(await tagsOf('models/net'), { 'gto.version': 'v2.0.0', 'gto.deprecated': 'yes' });
		workspace.write('models/net/more.bin', 'more');
		assert.deepEqual(await tagsOf('models/net'), {});
	}));

	it('is not asked for what an import brings, which has its own', () => withRepository(async (_, registry) => {
		await registry.runImport(await registry.planImport('gto'));
		const version = await registry.versionDetails('churn@v1');
		assert.deepEqual([version.tags['gto.version'], version.sources['tags.gto.version']], ['v0.1.0', undefined]);
	}));
});

describe('what a tag calls a file of which nothing more is said', () => {
	const withTag = (name: string, test: (workspace: Workspace) => Promise<void>) => withWorkspace(async workspace => {
		workspace.git('init', '-q');
		workspace.write('models/churn.bin', 'bytes');
		workspace.write('models/model.bin', 'others');
		workspace.git('add', '-A');
		workspace.git('commit', '-q', '-m', 'first');
		workspace.git('tag', '-a', name, '-m', 'x');
		await test(workspace);
	});

	it('is a guess where the artifact is called as the file', () => withTag('churn@v1.2.3', async workspace => {
		const { facts } = await workspace.open({ git: true }).inspect('models/churn.bin');
		assert.deepEqual(facts.tags, [{ name: 'gto.version', value: 'v1.2.3', certainty: 'guess', source: { tool: 'gto', field: 'churn@v1.2.3' } }]);
	}));

	it('is nothing where the name is anybody\'s, in another folder\'s name, or git must not be run', () => withTag('model@v1.2.3', async workspace => {
		for (const git of [true, false]) { assert.equal((await workspace.open({ git }).inspect('models/model.bin')).facts.tags, undefined); }
		assert.equal((await workspace.open({ git: true }).inspect('models/churn.bin')).facts.tags, undefined);
	}));

	it('knows a stage of a commit without a version', () => withTag('churn#production#1', async workspace => {
		const { facts } = await workspace.open({ git: true }).inspect('models/churn.bin');
		assert.deepEqual(facts.tags?.map(tag => [tag.name, tag.value, tag.certainty]), [['gto.stages', 'production', 'guess']]);
	}));
});
