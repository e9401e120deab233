import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gatherFacts } from '../../../src/core/facts/gather';
import { answerOf, assertRuns } from './mlflowAnswer';
import { byName, read, workspaceOf, workspaceWith } from './workspace';

describe('MLflow\'s file store', () => {
	for (const version of ['2.17.2', '3.17.2']) {
		it(`gives what the client of ${version} gives`, async () => {
			const workspace = await workspaceOf(`mlflow/${version}`);
			const found = await read('mlflow', workspace);
			assertRuns(found, answerOf(`mlflow/${version}`));
			assert.equal(found.find(run => run.name === 'bold-fox-12')?.histories?.['val/loss']?.values.length, version === '3.17.2' ? 301 : 300);
			const brief = await read('mlflow', workspace, '', true);
			assert.deepEqual(brief.map(run => byName(run.metrics)), found.map(run => byName(run.metrics)));
			assert.ok(brief.every(run => run.histories === undefined));
		});

		it(`ties the model that ${version} logged to its run, in the store and copied out of it`, async () => {
			const expected = answerOf(`mlflow/${version}`);
			const run = expected.runs.find(one => one.name === 'bold-fox-12');
			const workspace = await workspaceOf(`mlflow/${version}`);
			const [found] = (await read('mlflow', workspace)).filter(one => one.id === run?.id);
			const model = expected.models?.[0];
			const folder = model ? `${found?.path.split('/').slice(0, 2).join('/')}/models/${model.id}/artifacts` : `${found?.path}/artifacts/model`;
			await mkdir(join(workspace, 'deploy'));
			for (const name of ['MLmodel', 'model.pkl']) { await writeFile(join(workspace, 'deploy', name), readFileSync(join(workspace, folder, name))); }
			for (const path of [folder, `${folder}/model.pkl`, 'deploy', 'deploy/model.pkl']) {
				const facts = await gatherFacts({ workspace, path: join(workspace, path) });
				assert.deepEqual(facts.runs, [{ tool: 'mlflow', id: run?.id, name: 'bold-fox-12', path: found?.path, command: 'train.py' }], path);
				assert.equal(byName(facts.params)['lr'], 0.00002);
				assert.equal(facts.params.find(one => one.name === 'lr')?.text, '2e-5');
				assert.equal(byName(facts.params)['api_key'], undefined);
				assert.equal(byName(facts.metrics)['auc'], 0.913);
				assert.equal(facts.histories['val/loss']?.steps.length, version === '3.17.2' ? 301 : 300);
				assert.equal(facts.inputs.find(one => one.relation === 'trained-on')?.name, `customers@${run?.inputs[0]?.[1]}`);
			}
		});
	}

	it('attaches no run to a file that none of them names', async () => {
		const workspace = await workspaceOf('mlflow/3.17.2');
		await writeFile(join(workspace, 'other.bin'), 'x');
		assert.deepEqual((await gatherFacts({ workspace, path: join(workspace, 'other.bin') })).runs, []);
	});

	it('reads old lines without a step and new ones with more fields, and passes over what is deleted or gone', async () => {
		const run = `mlruns/0/${'a'.repeat(32)}`;
		const workspace = await workspaceWith({
			'mlruns/0/meta.yaml': "experiment_id: '0'\n",
			[`${run}/meta.yaml`]: `run_id: ${'a'.repeat(32)}\nstatus: 1\nlifecycle_stage: active\nrun_name: "a: b"\n`,
			[`${run}/metrics/old`]: '1000 0.5\n2000 0.25\n', [`${run}/metrics/new`]: '1000 0.9130 3 train abc def\n3000 1 2\n', [`${run}/metrics/bad`]: 'x y z\n',
			[`mlruns/0/${'b'.repeat(32)}/meta.yaml`]: `run_id: ${'b'.repeat(32)}\nlifecycle_stage: deleted\n`,
		});
		await mkdir(join(workspace, 'mlruns/0', 'c'.repeat(32)));
		const [found, ...more] = await read('mlflow', workspace);
		assert.deepEqual([more.length, found?.name, found?.status], [0, 'a: b', 'running']);
		assert.deepEqual(found?.metrics.map(({ name, value, text }) => [name, value, text]), [['new', 0.913, '0.9130'], ['old', 0.25, undefined]]);
		assert.deepEqual(found?.histories?.['old'], { steps: [0, 0], values: [0.5, 0.25], times: [1000, 2000] });
		await rm(join(workspace, run), { recursive: true });
		assert.deepEqual(await read('mlflow', workspace), []);
	});
});
