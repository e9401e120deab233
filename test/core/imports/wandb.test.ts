import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withWorkspace, type Workspace } from '../support/workspace';
import { answer, bring, records, withStore } from './unpacked';
import { field, number, wandbFile } from './wandbFile';

interface Answer {
	readonly artifacts: readonly {
		readonly run: string; readonly name: string; readonly type: string; readonly digest: string; readonly aliases: readonly string[]; readonly description: string | null;
		readonly metadata: Readonly<Record<string, number>>; readonly files: Readonly<Record<string, { readonly md5: string; readonly size: number }>>;
	}[];
}

for (const version of ['0.16.6', '0.31.0']) {
	describe(`runs of W&B ${version} that logged models`, () => {
		const models = answer<Answer>(`wandb/${version}`).artifacts.filter(one => one.type === 'model');

		it('come in as W&B tells them', () => withStore(`wandb/${version}`, async (workspace, registry) => {
			const { plan, result } = await bring(registry, 'wandb');
			assert.deepEqual([result.failed, plan.warnings, plan.stores], [[], [], ['wandb:churn']]);
			assert.deepEqual((await registry.models()).map(model => model.name).sort(), ['churn', 'net']);
			for (const name of ['churn', 'net']) {
				const logged = models.filter(one => one.name === name);
				const { versions } = await registry.versions({ model: name, ascending: true });
				// The same digest again is the same version.
				assert.deepEqual(versions.map(one => one.tags['wandb.version']), [...new Set(logged.map(one => one.digest))]);
				for (const found of versions) {
					const [first] = logged.filter(one => one.digest === found.tags['wandb.version']);
					const details = await registry.versionDetails(found.id);
					assert.deepEqual(details.files.map(file => file.bytes).sort(), Object.values(first?.files ?? {}).map(file => file.size).sort());
					assert.deepEqual([found.tags['wandb.run'], found.notes, found.params['k']], [first?.run, first?.description ?? '', first?.metadata['k']]);
					assert.deepEqual(details.facts.runs.map(run => run.id), [first?.run], 'the run that logged it first');
				}
				const aliases = Object.fromEntries(logged.flatMap(one => one.aliases.filter(alias => alias !== 'latest' && alias !== 'v9').map(alias => [alias, one.digest])));
				assert.deepEqual(Object.fromEntries((await registry.model(name)).aliases.map(alias => [alias.name, versions.find(one => one.id === alias.version)?.tags['wandb.version']])), aliases);
			}
			const [one, two] = [await registry.version('churn@v1'), await registry.version('churn@v2')];
			assert.deepEqual([one.params['lr'], one.metrics['auc'], two.params['lr'], two.metrics['auc']], [2e-5, 0.9, 1e-3, 0.95]);
			assert.equal(one.params['hub_token'], undefined);
			assert.deepEqual([one.artifact.path, two.artifact.path, (await registry.version('net@v1')).artifact.path], ['models/first.bin', 'models/churn.bin', 'models/net']);
			assert.deepEqual((await registry.verify([])).filter(state => state.state !== 'ok'), []);
			assert.deepEqual(plan.versions.filter(state => state.action === 'skip').map(state => [state.model, state.why]), [['gone', "Its bytes aren't in this workspace folder (gone.bin). Run 'wandb artifact get' for it here, and import again."]]);
			assert.equal(existsSync(join(workspace.folder, '.model-registry/artifacts/tmp')), false);
		}));

		it('change nothing when they come in again, from wherever one looks', () => withStore(`wandb/${version}`, async (workspace, registry) => {
			await bring(registry, 'wandb');
			const before = records(workspace);
			for (const path of ['.', 'wandb']) { await bring(registry, 'wandb', path); }
			assert.deepEqual(records(workspace), before);
		}));

		it('are put together again from files that were moved apart', () => withStore(`wandb/${version}`, async (workspace, registry) => {
			cpSync(join(workspace.folder, 'models/net/config.json'), join(workspace.folder, 'config.json'));
			renameSync(join(workspace.folder, 'models/net/weights.bin'), join(workspace.folder, 'data.bin'));
			rmSync(join(workspace.folder, 'models/net'), { recursive: true });
			const { plan, result } = await bring(registry, 'wandb');
			assert.deepEqual(result.failed, []);
			assert.match(plan.versions.find(one => one.model === 'net')?.from ?? '', /^wandb\/offline-run-\w+-\w+\/artifacts\/net \(2 files of the workspace\)$/);
			const net = await registry.versionDetails('net@v1');
			assert.deepEqual(net.files.map(file => [file.path, file.bytes]), [['config.json', 13], ['weights.bin', 350]]);
			assert.deepEqual([net.artifact.storage, net.metrics['auc'], net.facts.runs.length], ['copy', 0.95, 1]);
			assert.deepEqual((await registry.verify([])).filter(state => state.state !== 'ok'), []);
		}));
	});
}

