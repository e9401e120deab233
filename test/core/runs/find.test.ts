import assert from 'node:assert/strict';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RegistryError } from '../../../src/core/errors';
import type { FoundRun } from '../../../src/core/runs/reader';
import { listRuns, type ListOptions } from '../../../src/core/runs/find';
import { fixtures, workspaceWith } from './workspace';

async function list(workspace: string, options: ListOptions = {}): Promise<readonly FoundRun[]> {
	const runs: FoundRun[] = [];
	for await (const run of listRuns(workspace, options)) { runs.push(run); }
	return runs;
}

/** One workspace in which every tool has left its records. */
async function everyTool(): Promise<string> {
	const workspace = await workspaceWith();
	for (const fixture of ['transformers/5.23.0', 'lightning/2.6.6', 'tensorboard/2.21.0', 'ultralytics/8.4.190', 'keras/3.15.1', 'mlflow/3.17.2', 'wandb/0.31.0', 'dvc/3.67.1', 'dvclive/3.49.1', 'hydra/1.3.8', 'sacred/0.8.7', 'optuna/5.0.0', 'timm/1.0.31']) {
		cpSync(join(fixtures, fixture), join(workspace, 'work', fixture.split('/')[0] ?? ''), { recursive: true, verbatimSymlinks: true });
	}
	return workspace;
}

describe('listRuns', () => {
	it('finds what every tool left, each run once', async () => {
		const runs = await list(await everyTool());
		assert.deepEqual(runs.map(run => `${run.tool} ${run.tool === 'mlflow' || run.tool === 'wandb' ? run.name : run.id.replace(/^work\//, '')}`).sort(), [
			'csv-log keras/training.log', 'dvc dvc/dvc.yaml:train', 'dvclive dvclive/dvclive',
			'hydra hydra/multirun/2026-11-23/08-30-00/0', 'hydra hydra/multirun/2026-11-23/08-30-00/1', 'hydra hydra/outputs/2026-11-23/08-00-00',
			'lightning lightning/csv_logs/version_0', 'lightning lightning/lightning_logs/version_0',
			'mlflow bold-fox-12', 'mlflow child', 'mlflow failed', 'optuna optuna/optuna_journal.log#journal', 'sacred sacred/runs/1', 'sacred sacred/runs/2',
			'tensorboard keras/tb/train', 'tensorboard keras/tb/validation', 'tensorboard tensorboard/tensorboardX', 'tensorboard tensorboard/torch',
			'timm timm/output/train/boats', 'transformers transformers', 'ultralytics ultralytics/runs/detect/train', 'wandb bold-fox-12',
		].sort());
		assert.ok(runs.every(run => run.histories === undefined));
		const lightning = runs.find(run => run.id.endsWith('lightning_logs/version_0'));
		assert.ok(lightning?.params.length && lightning.metrics.length);
		assert.ok(runs.every(run => !JSON.stringify(run).includes('/home/ana')));
	});

	it('takes what a training logged into a store, or saved below its own folder, for no training of its own', async () => {
		const workspace = await workspaceWith();
		cpSync(join(fixtures, 'ultralytics/8.4.190/runs/detect/train'), join(workspace, 'mlruns/1', 'a'.repeat(32), 'artifacts'), { recursive: true });
		cpSync(join(fixtures, 'transformers/5.23.0'), join(workspace, 'out'), { recursive: true });
		cpSync(join(fixtures, '../formats/huggingface/lora'), join(workspace, 'out/final'), { recursive: true });
		writeFileSync(join(workspace, 'out/final/README.md'), '---\nbase_model: base\nlibrary_name: peft\n---\n');
		assert.deepEqual((await list(workspace)).map(one => [one.tool, one.id]), [['transformers', 'out']]);
	});

	it('passes over packages, hidden folders, links and settings without results', async () => {
		const run = '{"experiment": {"name": "x"}, "status": "COMPLETED"}';
		const workspace = await workspaceWith({
			'node_modules/a/run.json': run, '.git/run.json': run, '.model-registry/run.json': run, 'myenv/pyvenv.cfg': '', 'myenv/lib/run.json': run, 'x/site-packages/run.json': run,
			'params.yaml': 'lr: 1', 'a/params.yaml': 'lr: 1', 'a/metrics.json': '{"auc": 1}', 'b/run.json': run,
		});
		symlinkSync('../b', join(workspace, 'a/link'));
		symlinkSync('..', join(workspace, 'a/loop'));
		assert.deepEqual((await list(workspace)).map(one => [one.tool, one.id]), [['params-file', 'a'], ['sacred', 'b']]);
	});

	it('tells of what can\'t be read, and stops when asked', async () => {
		const workspace = await workspaceWith({ 'a/run.json': '{', 'a/metrics.json': '{"loss": {"steps": [1], "values": [2], "timestamps": []}}', 'b/dvc.lock': 'a: [' });
		const problems: string[] = [];
		await list(workspace, { onProblem: problem => { problems.push(problem.message); } });
		assert.equal(problems.length, 2, problems.join('\n'));
		assert.match(problems.join('\n'), /a\/run\.json is damaged[\s\S]*b\/dvc\.lock is damaged/);
		await assert.rejects(list(workspace, { signal: AbortSignal.abort() }), (error: unknown) => RegistryError.is(error, 'cancelled'));
	});

	it('lists two thousand MLflow runs, and other work has its turn meanwhile', async () => {
		const workspace = await workspaceWith({ 'mlruns/0/meta.yaml': "experiment_id: '0'\n" });
		for (let index = 0; index < 2000; index++) {
			const id = index.toString(16).padStart(32, '0');
			const folder = join(workspace, 'mlruns/0', id);
			for (const name of ['params', 'metrics']) { mkdirSync(join(folder, name), { recursive: true }); }
			writeFileSync(join(folder, 'meta.yaml'), `end_time: 1795423833177\nlifecycle_stage: active\nrun_id: ${id}\nrun_name: run-${index}\nstart_time: 1795423833160\nstatus: 3\n`);
			writeFileSync(join(folder, 'params/lr'), '0.1');
			writeFileSync(join(folder, 'metrics/auc'), `1795423833160 0.${index} 1\n`);
		}
		let turns = 0;
		const timer = setInterval(() => { turns++; }, 1);
		const runs = await list(workspace);
		clearInterval(timer);
		assert.equal(runs.length, 2000);
		assert.equal(runs.find(run => run.name === 'run-1234')?.metrics[0]?.value, 0.1234);
		assert.ok(turns >= 5, `other work had ${turns} turns`);
	});
});
