import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegistryError } from '../../../src/core/errors';
import { reproductionSentence } from '../../../src/core/present/reproduction';
import { openRegistry, type Registry } from '../../../src/core/registry';
import { environmentText } from '../../../src/core/present/environmentText';
import { runnable } from '../../../src/core/present/runnable';
import { withWorkspace, type Workspace } from '../support/workspace';

const refused = (reason: string, text: RegExp) => (error: unknown) => RegistryError.is(error) && error.reason === reason && text.test(error.message);
/** A training without chance: what it writes follows from the code, the parameters and the data. */
const training = `
const { readFileSync, writeFileSync, mkdirSync } = require('node:fs');
const { lr } = JSON.parse(readFileSync('params.json', 'utf8'));
const rows = readFileSync('data/train.csv', 'utf8').trim().split('\\n').map(Number);
mkdirSync('models', { recursive: true });
const weight = rows.reduce((sum, row) => sum + row, 0) * lr;
writeFileSync('models/churn.bin', Buffer.from(Float64Array.of(weight).buffer));
writeFileSync('models/metrics.json', JSON.stringify({ auc: 0.5 + weight / 100 }));
`;
const run = (folder: string, command = 'node train.js') => spawnSync(command, { cwd: folder, shell: true }).status;

/** A repository with uncommitted changes and data that git doesn't keep, and a version trained in it. */
async function trained(workspace: Workspace): Promise<Registry> {
	workspace.git('init', '-q');
	workspace.write('train.js', training);
	workspace.write('params.json', '{ "lr": 0.1 }');
	workspace.write('.gitignore', 'models/\ndata/\n');
	workspace.write('requirements.txt', 'numpy==1.26.4\n');
	workspace.git('add', '.');
	workspace.git('commit', '-qm', 'first');
	workspace.write('params.json', '{ "lr": 0.2 }');
	workspace.write('data/train.csv', '1\n2\n3\n');
	assert.equal(run(workspace.folder), 0);
	const registry = await workspace.initialised({ git: true });
	await registry.register('models/churn.bin', { model: 'churn' });
	await registry.link('churn@v1', { from: 'data/train.csv', relation: 'trained-on' });
	return registry;
}

async function withFolder(test: (folder: string) => Promise<void>): Promise<void> {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), 'model-registry-reproduce-')));
	try { await test(folder); } finally { rmSync(folder, { recursive: true, force: true }); }
}

async function again(registry: Registry, to: string, command = 'node train.js', tolerance?: number) {
	const prepared = await registry.prepareReproduction('churn@v1', { to });
	const started = new Date();
	const exitCode = run(prepared.workspace, command);
	return { prepared, result: await registry.judgeReproduction(prepared, { command, exitCode, started, ended: new Date(), ...(tolerance === undefined ? {} : { tolerance }) }) };
}

