import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRegistry } from '../../../src/core/registry';
import { withWorkspace, type Workspace } from '../support/workspace';
import { answer, bring, planned, records, withRepository } from './unpacked';

interface Answer {
	readonly show: Readonly<Record<string, { readonly version: string; readonly stage: Readonly<Record<string, string | null>> }>>;
	readonly artifacts: Readonly<Record<string, {
		readonly active: boolean;
		readonly versions: readonly { readonly version: string; readonly commit: string; readonly active: boolean; readonly created: number; readonly author: string; readonly message: string }[];
	}>>;
}

const expected = answer<Answer>('gto/1.10.1');
/** What GTO itself calls versions; it lists the commit that is checked out as one, too. */
const versionsOf = (name: string) => expected.artifacts[name]?.versions.filter(one => one.version.startsWith('v')) ?? [];
const sha = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

function blob(workspace: Workspace, commit: string, path: string): Buffer {
	return execFileSync('git', ['cat-file', 'blob', `${commit}:${path}`], { cwd: workspace.folder });
}

describe('a registry of GTO 1.10.1', () => {
	it('comes in as GTO tells it', () => withRepository(async (workspace, registry) => {
		const { plan, result } = await bring(registry, 'gto');
		assert.deepEqual([result.failed, plan.warnings, plan.stores], [[], [], ['gto:.']]);
		assert.deepEqual((await registry.models()).map(model => model.name).sort(), ['churn', 'late', 'net']);
		for (const [name, { active }] of Object.entries(expected.artifacts).filter(([one]) => !['ghost', 'table'].includes(one))) {
			const { versions } = await registry.versions({ model: name, archived: 'both', ascending: true });
			const there = versionsOf(name).filter(one => one.active).sort((a, b) => a.created - b.created);
			assert.deepEqual(versions.map(one => one.tags['gto.version']), there.map(one => one.version));
			for (const [index, one] of there.entries()) {
				const version = versions[index];
				assert.ok(version);
				assert.equal(version.tags['gto.created'], new Date(one.created * 1000).toISOString());
				assert.equal(version.tags['gto.author'], `${one.author} <ana@example.com>`);
				assert.equal(version.notes, one.message.startsWith('Registering artifact') ? '' : one.message);
				assert.equal(version.archived, !active);
				const { gitState } = await registry.versionDetails(version.id);
				assert.deepEqual([gitState?.commit, gitState?.snapshot, gitState?.dirty], [one.commit, one.commit, false]);
				assert.equal(workspace.git('rev-parse', `refs/model-registry/${version.id}`).trim(), one.commit);
			}
			const stages = Object.entries(expected.show[name]?.stage ?? {}).filter(([, version]) => version !== null);
			const aliases = (await registry.model(name)).aliases.map(alias => [alias.name, versions.find(one => one.id === alias.version)?.tags['gto.version']]);
			assert.deepEqual(Object.fromEntries(aliases), Object.fromEntries(stages));
		}
		assert.deepEqual([await registry.readCard('churn'), (await registry.model('churn')).tags['labels'], await registry.readCard('late')], ['Who leaves', 'tabular', "From DVC's own file"]);
		assert.deepEqual((await registry.verify([])).filter(one => one.state !== 'ok'), []);
		assert.equal(existsSync(join(workspace.folder, '.model-registry/artifacts/tmp')), false);
		assert.equal(workspace.git('status', '--porcelain').trim(), '?? .model-registry/', 'the working tree is as it was');
	}));

	it('has the bytes of the commits, and of DVC\'s cache where the commit names them', () => withRepository(async (workspace, registry) => {
		await bring(registry, 'gto');
		const commit = (version: string) => versionsOf('churn').find(one => one.version === version)?.commit ?? '';
		const digests = Object.fromEntries((await registry.versions({ model: 'churn' })).versions.map(one => [one.tags['gto.version'], one.artifact.digest]));
		assert.deepEqual(digests, {
			'v0.1.0': sha(blob(workspace, commit('v0.1.0'), 'models/churn.bin')), 'v0.2.0-rc.1': sha(blob(workspace, commit('v0.2.0-rc.1'), 'models/churn.bin')),
			'v0.10.0': sha('churn three'.repeat(20)), 'v0.12.0': sha('churn four'.repeat(20)),
		});
		const net = await registry.versionDetails('net@v1');
		assert.deepEqual(net.files.map(file => [file.path, file.sha256]), [['config.json', sha('{"layers": 2}\n')], ['weights.bin', sha('net one'.repeat(20))]]);
		assert.deepEqual((await registry.versionDetails('late@v1')).files.map(file => [file.path, file.sha256]), [['a.bin', sha('late'.repeat(30))], ['b.bin', sha('later'.repeat(30))]]);
		assert.deepEqual([net.artifact.path, net.artifact.storage], ['models/net', 'copy']);
	}));

	it('has the parameters and metrics of the time of each version', () => withRepository(async (_, registry) => {
		await bring(registry, 'gto');
		const found = await Promise.all(['v1', 'v2', 'v3', 'v4'].map(async one => {
			const version = await registry.versionDetails(`churn@${one}`);
			return [version.params, version.metrics, version.facts.inputs.map(input => input.name), version.facts.runs.map(run => run.id)];
		}));
		assert.deepEqual(found, [
			[{ lr: 0.1 }, {}, [], []], [{ lr: 0.2 }, {}, [], []],
			[{ lr: 0.3 }, { auc: 0.913 }, ['table.csv'], ['train']], [{ lr: 0.3 }, { auc: 0.5 }, ['table.csv'], ['train']],
		]);
	}));

	it('tells what can\'t come, and why', () => withRepository(async (_, registry) => {
		const plan = await registry.planImport('gto');
		assert.deepEqual(planned(plan), {
			churn: { 'v0.1.0': 'register', 'v0.2.0-rc.1': 'register', 'v0.10.0': 'register', 'v0.11.0': 'skip', 'v0.12.0': 'register' },
			net: { 'v1.0.0': 'register', 'v2.0.0': 'register' }, late: { 'v0.0.1': 'register' }, ghost: { 'v1.0.0': 'skip' }, table: { 'v1.0.0': 'skip' },
		});
		const commit = versionsOf('ghost')[0]?.commit.slice(0, 7) ?? '';
		assert.deepEqual(plan.versions.filter(one => one.action === 'skip').map(one => one.why), [
			`Commit ${commit} names no path for it, in artifacts.yaml or dvc.yaml. Register its file by hand.`, 'artifacts.yaml says that it is a dataset, not a model.', 'It was deregistered in GTO.',
		]);
		assert.deepEqual(plan.models.filter(one => one.action === 'skip').map(one => one.model), ['ghost', 'table']);
	}));

	it('without DVC\'s cache brings what git has', () => withRepository(async (_, registry) => {
		const { plan, result } = await bring(registry, 'gto');
		assert.deepEqual(result.registered.map(({ planned: one }) => `${one.model} ${one.version}`), ['churn v0.1.0', 'net v1.0.0', 'churn v0.2.0-rc.1', 'net v2.0.0']);
		assert.match(plan.versions.find(one => one.version === 'v0.12.0')?.why ?? '', /^At commit [0-9a-f]{7}: DVC knows its bytes by their MD5 \([0-9a-f]{7}…\), and neither the workspace nor \.dvc\/cache has them\. Run 'dvc pull' for models\/churn\.bin, and import again\.$/);
	}, { cache: false }));

	it('changes nothing when it comes in again, and follows a new tag', () => withRepository(async (workspace, registry) => {
		await bring(registry, 'gto');
		const before = records(workspace);
		for (const path of ['.', 'models']) { await bring(registry, 'gto', path); }
		assert.deepEqual(records(workspace), before);
		workspace.git('tag', '-a', 'churn#production#99', '-m', 'Back to the third', versionsOf('churn').find(one => one.version === 'v0.10.0')?.commit ?? '');
		await bring(registry, 'gto');
		assert.equal((await registry.version('churn@production')).tags['gto.version'], 'v0.10.0');
	}));

	it('is found in a repository that lies below the workspace', () => withRepository(async (_, registry) => {
		await assert.rejects(registry.planImport('gto'), { reason: 'nothing-to-import' });
		const { plan, result } = await bring(registry, 'gto', 'projects/churn');
		assert.deepEqual([plan.stores, result.failed, result.registered.length], [['gto:projects/churn'], [], 7]);
		const version = await registry.versionDetails('churn@v3');
		assert.deepEqual([version.artifact.path, version.params['lr'], version.gitState?.path], ['projects/churn/models/churn.bin', 0.3, 'models/churn.bin']);
	}, { at: 'projects/churn' }));

	it('is found in a workspace that is a folder of the repository; what lies outside stays there', () => withRepository(async workspace => {
		const registry = openRegistry({ folder: join(workspace.folder, 'models'), author: { name: 'Ada', email: '' } });
		try {
			await registry.init();
			const { result, plan } = await bring(registry, 'gto');
			assert.deepEqual(result.failed, []);
			assert.equal((await registry.version('churn@v1')).artifact.path, 'churn.bin');
			assert.match(plan.versions.find(one => one.version === 'v0.10.0')?.why ?? '', /^The DVC files of commit [0-9a-f]{7} are outside this workspace folder\. Import it from the root of the repository\.$/);
		} finally {
			await registry.close();
		}
	}));

	it('takes no part of the cache that was changed', () => withRepository(async (workspace, registry) => {
		const plan = await registry.planImport('gto');
		const { bytes } = plan.versions.find(one => one.version === 'v0.10.0')?.found ?? {};
		const at = bytes?.in === 'pieces' && bytes.pieces[0] && 'at' in bytes.pieces[0].from ? bytes.pieces[0].from.at : '';
		chmodSync(join(workspace.folder, at), 0o644);
		writeFileSync(join(workspace.folder, at), 'something else');
		const result = await registry.runImport(plan);
		assert.deepEqual(result.failed.map(one => one.what), ['churn v0.10.0']);
		assert.match(result.failed[0]?.why ?? '', /is damaged: its bytes don't have the MD5 [0-9a-f]{7}… that was recorded for them\.$/);
		assert.equal(result.registered.length, 6);
		assert.ok(readFileSync(join(workspace.folder, at), 'utf8') === 'something else' && !existsSync(join(workspace.folder, '.model-registry/artifacts/tmp')));
	}));
});

describe('a repository with tags that are meant badly', () => {
	/** A repository whose artifacts.yaml says `yaml`, with a version of `evil` in it. */
	const withYaml = (yaml: string, prepare: (workspace: Workspace) => void, test: (why: string | undefined) => void) => withWorkspace(async workspace => {
		const registry = workspace.open({ git: true });
		await registry.init();
		workspace.git('init', '-q');
		workspace.write('artifacts.yaml', yaml);
		prepare(workspace);
		workspace.git('add', '-A', ':!.model-registry');
		workspace.git('commit', '-q', '-m', 'first');
		workspace.git('tag', '-a', 'evil@v1.0.0', '-m', 'Registering artifact evil version v1.0.0');
		const { plan, result } = await bring(registry, 'gto');
		assert.deepEqual([plan.versions.map(one => one.action), result.registered, result.failed], [['skip'], [], []]);
		test(plan.versions[0]?.why);
	});
	const nothing = () => { /* Only artifacts.yaml. */ };

	for (const [path, why] of [
		['../secret.bin', "Its path in artifacts.yaml is '../secret.bin', and it holds the part '..'; so it is not looked for."],
		['/etc/passwd', "Its path in artifacts.yaml is '/etc/passwd', and it is not relative; so it is not looked for."],
		['.git/config', "Its path in artifacts.yaml is '.git/config', and .git is no part of a model; so it is not looked for."],
	] as const) {
		it(`names ${path}`, () => withYaml(`evil:\n  path: ${path}\n`, nothing, found => assert.equal(found, why)));
	}

	it('has a link in place of a model', () => withYaml('evil:\n  path: model\n', workspace => {
		workspace.write('model/weights.bin', 'bytes');
		execFileSync('ln', ['-s', '/etc/passwd', join(workspace.folder, 'model/link')]);
	}, why => assert.match(why ?? '', /^In commit [0-9a-f]{7} model\/link is a symbolic link, so nothing of model is taken\.$/)));

	it('has a Git LFS pointer in place of a model', () => withYaml('evil:\n  path: model.bin\n', workspace => {
		workspace.write('model.bin', `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12\n`);
	}, why => assert.match(why ?? '', /^In commit [0-9a-f]{7} model\.bin is a Git LFS pointer, and its bytes aren't in this clone\. Run 'git lfs fetch --all', and import again\.$/)));

	it('has a Git LFS pointer whose bytes were fetched, right or wrong', () => withWorkspace(async workspace => {
		const registry = workspace.open({ git: true });
		await registry.init();
		workspace.git('init', '-q');
		const [good, bad] = [sha('good'), sha('bad')];
		const pointer = (oid: string) => `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 4\n`;
		workspace.write('artifacts.yaml', 'good: {path: good.bin}\nbad: {path: bad.bin}\n');
		workspace.write('good.bin', pointer(good));
		workspace.write('bad.bin', pointer(bad));
		for (const oid of [good, bad]) { workspace.write(`.git/lfs/objects/${oid.slice(0, 2)}/${oid.slice(2, 4)}/${oid}`, 'good'); }
		workspace.git('add', 'artifacts.yaml', 'good.bin', 'bad.bin');
		workspace.git('commit', '-q', '-m', 'first');
		for (const name of ['good', 'bad']) { workspace.git('tag', '-a', `${name}@v1.0.0`, '-m', 'x'); }
		const { result } = await bring(registry, 'gto');
		assert.deepEqual(result.registered.map(one => [one.version.model, one.version.artifact.digest]), [['good', good]]);
		assert.match(result.failed[0]?.why ?? '', /is damaged: its bytes don't have the SHA-256 [0-9a-f]{7}… that was recorded for them\.$/);
	}));

	it('says no YAML', () => withYaml('evil: [', nothing, why => assert.match(why ?? '', /names no path for it/)));

	it('says nothing at all by tags without a tagger', () => withWorkspace(async workspace => {
		const registry = workspace.open({ git: true });
		await registry.init();
		workspace.git('init', '-q');
		workspace.write('model.bin', 'bytes');
		workspace.git('add', 'model.bin');
		workspace.git('commit', '-q', '-m', 'first');
		workspace.git('tag', 'churn@v1.0.0');
		await assert.rejects(registry.planImport('gto'), { message: "The workspace has no GTO registry: no annotated git tags such as 'churn@v1.0.0'. Pass the folder that holds it." });
		await assert.rejects(workspace.open({ git: false }).planImport('gto'), { reason: 'nothing-to-import' });
	}));
});
