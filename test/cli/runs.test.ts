import assert from 'node:assert/strict';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { cli, done, json, workspace, type Printed, type Workspace } from './cli';

const golden = resolve('test/cli/golden/runs.txt');
const day = 86_400_000;
const hex = (digit: string) => digit.repeat(32);

/** Runs of three tools, from one to four days old. */
async function trained(): Promise<Workspace> {
	const at = await workspace();
	const now = Date.now() - 3_600_000;
	await at.put('mlruns/1/meta.yaml', "experiment_id: '1'\nname: lgbm-sweep\n");
	for (const [i, digit] of ['a', 'b', 'c'].entries()) {
		const run = `mlruns/1/${hex(digit)}`;
		await at.put(`${run}/meta.yaml`, `lifecycle_stage: active\nrun_id: ${hex(digit)}\nrun_name: trial-${i}\nstart_time: ${now - i * day}\nstatus: ${[1, 3, 4][i]}\n`);
		await at.put(`${run}/metrics/auc`, `${now} 0.87${i}1 1\n`);
		if (digit === 'b') { await at.put(`${run}/artifacts/model.pkl`, 'weights'); }
	}
	const write = async (path: string, content: string, age: number) => { await utimes(await at.put(path, content), new Date(now - age * day), new Date(now - age * day)); };
	await write('runs/net/metrics.json', '{"f1_macro": 0.9281}', 4);
	await write('runs/net/params.yaml', 'lr: 2e-5\n', 4);
	await write('runs/net/net.pt', 'weights', 4);
	await write('broken/run.json', '{', 4);
	return at;
}

describe('cli: runs', function () {
	// A process per step, on a machine that may be busy.
	this.timeout(90_000);
	let at: Workspace;
	before(async () => { at = await trained(); });

	it('lists what is not registered, newest first, and says what can\'t be read', async () => {
		const { code, stdout, stderr } = await cli(at.folder, ['runs']);
		assert.deepEqual([code, /^broken\/run\.json is damaged/.test(stderr)], [0, true], stderr);
		if (process.env['UPDATE_GOLDEN'] === '1') { await writeFile(golden, stdout); return; }
		assert.equal(stdout, await readFile(golden, 'utf8'));
	});

	it('registers the best model of a run by the beginning of its id, and the run with it', async () => {
		const version = await json(at.folder, 'register', '--run', 'bbbb', '--model', 'churn');
		assert.deepEqual([version.artifact.path, version.metrics], [`mlruns/1/${hex('b')}/artifacts/model.pkl`, { auc: 0.8711 }]);
		assert.deepEqual((await json(at.folder, 'show', 'churn@v1')).runs.map((run: Printed) => [run.tool, run.id]), [['mlflow', hex('b')]]);
		const left = await cli(at.folder, ['runs', '--limit', '1']);
		assert.match(left.stdout, /^trial-0 {2}auc 0\.8701 {2}running[^]*\n2 more, older\.\n1 run is registered already: model-registry runs --all\.\n$/);
		const all: Printed = JSON.parse((await cli(at.folder, ['runs', '--all', '--json'])).stdout);
		assert.deepEqual(all.map((run: Printed) => [run.name, run.state, run.registered]), [['trial-0', 'running', null], ['trial-1', 'finished', 'churn@v1'], ['trial-2', 'failed', null], ['net', 'unknown', null]]);
		assert.deepEqual(Object.keys(all[0]).sort(), ['best', 'checkpoints', 'ended', 'group', 'id', 'metric', 'metrics', 'name', 'params', 'parent', 'path', 'progress', 'registered', 'started', 'state', 'tool', 'url']);
	});

	it('takes a file for a run that left none, and says so where there is none', async () => {
		const none = await cli(at.folder, ['register', '--run', 'trial-2']);
		assert.deepEqual([none.code, none.stderr], [1, `The training run 'trial-2' (mlruns/1/${hex('c')}) has no model file in the workspace. Register a file and name the run: model-registry register PATH --run ID\n`]);
		await at.put('late.bin', 'its weights');
		const version = await json(at.folder, 'register', 'late.bin', '--run', 'trial-2', '--model', 'late');
		assert.deepEqual(version.metrics, { auc: 0.8721 });
		assert.equal((await cli(at.folder, ['register', '--run', 'nothing'])).code, 1);
	});

	it('needs no registry', async () => {
		const bare = await workspace({ git: false, init: false });
		assert.equal(await done(bare.folder, 'runs'), 'No training runs were found.\n');
	});
});