describe('a version made again', () => {
	it('comes out byte for byte from its exact code and the data of the workspace, and one record says so', () => withWorkspace(workspace => withFolder(async folder => {
		const registry = await trained(workspace);
		workspace.write('params.json', '{ "lr": 0.9 }');
		const state = () => [workspace.git('status', '--porcelain'), workspace.git('branch', '--all'), workspace.git('stash', 'list'), readFileSync(join(workspace.folder, 'models/churn.bin')).toString('hex')];
		const before = state();
		const { prepared, result } = await again(registry, join(folder, 'a'));
		assert.deepEqual(state(), before);
		assert.equal(readFileSync(join(prepared.workspace, 'params.json'), 'utf8'), '{ "lr": 0.2 }');
		assert.deepEqual(prepared.environment, [{ file: 'requirements.txt', command: 'pip install -r requirements.txt' }]);
		assert.deepEqual([result.verdict, result.exitCode, result.exact, prepared.notes], ['identical', 0, true, []]);
		assert.deepEqual(result.metrics.map(({ name, was, is }) => [name, was, is]), [['auc', 0.512, 0.512]]);
		assert.equal(reproductionSentence(result), 'Byte for byte the same.');
		const records = (await registry.history()).length;
		const recorded = await registry.recordReproduction(result);
		assert.equal((await registry.history()).length, records + 1);
		assert.equal((await registry.history({ ref: 'churn@v1', limit: 1 }))[0]?.text, 'reproduced it byte for byte');
		assert.deepEqual(await registry.reproductions('churn@v1'), [recorded]);
	})));

	it('is registered as the next version, linked to the one that it reproduces, by the bytes that came out', () => withWorkspace(workspace => withFolder(async folder => {
		const registry = await trained(workspace);
		const same = await again(registry, join(folder, 'a'));
		const one = await registry.registerReproduction(same.prepared, same.result);
		assert.deepEqual([one.version.label, one.version.artifact.digest, one.version.metrics, one.version.notes], ['v2', same.result.version.artifact.digest, { auc: 0.512 }, 'Reproduction of v1. Byte for byte the same.']);
		assert.equal(one.version.git?.commit, same.prepared.commit);
		// Another last bit of the weights, and a metric within the tolerance.
		const near = await again(registry, join(folder, 'b'), `node train.js && node -e "const f=require('fs');const b=f.readFileSync('models/churn.bin');b[0]^=1;f.writeFileSync('models/churn.bin',b);f.writeFileSync('models/metrics.json','{\\"auc\\":0.5121}')"`);
		assert.equal(near.result.verdict, 'equal');
		const two = await registry.registerReproduction(near.prepared, near.result);
		assert.notEqual(two.version.artifact.digest, one.version.artifact.digest);
		assert.deepEqual(two.version.metrics, { auc: 0.5121 });
		rmSync(join(folder, 'b'), { recursive: true, force: true });
		assert.deepEqual((await registry.verify([two.version.ref], { deep: true })).map(({ state }) => state), ['ok'], 'its bytes are kept, whatever becomes of the folder');
		const { graph } = await registry.lineage('churn@v1', { direction: 'down', depth: 1 });
		assert.deepEqual(graph.edges.map(({ to, relation }) => [graph.nodes.get(to)?.title, relation]), [['churn v2', 'reproduction-of'], ['churn v3', 'reproduction-of']]);
		assert.equal((await registry.reproductions('churn@v1')).length, 2);
		const failed = await again(registry, join(folder, 'c'), 'node -e "process.exit(3)"');
		await assert.rejects(registry.registerReproduction(failed.prepared, failed.result), refused('bad-value', /nothing came out/));
		assert.equal((await registry.versions({ model: 'churn' })).versions.length, 3);
	})));

	it('says what is missing, stale, different or failed, and never takes an old file for the result', () => withWorkspace(workspace => withFolder(async folder => {
		const registry = await trained(workspace);
		const nothing = await again(registry, join(folder, 'nothing'), 'node -e 0');
		assert.deepEqual([nothing.result.verdict, nothing.result.digest, nothing.result.metrics[0]?.is], ['missing', undefined, undefined]);
		assert.equal(existsSync(join(nothing.prepared.workspace, 'models/churn.bin')), false);
		const failed = await again(registry, join(folder, 'failed'), 'node train.js && exit 3');
		assert.deepEqual([failed.result.verdict, reproductionSentence(failed.result)], ['failed', 'The command ended with code 3.']);
		const near = 'node train.js && node -e "fs=require(\'fs\');fs.appendFileSync(\'models/churn.bin\',\'x\');fs.writeFileSync(\'models/metrics.json\',\'{\\"auc\\":0.5121}\')"';
		const equal = await again(registry, join(folder, 'near'), near);
		assert.equal(reproductionSentence(equal.result), 'Other bytes, 1 metric equal within 0.001; most differs auc 0.5120 → 0.5121.');
		const strict = await again(registry, join(folder, 'strict'), near, 1e-6);
		assert.equal(reproductionSentence(strict.result), 'Other bytes, and 1 of 1 metrics differ by more than 0.000001: auc 0.5120 → 0.5121.');
		await assert.rejects(again(registry, join(folder, 'bad'), near, -1), refused('bad-value', /tolerance/));
		writeFileSync(join(workspace.folder, 'data/train.csv'), '9\n');
		const other = await registry.prepareReproduction('churn@v1', { to: join(folder, 'other') });
		assert.deepEqual(other.notes, ['data/train.csv is not what it was when the version was made, so it is not put in place.']);
		rmSync(join(workspace.folder, 'data'), { recursive: true });
		const gone = await registry.prepareReproduction('churn@v1', { to: join(folder, 'gone') });
		assert.match(gone.notes[0] ?? '', /^data\/train\.csv is not in this workspace: fetch it/);
	})));

	it('comes out byte for byte in a second clone that has fetched the refs', () => withWorkspace(workspace => withFolder(async folder => {
		const registry = await trained(workspace);
		const git = (cwd: string, ...args: string[]) => execFileSync('git', ['-c', 'user.name=B', '-c', 'user.email=b@example.com', ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
		const remote = join(folder, 'remote.git');
		git(folder, 'init', '-q', '--bare', '-b', 'main', remote);
		workspace.git('remote', 'add', 'origin', remote);
		await registry.recordCommand('churn@v1', 'node train.js');
		workspace.git('add', '.model-registry');
		workspace.git('commit', '-qm', 'registry');
		workspace.git('push', '-q', 'origin', 'HEAD:main');
		await registry.shareSnapshots('push');
		git(folder, 'clone', '-q', remote, 'clone');
		const clone = join(folder, 'clone');
		const theirs = openRegistry({ folder: clone, author: { name: 'B', email: 'b@example.com' } });
		try {
			await theirs.shareSnapshots('fetch');
			// Data travels by its own way.
			execFileSync('cp', ['-r', join(workspace.folder, 'data'), clone]);
			assert.deepEqual((await theirs.commandsOf(await theirs.versionDetails('churn@v1'))).map(({ command }) => command), ['node train.js']);
			const { result } = await again(theirs, join(folder, 'again'));
			assert.equal(result.verdict, 'identical');
			assert.equal((await theirs.recordReproduction(result)).digest, (await registry.version('churn@v1')).artifact.digest);
		} finally {
			await theirs.close();
		}
	})));
});

describe('the command of a version', () => {
	it('is what the tool recorded, as a shell takes it; what somebody says stands before it', () => withWorkspace(async workspace => {
		workspace.write('outputs/2026-05-01/12-00-00/.hydra/config.yaml', 'lr: 0.1\n');
		workspace.write('outputs/2026-05-01/12-00-00/.hydra/overrides.yaml', '- lr=0.1\n- name=two words\n');
		workspace.write('outputs/2026-05-01/12-00-00/.hydra/hydra.yaml', 'hydra:\n  job:\n    name: train\n');
		workspace.write('outputs/2026-05-01/12-00-00/model.bin', 'weights');
		const registry = await workspace.initialised();
		await registry.register('outputs/2026-05-01/12-00-00/model.bin', { model: 'churn' });
		const commands = async () => (await registry.commandsOf(await registry.versionDetails('churn@v1'))).map(({ command, from }) => `${from.split(' ')[0] ?? ''}: ${command}`);
		assert.deepEqual(await commands(), ['hydra: python train.py lr=0.1 \'name=two words\'']);
		await registry.recordCommand('churn@v1', 'make train');
		await registry.recordCommand('churn@v1', 'make train-again', 'sub/folder');
		assert.deepEqual(await commands(), ['Ada: make train-again', 'hydra: python train.py lr=0.1 \'name=two words\'']);
		assert.deepEqual((await registry.pins('churn@v1')).find(pin => pin.what === 'command'), { what: 'command', pinned: true, text: 'make train-again' });
		await assert.rejects(registry.recordCommand('churn@v1', 'train --api-key=abcdefgh12345678'), refused('bad-value', /password, key or token/));
		await assert.rejects(registry.recordCommand('churn@v1', 'train', '../elsewhere'), refused('bad-path', /\.\./));
	}));

	it('is one line, and none where it can\'t be run by itself', () => {
		assert.equal(runnable('train.py --lr 0.1', 'wandb'), 'python train.py --lr 0.1');
		assert.equal(runnable('python a.py\npython b.py\n', 'dvc'), 'python a.py && python b.py');
		assert.deepEqual(['work.ipynb', '/usr/lib/ipykernel_launcher.py -f x', '', 'a \u202Egnp', 'a \u001B[2K b'].map(text => runnable(text, 'mlflow')), [undefined, undefined, undefined, undefined, undefined]);
	});

	it('has an environment as text, with nothing in it that pip would take for an option', () => {
		const facts = { environment: { python: '3.12.1', torch: '2.5.0', '--index-url': 'http://evil', numpy: '1 ; evil' } };
		assert.equal(environmentText({ model: 'churn', label: 'v1', facts } as unknown as Parameters<typeof environmentText>[0]), '# The environment of churn v1, as recorded.\n# Python 3.12.1\ntorch==2.5.0\n');
	});
});
