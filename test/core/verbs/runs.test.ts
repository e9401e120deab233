import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Registry } from '../../../src/core/registry';
import { RegistryError } from '../../../src/core/errors';
import { runState } from '../../../src/core/runs/runState';
import type { TrainingRun } from '../../../src/core/runs/trainingRun';
import { withWorkspace, type Workspace } from '../support/workspace';

const fixtures = resolve('test/fixtures/runs');
const reason = (wanted: string) => (error: unknown) => RegistryError.is(error) && error.reason === wanted;

function put(workspace: Workspace, fixture: string, at: string): void {
	cpSync(join(fixtures, fixture), join(workspace.folder, at), { recursive: true, verbatimSymlinks: true });
}

const id = (digit: string) => digit.repeat(32);
/** An MLflow run with one metric and a model. */
function mlflowRun(workspace: Workspace, digit: string, auc: string, started = 1_795_423_833_160): void {
	const folder = `mlruns/1/${id(digit)}`;
	workspace.write('mlruns/1/meta.yaml', "experiment_id: '1'\nname: lgbm\n");
	workspace.write(`${folder}/meta.yaml`, `lifecycle_stage: active\nrun_id: ${id(digit)}\nrun_name: run-${digit}\nstart_time: ${started}\nstatus: 3\n`);
	workspace.write(`${folder}/metrics/auc`, `${started} ${auc} 1\n`);
	workspace.write(`${folder}/params/lr`, '0.1');
	workspace.write(`${folder}/artifacts/model/MLmodel`, 'flavors:\n  python_function:\n    loader_module: x\n');
	workspace.write(`${folder}/artifacts/model/model.pkl`, `weights ${digit}`);
}

async function named(registry: Registry, name: string): Promise<TrainingRun> {
	const run = (await registry.runs({ all: true })).runs.find(one => one.name === name);
	assert.ok(run, name);
	return run;
}

