import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cli, done, folder, git, json, workspace, type Workspace } from './cli';

const fixtures = resolve('test/fixtures/imports');

async function withStore(name: string, below = '.'): Promise<Workspace> {
	const at = await workspace();
	mkdirSync(join(at.folder, below), { recursive: true });
	execFileSync('tar', ['xzf', join(fixtures, `${name}.tar.gz`), '-C', join(at.folder, below)]);
	return at;
}

/** Without the ids that MLflow gives, and with what is padded by their length as one space. */
const plain = (text: string) => text.replace(/m-[0-9a-f]{32}/g, 'm-ID').split('\n').map(line => line.trimEnd()).join('\n');

describe('cli: import', () => {
	it('shows what would be done, and does nothing when it is only asked for that', async () => {
		const at = await withStore('mlflow/3.17.2-sqlite');
		const before = git(at.folder, 'status', '--porcelain', '-uall');
		assert.equal(plain(await done(at.folder, 'import', 'mlflow', '--dry-run')), [
			'From mlflow:mlflow.db',
			'  register  churn                   1  (archived)           mlruns/1/models/m-ID/artifacts',
			'  register  churn                   2  champion             mlruns/1/models/m-ID/artifacts',
			'  register  churn                   3  challenger, staging  mlruns/1/models/m-ID/artifacts',
			'  register  churn                   4  production           mlruns/1/models/m-ID/artifacts',
			'  skip      churn                   6                       Its bytes are at s3://bucket/models/churn, not in this workspace folder. Download them, and register them by hand.',
			'  skip      churn                   7                       Its bytes were registered from file:///srv/models/churn, which isn\'t in this workspace folder. Bring them here, or register them by hand.',
			'  register  Defect-Detector-line-2  1                       mlruns/1/models/m-ID/artifacts',
			'  • Defect-Detector-line-2: \'Defect Detector (line 2)\' is called \'Defect-Detector-line-2\' here.',
			'  • empty: a model without versions.',
			'  • churn@elsewhere stays as it is. Its version 6 isn\'t here.',
			'  5 to register, 0 there already, 2 skipped.',
			'Nothing was changed: this was a dry run.', '',
		].join('\n'));
		assert.deepEqual([git(at.folder, 'status', '--porcelain', '-uall'), await json(at.folder, 'list')], [before, []]);
	});

	it('does it, says what was done, and has nothing to do the second time', async () => {
		const at = await withStore('mlflow/2.17.2');
		const first = await done(at.folder, 'import', 'mlflow');
		assert.match(first, /\nchurn v1                   from 1  mlflow:mlruns\/churn\/1\n[\s\S]*\nRegistered 5 versions, described 3 models, set 4 aliases\.\n$/);
		const second = await done(at.folder, 'import', 'mlflow');
		assert.match(second, /\n  0 to register, 5 there already, 2 skipped\.\nNothing was new\.\n$/);
		assert.deepEqual((await json(at.folder, 'list', 'churn')).map((one: { number: number; aliases: string[]; tags: Record<string, string> }) => [one.number, one.aliases, one.tags['imported-from']]), [
			[4, ['production'], 'mlflow:mlruns/churn/4'], [3, ['staging', 'challenger'], 'mlflow:mlruns/churn/3'], [2, ['champion'], 'mlflow:mlruns/churn/2'], [1, [], 'mlflow:mlruns/churn/1'],
		]);
		await done(at.folder, 'alias', 'set', 'churn@v3', 'champion');
		assert.match(await done(at.folder, 'import', 'mlflow'), /  • churn@champion stays as it is\. It was moved here, to v3\.\n/);
	});

	it('prints both as JSON', async () => {
		const at = await withStore('wandb/0.31.0', 'lab');
		const dry = await json(at.folder, 'import', 'wandb', 'lab', '--dry-run');
		assert.deepEqual([dry.done, dry.plan.stores, dry.plan.versions.map((one: { model: string; action: string }) => [one.model, one.action])], [null, ['wandb:churn'], [['churn', 'register'], ['churn', 'register'], ['net', 'register'], ['gone', 'skip']]]);
		// Paths are relative to where one stands.
		const real = await json(join(at.folder, 'lab'), 'import', 'wandb');
		assert.deepEqual([real.done.registered.map((one: { ref: string }) => one.ref), real.done.failed, real.done.cancelled], [['churn@v1', 'churn@v2', 'net@v1'], [], false]);
		for (const key of ['model', 'version', 'action', 'why', 'origin', 'from', 'aliases', 'archived', 'created', 'author', 'tags', 'id', 'changes']) { assert.ok(key in real.plan.versions[0], key); }
		assert.deepEqual((await json(at.folder, 'import', 'wandb', 'lab')).done, { registered: [], changed: [], models: [], aliases: [], failed: [], cancelled: false });
	});

	it('reads git\'s tags and DVC\'s files', async () => {
		const at = await folder();
		git(at, 'clone', '-q', join(fixtures, 'gto/1.10.1.bundle'), '.');
		execFileSync('tar', ['xzf', join(fixtures, 'gto/1.10.1.cache.tar.gz'), '-C', at]);
		await done(at, 'init');
		assert.match(await done(at, 'import', 'gto'), /\nRegistered 7 versions, described 3 models, set 2 aliases\.\n$/);
		// DVC's own view of the same project: models/late, whose bytes are registered already.
		assert.match(await done(at, 'import', 'dvc'), /From dvc:\.\n/);
		assert.equal((await json(at, 'show', 'churn@production')).tags['gto.version'], 'v0.1.0');
	});

	it('tells what failed, and ends with 1', async () => {
		const at = await withStore('dvc/3.67.1');
		const { plan } = await json(at.folder, 'import', 'dvc', '--dry-run');
		assert.equal(plan.versions.length, 7);
		// Only root is stopped by nothing: a cache whose object has other bytes stops everybody.
		const object = execFileSync('find', ['.dvc/cache', '-name', '*c3c7862ad20a945b3dae7930dfefbb'], { cwd: at.folder, encoding: 'utf8' }).trim();
		rmSync(join(at.folder, object));
		await at.put(object, 'something else');
		const { code, stdout } = await cli(at.folder, ['import', 'dvc']);
		assert.equal(code, 1);
		assert.match(stdout, /\nFailed: pretrained 75c3c7862ad20a945b3dae7930dfefbb\. \.dvc\/cache\/files\/md5\/75\/\w+ is damaged: its bytes don't have the MD5 75c3c78… that was recorded for them\.\nRegistered 5 versions, /);
		assert.equal((await json(at.folder, 'list')).length, 5);
	});

	it('refuses what it can\'t do in one sentence', async () => {
		const at = await workspace();
		await at.put('empty/x', 'x');
		const sentence = async (...args: readonly string[]) => { const { code, stdout, stderr } = await cli(at.folder, ['import', ...args]); return [code, stdout, stderr.split('\n')[0]]; };
		assert.deepEqual(await sentence('mlflow'), [1, '', 'The workspace has no MLflow registry: no mlruns folder with models in it, and no mlflow.db. Pass the folder that holds it.']);
		assert.deepEqual(await sentence('wandb', 'empty'), [1, '', 'empty has no W&B run folders that logged a model as an artifact. Pass the folder that holds it.']);
		assert.deepEqual(await sentence('gto'), [1, '', "The workspace has no GTO registry: no annotated git tags such as 'churn@v1.0.0'. Pass the folder that holds it."]);
		assert.deepEqual(await sentence('dvc', 'empty'), [1, '', 'empty has no DVC project with a model: no artifacts in dvc.yaml, and no output of the type model. Pass the folder that holds it.']);
		assert.deepEqual(await sentence('mlflow', 'none'), [1, '', 'none doesn\'t exist. Check the path.']);
		assert.deepEqual((await sentence('mlflow', '..'))[0], 1);
		assert.deepEqual(await sentence('neptune'), [2, '', "import is followed by mlflow, wandb, gto or dvc, not 'neptune'."]);
		assert.deepEqual((await sentence())[0], 2);
		assert.deepEqual(await cli(await folder(), ['import', 'mlflow']).then(one => one.code), 1);
	});

	it('shows what would be done where there is no registry yet', async () => {
		const at = await folder();
		execFileSync('tar', ['xzf', join(fixtures, 'mlflow/2.17.2.tar.gz'), '-C', at]);
		assert.match(await done(at, 'import', 'mlflow', '--dry-run'), /  5 to register, 0 there already, 2 skipped\.\n/);
		const { code, stderr } = await cli(at, ['import', 'mlflow']);
		assert.equal(code, 1);
		assert.match(stderr, /has no model registry\. Run 'model-registry init' there first\./);
	});
});