describe('a log of W&B that is meant badly', () => {
	const md5 = (text: string) => createHash('md5').update(text).digest('base64');
	const run = field(17, Buffer.concat([field(1, 'abc12345'), field(3, 'evil')]));
	const artifact = (name: string, files: readonly { readonly path: string; readonly content: string; readonly ref?: string }[], aliases: readonly string[] = []) => field(8, Buffer.concat([
		field(4, 'model'), field(5, name), field(6, createHash('md5').update(name).digest('hex')), ...aliases.map(alias => field(11, alias)),
		field(12, Buffer.concat(files.map(file => field(4, Buffer.concat([field(1, file.path), field(2, md5(file.content)), ...(file.ref === undefined ? [] : [field(3, file.ref)]), number(4, file.content.length)]))))),
	]));
	const log = (workspace: Workspace, ...records: readonly Buffer[]) => workspace.write('wandb/offline-run-20260101_000000-abc12345/run-abc12345.wandb', wandbFile([run, ...records]));

	for (const [path, why] of [['../../evil.bin', "it holds the part '..'"], ['/etc/passwd', 'it is not relative'], ['.model-registry/registry.json', '.model-registry is no part of a model']] as const) {
		it(`names a file ${path}`, () => withWorkspace(async workspace => {
			const registry = await workspace.initialised();
			workspace.write('a.bin', 'bytes');
			log(workspace, artifact('net', [{ path, content: 'bytes' }, { path: 'b', content: 'bytes' }]));
			const { plan, result } = await bring(registry, 'wandb');
			assert.deepEqual([plan.versions.map(one => one.why), result.registered], [[`It names a file '${path}', and ${why}; so nothing of it is taken.`], []]);
		}));
	}

	it('names a file and a folder alike', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write('a.bin', 'bytes');
		log(workspace, artifact('net', [{ path: 'a', content: 'bytes' }, { path: 'a/b', content: 'bytes' }]));
		const { result } = await bring(registry, 'wandb');
		assert.deepEqual([result.registered, result.failed.map(one => one.what.split(' ')[0])], [[], ['net']]);
		assert.equal(existsSync(join(workspace.folder, '.model-registry/artifacts/tmp')), false);
	}));

	it('refers to files elsewhere, and names models and aliases as nobody may', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write('a.bin', 'bytes');
		log(workspace, artifact('refers', [{ path: 'x', content: '', ref: 's3://bucket/x' }]), artifact('../\u001b[31m evil:name\u0000', [{ path: 'x', content: 'bytes' }], ['v1', 'latest', '../up', '@', 'ok']));
		const { plan, result } = await bring(registry, 'wandb');
		assert.deepEqual(result.failed, []);
		assert.deepEqual(result.registered.map(one => [one.version.model, one.version.aliases]), [['31m-evil/name', ['ok', 'up']]]);
		assert.deepEqual(plan.versions.filter(one => one.action === 'skip').map(one => one.why), ['It only refers to files elsewhere (x). Bring them here, and register them by hand.']);
	}));

	it('tells the commit that was checked out, and not whether anything was changed', () => withWorkspace(async workspace => {
		const registry = workspace.open({ git: true });
		await registry.init();
		workspace.git('init', '-q');
		workspace.git('commit', '-q', '--allow-empty', '-m', 'first');
		workspace.write('a.bin', 'bytes');
		const withGit = field(17, Buffer.concat([field(1, 'abc12345'), field(3, 'p'), field(21, Buffer.concat([field(1, 'https://example.com/x.git'), field(2, 'a'.repeat(40))]))]));
		workspace.write('wandb/offline-run-20260101_000000-abc12345/run-abc12345.wandb', wandbFile([withGit, artifact('net', [{ path: 'x', content: 'bytes' }])]));
		await bring(registry, 'wandb');
		const { gitState } = await registry.versionDetails('net@v1');
		assert.deepEqual([gitState?.commit, gitState?.snapshot, gitState?.leftOut], ['a'.repeat(40), null, ["W&B doesn't tell whether files were changed after this commit."]]);
	}));

	it('is cut off, or is no log at all', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write('a.bin', 'bytes');
		const whole = wandbFile([run, artifact('net', [{ path: 'x', content: 'bytes' }]), artifact('other', [{ path: 'x', content: 'bytes' }])]);
		workspace.write('wandb/offline-run-20260101_000000-abc12345/run-abc12345.wandb', whole.subarray(0, whole.length - 9));
		workspace.write('wandb/offline-run-20260101_000001-abc12346/run-abc12346.wandb', 'no log');
		assert.deepEqual((await registry.planImport('wandb')).versions.map(one => one.model), ['net']);
	}));
});