describe('runs', () => {
	it('are listed newest first, with what they are judged by, their models, and what they belong to', () => withWorkspace(async workspace => {
		for (const fixture of ['mlflow/3.17.2', 'ultralytics/8.4.190', 'timm/1.0.31', 'optuna/5.0.0', 'hydra/1.3.8', 'wandb/0.31.0', 'dvc/3.67.1', 'sacred/0.8.7']) { put(workspace, fixture, fixture.split('/')[0] ?? ''); }
		for (const file of ['mlflow.db', 'mlflow.db-wal']) { workspace.write(`db/${file}`, gunzipSync(readFileSync(join(fixtures, `mlflow/3.17.2-sqlite/${file}.gz`)))); }
		const registry = workspace.open();
		const { runs, registered, problems } = await registry.runs();
		assert.deepEqual([registered, problems], [0, []]);
		const times = runs.map(run => (run.started ?? run.ended)?.getTime() ?? 0);
		assert.deepEqual(times, [...times].sort((a, b) => b - a));
		const of = (tool: string) => runs.filter(run => run.tool === tool);
		const [yolo] = of('ultralytics');
		assert.deepEqual([yolo?.metric?.name, yolo?.best, yolo?.checkpoints.length, yolo?.state], ['metrics/mAP50-95(B)', { path: 'ultralytics/runs/detect/train/weights/best.pt', because: 'said' }, 2, 'finished']);
		assert.deepEqual(of('timm')[0]?.best, { path: 'timm/output/train/boats/model_best.pth.tar', because: 'said' });
		assert.deepEqual([of('optuna')[0]?.metric?.name, of('optuna')[0]?.metric?.direction], ['value', 'lower']);
		assert.deepEqual(of('hydra').map(run => run.group?.name ?? '').sort(), ['', 'train/2026-11-23/08-30-00', 'train/2026-11-23/08-30-00']);
		assert.deepEqual([of('wandb')[0]?.best?.path, of('wandb')[0]?.group?.name, of('wandb')[0]?.url], ['wandb/models/net.bin', 'g1', undefined]);
		assert.equal(of('dvc')[0]?.best?.path, 'dvc/models/churn.bin');
		const stores = of('mlflow').filter(run => run.name === 'child');
		assert.deepEqual(stores.map(run => [run.group?.name, runs.find(one => one.id === run.parent)?.name]), [['churn', 'bold-fox-12'], ['churn', 'bold-fox-12']]);
		const fox = of('mlflow').find(run => run.name === 'bold-fox-12' && run.path.includes('mlruns'));
		assert.match(fox?.best?.path ?? '', /^mlflow\/mlruns\/\d+\/models\/m-[0-9a-f]{32}\/artifacts$/);
		assert.deepEqual([fox?.best?.because, fox?.checkpoints[0]?.kind], ['newest', 'directory']);
	}));

	it('a Trainer folder has its model, its checkpoints as folders, and the best by the state\'s word', () => withWorkspace(async workspace => {
		put(workspace, 'transformers/5.23.0', 'out');
		for (const folder of ['out', 'out/checkpoint-8', 'out/checkpoint-16']) {
			workspace.write(`${folder}/model.safetensors`, 'weights');
			workspace.write(`${folder}/optimizer.pt`, 'state');
		}
		const [run] = (await workspace.open().runs()).runs;
		assert.deepEqual(run?.checkpoints.map(one => [one.path, one.kind]).sort(), [['out/checkpoint-16', 'directory'], ['out/checkpoint-8', 'directory'], ['out/model.safetensors', 'file']]);
		assert.deepEqual(run.best, { path: 'out/checkpoint-16', because: 'said' });
	}));

	it('Lightning names its best in every checkpoint', () => withWorkspace(async workspace => {
		put(workspace, 'lightning/2.6.6/csv_logs', 'logs');
		rmSync(join(workspace.folder, 'logs/version_0/checkpoints'), { recursive: true });
		workspace.write('logs/version_0/checkpoints/last.ckpt', readFileSync(resolve('test/fixtures/formats/pytorch/lightning.ckpt')));
		const said = (await workspace.open().inspect('logs/version_0/checkpoints/last.ckpt')).facts.metadata['best_model'];
		assert.ok(said !== undefined && !said.includes('/'));
		workspace.write(`logs/version_0/checkpoints/${said}`, 'the best');
		workspace.write('logs/version_0/checkpoints/epoch=99-step=999.ckpt', 'a later one');
		const [run] = (await workspace.open().runs()).runs;
		assert.deepEqual(run?.best, { path: `logs/version_0/checkpoints/${said}`, because: 'said' });
	}));

	it('that a version names are registered, until the same folder holds other results', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write('out/metrics.json', '{"auc": 0.9}');
		workspace.write('out/params.yaml', 'lr: 0.1');
		workspace.write('out/model.pkl', 'first');
		workspace.write('sacred/run.json', '{"experiment": {"name": "x"}, "status": "COMPLETED", "stop_time": "2026-11-01T00:00:00"}');
		workspace.write('sacred/metrics.json', '{"auc": {"steps": [1], "values": [0.8], "timestamps": ["2026-11-01T00:00:00"]}}');
		workspace.write('sacred/net.pt', 'weights');
		assert.deepEqual((await registry.runs()).runs.map(run => run.path).sort(), ['out/params.yaml', 'sacred']);
		await registry.register('out/model.pkl', { model: 'churn' });
		const { version } = await registry.register('sacred/net.pt', { model: 'net' });
		assert.deepEqual([(await registry.runs()).runs, (await registry.runs()).registered], [[], 2]);
		assert.equal((await named(registry, 'x/sacred')).registered, version.id);
		workspace.write('out/model.pkl', 'retrained, and of another size');
		workspace.write('sacred/metrics.json', '{"auc": {"steps": [1], "values": [0.85], "timestamps": ["2099-11-01T00:00:00"]}}');
		workspace.write('sacred/run.json', '{"experiment": {"name": "x"}, "status": "COMPLETED", "stop_time": "2099-11-01T00:00:00"}');
		const later = new Date(Date.now() + 60_000);
		for (const file of ['out/model.pkl', 'sacred/net.pt']) { utimesSync(join(workspace.folder, file), later, later); }
		assert.deepEqual((await registry.runs()).runs.map(run => run.path).sort(), ['out/params.yaml', 'sacred']);
	}));

	it('can be registered although the model lies elsewhere: the run is attached', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		put(workspace, 'wandb/0.31.0', 'exp');
		workspace.write('elsewhere/final.pt', 'weights of unknown origin');
		const run = await registry.run('oqkk');
		const { version } = await registry.register('elsewhere/final.pt', { model: 'net', run });
		const details = await registry.versionDetails(version.id);
		assert.deepEqual(details.facts.runs.map(one => [one.tool, one.id, one.name]), [['wandb', 'oqkk51xu', 'bold-fox-12']]);
		assert.equal(details.metrics['val/auc'], 0.8);
		assert.equal(details.params['lr'], 2e-5);
		assert.equal((await registry.run('oqkk51xu')).registered, version.id);
		assert.equal((await registry.runs()).runs.length, 0);
	}));

	it('are found by id, by its beginning and by name, or refused in one sentence', () => withWorkspace(async workspace => {
		const registry = workspace.open();
		mlflowRun(workspace, 'a', '0.8');
		mlflowRun(workspace, 'b', '0.9');
		assert.equal((await registry.run('bbbb')).name, 'run-b');
		assert.equal((await registry.run('run-a')).id, id('a'));
		await assert.rejects(registry.run('bbb'), reason('no-run'));
		await assert.rejects(registry.run('RUN-A'), /There is no training run 'RUN-A' in the workspace\. Did you mean 'a{32}'\?/);
		workspace.write(`mlruns/1/${id('a').slice(0, 31)}c/meta.yaml`, `lifecycle_stage: active\nrun_id: ${id('a').slice(0, 31)}c\nrun_name: run-a\nstatus: 3\n`);
		await assert.rejects(registry.run('aaaa'), reason('several-runs'));
	}));

	it('after a change, only what it concerns is read again', () => withWorkspace(async workspace => {
		const registry = workspace.open();
		for (const digit of ['1', '2', '3']) { mlflowRun(workspace, digit, '0.5'); }
		workspace.write('other/metrics.json', '{"auc": 0.5}');
		workspace.write('other/params.yaml', 'lr: 1');
		workspace.write('other/net.pt', 'weights');
		assert.equal((await registry.runs()).runs.length, 4);
		for (const digit of ['1', '2']) { workspace.write(`mlruns/1/${id(digit)}/metrics/auc`, '1795423833160 0.75 2\n'); }
		workspace.write('other/metrics.json', '{"auc": 0.75}');
		const values = async (changed: readonly string[]) => Object.fromEntries((await registry.runs({ changed })).runs.map(run => [run.name, run.metric?.value]));
		assert.deepEqual(await values([`mlruns/1/${id('1')}/metrics/auc`]), { 'run-1': 0.75, 'run-2': 0.5, 'run-3': 0.5, other: 0.5 });
		assert.deepEqual(await values(['other/metrics.json']), { 'run-1': 0.75, 'run-2': 0.5, 'run-3': 0.5, other: 0.75 });
		mlflowRun(workspace, '4', '0.25');
		assert.equal((await values([`mlruns/1/${id('4')}/meta.yaml`]))['run-4'], 0.25);
		rmSync(join(workspace.folder, 'mlruns/1', id('3')), { recursive: true });
		assert.deepEqual(Object.keys(await values([`mlruns/1/${id('3')}`])).sort(), ['other', 'run-1', 'run-2', 'run-4']);
		workspace.write('new/deep/run.json', '{"experiment": {"name": "x"}, "status": "RUNNING"}');
		assert.ok('x/deep' in await values(['new']));
		workspace.write('new/deep/net.pt', 'weights');
		assert.equal((await registry.runs({ changed: ['new/deep/net.pt'] })).runs.find(run => run.name === 'x/deep')?.best?.path, 'new/deep/net.pt');
		assert.deepEqual(await registry.runs(), await registry.runs({ changed: [] }));
	}));

	it('Hydra\'s folder around another tool\'s run lends it the sweep', () => withWorkspace(async workspace => {
		put(workspace, 'hydra/1.3.8', 'h');
		put(workspace, 'lightning/2.6.6/csv_logs/version_0', 'h/multirun/2026-11-23/08-30-00/0/lightning_logs/version_0');
		const { runs } = await workspace.open().runs();
		assert.deepEqual(runs.map(run => [run.tool, run.group?.kind]).sort(), [['hydra', undefined], ['hydra', 'sweep'], ['lightning', 'sweep']].sort());
	}));

	it('run, are done, or say nothing of it', () => {
		const now = new Date('2026-11-23T12:00:00Z');
		const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
		const run = { tool: 'x', id: 'x', path: 'x', params: [], metrics: [] };
		assert.equal(runState({ ...run, status: 'running', startedAt: ago(60) }, now), 'running');
		assert.equal(runState({ ...run, status: 'running', startedAt: ago(30 * 24 * 60) }, now), 'unknown', 'killed a month ago');
		assert.equal(runState({ ...run, status: 'unknown', progress: 0.6, endedAt: ago(1) }, now), 'running');
		assert.equal(runState({ ...run, status: 'unknown', progress: 0.6, endedAt: ago(90) }, now), 'unknown');
		assert.equal(runState({ ...run, status: 'unknown', endedAt: ago(1) }, now), 'unknown', 'a fresh checkout is no training');
		assert.equal(runState({ ...run, status: 'failed', progress: 0.6, endedAt: ago(1) }, now), 'failed');
	});

	it('a hostile record leads nowhere outside the workspace', () => withWorkspace(async workspace => {
		workspace.write('p/dvc.yaml', 'stages:\n  train:\n    cmd: x\n    outs: [../../secret.pt]\n');
		workspace.write('p/dvc.lock', 'schema: \'2.0\'\nstages:\n  train:\n    cmd: x\n    outs:\n    - path: ../../../../../../etc/passwd.pt\n    - path: ../../secret.pt\n');
		const { runs } = await workspace.open().runs();
		assert.deepEqual(runs.map(run => [run.tool, run.checkpoints]), [['dvc', []]]);
	}));
});
