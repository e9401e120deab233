import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { md5OfFile } from '../../../src/core/imports/bytes/md5OfFile';
import { withWorkspace } from '../support/workspace';
import { answer, bring, planned, records, withStore } from './unpacked';

interface Answer {
	readonly artifacts: Readonly<Record<string, Readonly<Record<string, { readonly path: string; readonly desc?: string; readonly type?: string; readonly labels?: readonly string[] }>>>>;
	readonly outs: readonly { readonly path: string; readonly md5: string; readonly size: number; readonly type: string | null; readonly files: Readonly<Record<string, readonly [string, string]>> | null }[];
}

const md5 = (bytes: string | Buffer) => createHash('md5').update(bytes).digest('hex');

for (const version of ['2.58.2', '3.67.1']) {
	describe(`a project of DVC ${version}`, () => {
		const expected = answer<Answer>(`dvc/${version}`);
		const out = (path: string) => expected.outs.find(one => one.path === path);

		it('comes in as DVC tells it: what it says is a model, by the digest that it knows', () => withStore(`dvc/${version}`, async (workspace, registry) => {
			const { plan, result } = await bring(registry, 'dvc');
			assert.deepEqual([result.failed, plan.warnings], [[], []]);
			const models = [...Object.entries(expected.artifacts['dvc.yaml'] ?? {}).filter(([, one]) => one.type === 'model').map(([name, one]) => [name, one.path] as const),
				...expected.outs.filter(one => one.type === 'model').map(one => [one.path.split('/').at(-1)?.replace(/\.\w+$/, '') ?? '', one.path] as const)];
			assert.deepEqual(plan.models.map(one => one.model).sort(), models.map(([name]) => name).sort());
			for (const [name, path] of models.filter(([one]) => one !== 'lost')) {
				const found = await registry.versionDetails(`${name}@v1`);
				const digest = out(path)?.md5.replace(/\.dir$/, '');
				assert.equal(found.artifact.path, path);
				assert.equal(found.tags['dvc.version'], digest ?? found.artifact.digest);
				assert.equal(found.artifact.bytes, out(path)?.size ?? 13);
				for (const file of found.files) {
					const stored = readFileSync(join(workspace.folder, '.model-registry/artifacts/sha256', file.sha256.slice(0, 2), file.sha256.slice(2)));
					const known = out(path)?.files?.[file.path]?.[1] ?? digest;
					// DVC before 3 hashed text with its line ends as LF.
					if (known !== undefined) { assert.equal(version.startsWith('2') && path.endsWith('.txt') ? md5(stored.toString('latin1').replaceAll('\r\n', '\n')) : md5(stored), known, file.path); }
				}
			}
			const { tags } = await registry.model('churn');
			assert.deepEqual([await registry.readCard('churn'), tags['labels'], await registry.readCard('net')], ['Who leaves', 'tabular, weekly', 'Two layers']);
			assert.deepEqual((await registry.verify([])).filter(one => one.state !== 'ok'), []);
			assert.equal(existsSync(join(workspace.folder, '.model-registry/artifacts/tmp')), false);
		}));

		it('takes from the cache what isn\'t checked out or was changed, with the metrics of its stage', () => withStore(`dvc/${version}`, async (workspace, registry) => {
			const { plan } = await bring(registry, 'dvc');
			assert.deepEqual(Object.fromEntries(plan.versions.map(one => [one.model, one.from])), {
				churn: 'models/churn.bin', 'hand-made': 'rules.json', changed: 'changed.bin (.dvc/cache)', net: 'models/net (.dvc/cache)', notes: 'models/notes.txt', lost: '', pretrained: 'pretrained.bin (.dvc/cache)',
			});
			assert.equal(readFileSync(join(workspace.folder, 'changed.bin'), 'utf8'), 'edited');
			for (const name of ['churn', 'net', 'notes']) {
				const found = await registry.versionDetails(`${name}@v1`);
				assert.deepEqual([found.params['train.lr'], found.metrics['auc'], found.facts.runs.map(run => run.id)], [2e-5, 0.913, ['train']], name);
			}
			assert.deepEqual(plan.versions.filter(one => one.action === 'skip').map(one => one.why), [
				`DVC knows its bytes by their MD5 (${out('lost.bin')?.md5.slice(0, 7)}…), and neither the workspace nor .dvc/cache has them. Run 'dvc pull' for lost.bin, and import again.`,
			]);
		}));

		it('changes nothing when it comes in again, and brings what was made since', () => withStore(`dvc/${version}`, async (workspace, registry) => {
			await bring(registry, 'dvc');
			const before = records(workspace);
			for (const path of ['.', 'models']) { await bring(registry, 'dvc', path).catch((error: unknown) => { assert.match(String(error), /has no DVC project/); }); }
			assert.deepEqual(records(workspace), before);
			const fresh = 'fresh weights';
			workspace.write('models/churn.bin', fresh);
			const lock = join(workspace.folder, 'dvc.lock');
			writeFileSync(lock, readFileSync(lock, 'utf8').replace(out('models/churn.bin')?.md5 ?? '', md5(fresh)).replace(/(path: models\/churn\.bin[\s\S]*?size: )\d+/, `$1${fresh.length}`));
			const { result } = await bring(registry, 'dvc');
			assert.deepEqual(result.registered.map(one => one.version.ref), ['churn@v2']);
		}));

		it('lies in a folder of the workspace', () => withStore(`dvc/${version}`, async (workspace, registry) => {
			mkdirSync(join(workspace.folder, 'project'));
			for (const name of ['.dvc', 'dvc.yaml', 'dvc.lock', 'models', 'pretrained.bin.dvc', 'data.csv', 'scores.json', 'params.yaml']) { renameSync(join(workspace.folder, name), join(workspace.folder, 'project', name)); }
			const { plan, result } = await bring(registry, 'dvc', 'project');
			assert.deepEqual([planned(plan)['project/churn'], result.failed], [{ [out('models/churn.bin')?.md5 ?? '']: 'register' }, []]);
			assert.equal((await registry.version('net@v1')).artifact.path, 'project/models/net');
		}));
	});
}

describe('a DVC project that is meant badly', () => {
	const list = (entries: unknown) => { const text = JSON.stringify(entries); return { text, md5: md5(text) }; };
	const cached = (digest: string) => `.dvc/cache/files/md5/${digest.slice(0, 2)}/${digest.slice(2)}`;

	it('names paths outside', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write('dvc.yaml', 'artifacts:\n  a: {path: ../secret, type: model}\n  b: {path: /etc/passwd, type: model}\n  c: {path: "s3://bucket/x", type: model}\n');
		workspace.write('x.dvc', `wdir: ../..\nouts:\n- {md5: ${md5('x')}, path: etc/passwd, type: model}\n`);
		await assert.rejects(registry.planImport('dvc'), { reason: 'nothing-to-import' });
	}));

	for (const relpath of ['../../../evil.bin', '/etc/passwd', 'a/../b', '.git/hooks/post-checkout', 'a\\b']) {
		it(`lists a file ${relpath} in a folder`, () => withWorkspace(async workspace => {
			const registry = await workspace.initialised();
			const dir = list([{ md5: md5('evil'), relpath }]);
			workspace.write(`${cached(dir.md5)}.dir`, dir.text);
			workspace.write(cached(md5('evil')), 'evil');
			workspace.write('net.dvc', `outs:\n- {md5: ${dir.md5}.dir, path: net, hash: md5, type: model}\n`);
			const { plan, result } = await bring(registry, 'dvc');
			assert.deepEqual([plan.versions.map(one => one.action), result.registered, result.failed], [['skip'], [], []]);
			assert.match(plan.versions[0]?.why ?? '', /\.dir is damaged: it names a file '/);
			assert.equal(existsSync(join(workspace.folder, '../evil.bin')), false);
		}));
	}

	it('has other bytes in its cache than it says', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write(cached(md5('good')), 'evil');
		workspace.write('net.bin.dvc', `outs:\n- {md5: ${md5('good')}, path: net.bin, hash: md5, type: model}\n`);
		const { result } = await bring(registry, 'dvc');
		assert.deepEqual([result.registered, result.failed.length], [[], 1]);
		assert.match(result.failed[0]?.why ?? '', /is damaged: its bytes don't have the MD5/);
		assert.equal((await registry.models()).length, 0);
	}));

	it('has a cache that is a link to elsewhere', () => withWorkspace(async workspace => withWorkspace(async other => {
		const registry = await workspace.initialised();
		other.write(`files/md5/${md5('good').slice(0, 2)}/${md5('good').slice(2)}`, 'good');
		mkdirSync(join(workspace.folder, '.dvc'));
		symlinkSync(other.folder, join(workspace.folder, '.dvc/cache'));
		workspace.write('net.bin.dvc', `outs:\n- {md5: ${md5('good')}, path: net.bin, hash: md5, type: model}\n`);
		assert.deepEqual((await registry.planImport('dvc')).versions.map(one => one.action), ['skip']);
	})));

	it('says no YAML, and the rest comes in', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write('bad.dvc', 'outs: [');
		workspace.write('good.bin', 'good');
		workspace.write('good.bin.dvc', `outs:\n- {md5: ${md5('good')}, path: good.bin, hash: md5, type: model}\n`);
		const { plan, result } = await bring(registry, 'dvc');
		assert.deepEqual([plan.warnings.map(one => one.code), result.registered.length], [['damaged-file'], 1]);
	}));
});

describe('the MD5 of a file', () => {
	it('is that of its bytes, and of text with LF, whatever falls on the end of a chunk', () => withWorkspace(async workspace => {
		for (const [name, bytes] of Object.entries({
			text: 'a\r\nb\r\n', bare: 'a\rb\n\r', split: `${'x'.repeat(1024 * 1024 - 1)}\r\ny`, held: `${'x'.repeat(1024 * 1024 - 1)}\ry\r`, binary: 'a\0\r\n', empty: '',
		})) {
			const path = join(workspace.folder, workspace.write(name, bytes));
			assert.deepEqual(await md5OfFile(path, name), { asIs: md5(bytes), withUnixLineEnds: md5(name === 'binary' ? bytes : bytes.replaceAll('\r\n', '\n')), bytes: bytes.length }, name);
			rmSync(path);
		}
	}));
});
