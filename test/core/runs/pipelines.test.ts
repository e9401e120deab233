import assert from 'node:assert/strict';
import { appendFileSync, cpSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { gatherFacts } from '../../../src/core/facts/gather';
import { byName, fixtures, read, workspaceOf, workspaceWith } from './workspace';

for (const version of ['2.58.2', '3.67.1']) {
	describe(`DVC ${version}`, () => {
		it('gives the stages with the parameters and data that they used and the metrics that they name', async () => {
			const workspace = await workspaceOf(`dvc/${version}`);
			const runs = await read('dvc', workspace);
			const train = runs.find(run => run.id === 'train');
			assert.deepEqual(runs.map(run => run.id), ['prepare', 'train']);
			assert.deepEqual(byName(train?.params ?? []), { 'train.lr': 0.00002, 'train.layers': [64, 32], 'train.opt.name': 'adam' });
			assert.deepEqual(byName(train?.metrics ?? []), { 'auc': 0.913, 'by.f1': 0.5 });
			assert.deepEqual(train?.inputs?.map(({ relation, name }) => [relation, name]), [['trained-on', 'data/train.csv'], ['trained-from', 'pretrained.bin']]);
			assert.match(train?.inputs?.[0]?.source.field ?? '', /md5 4725c8a306ee9a5c71df6247119c1ab2/);
		});

		it('a model finds its stage by its path, and by its digest when it was moved; a file of another stage does not', async () => {
			const workspace = await workspaceOf(`dvc/${version}`);
			const inPlace = await gatherFacts({ workspace, path: join(workspace, 'models/churn.bin') });
			assert.deepEqual(inPlace.runs, [{ tool: 'dvc', id: 'train', name: 'train', path: 'dvc.lock', command: 'python3 train.py --api-key' }]);
			assert.deepEqual([byName(inPlace.params)['train.lr'], byName(inPlace.metrics)['auc']], [0.00002, 0.913]);
			renameSync(join(workspace, 'models/churn.bin'), join(workspace, 'moved.bin'));
			assert.deepEqual((await gatherFacts({ workspace, path: join(workspace, 'moved.bin') })).runs.map(run => run.id), ['train']);
			assert.deepEqual((await gatherFacts({ workspace, path: join(workspace, 'pretrained.bin') })).runs, []);
		});

	});
}

describe('DVC', () => {
	it('counts what a later stage measures, knows working folders, and says where an import came from', async () => {
		const workspace = await workspaceWith({
			'p/dvc.yaml': 'stages:\n  train: {cmd: x, wdir: ../w, outs: [m.bin]}\n  eval: {cmd: y, metrics: [{eval.json: {cache: false}}]}\n',
			'p/dvc.lock': "schema: '2.0'\nstages:\n  train:\n    cmd: x\n    deps: [{path: s3://bucket/d.csv, md5: a}]\n    outs: [{path: m.bin, md5: b}]\n  eval:\n    cmd: [y, z]\n    deps: [{path: ../w/m.bin}]\n",
			'p/eval.json': '{"acc": 0.5}', 'w/m.bin': 'x', 'w/base.bin': 'x',
			'w/base.bin.dvc': 'deps:\n- path: models/base.bin\n  repo:\n    url: https://example.com/registry\n    rev_lock: abc\nouts:\n- path: base.bin\n',
		});
		const [train, evaluate] = await read('dvc', workspace, 'p');
		assert.deepEqual([train?.id, train?.outputs?.[0]?.path, byName(train?.metrics ?? []), train?.inputs?.[0]?.uri], ['p/dvc.yaml:train', 'w/m.bin', { acc: 0.5 }, 's3://bucket/d.csv']);
		assert.equal(evaluate?.command, 'y && z');
		const facts = await gatherFacts({ workspace, path: join(workspace, 'w/base.bin') });
		assert.deepEqual(facts.inputs.map(({ relation, name, uri }) => [relation, name, uri]), [['converted-from', 'models/base.bin', 'https://example.com/registry#abc']]);
	});
});

describe('DVCLive 3.49.1', () => {
	it('gives parameters, the last values under the names that were logged, and every point', async () => {
		const workspace = await workspaceOf('dvclive/3.49.1');
		const expected = JSON.parse(readFileSync(join(fixtures, 'dvclive/3.49.1/expected.json'), 'utf8')) as { readonly history: readonly number[] };
		const [run] = await read('dvclive', workspace);
		assert.deepEqual(byName(run?.params ?? []), { 'lr': 0.00002, 'opt.name': 'adam', 'opt.betas': [0.9, 0.999] });
		assert.deepEqual(byName(run?.metrics ?? []), { 'train/loss': 0.05, 'val/acc': 0.95, 'test': 0.5 });
		assert.deepEqual(run?.histories?.['train/loss'], { steps: expected.history.map((_, step) => step), values: expected.history });
		const facts = await gatherFacts({ workspace, path: join(workspace, 'model.bin') });
		assert.deepEqual(facts.runs.map(one => one.tool), ['dvclive']);
		assert.deepEqual((await read('dvclive', workspace, 'dvclive')).map(one => one.id), ['dvclive']);
		assert.deepEqual(run?.outputs, []);
		// What log_artifact of 3.49.1 adds.
		appendFileSync(join(workspace, 'dvc.yaml'), 'artifacts:\n  regressor:\n    path: model.bin\n    type: model\n    desc: a regressor\n    labels:\n    - small\n  table:\n    path: x.csv\n    type: dataset\n');
		assert.deepEqual((await read('dvclive', workspace))[0]?.outputs, [{ path: 'model.bin' }]);
	});

	it('is no record of a file that another training beside it names', async () => {
		const workspace = await workspaceOf('dvclive/3.49.1');
		cpSync(join(fixtures, 'ultralytics/8.4.190/runs'), join(workspace, 'runs'), { recursive: true });
		const { runs, params } = await gatherFacts({ workspace, path: join(workspace, 'runs/detect/train/weights/best.pt') });
		assert.deepEqual([runs.map(one => one.tool), byName(params)['lr']], [['ultralytics'], undefined]);
	});
});

describe('Hydra 1.3.8', () => {
	it('gives the composed configuration with its interpolations as written, and the overrides', async () => {
		const workspace = await workspaceOf('hydra/1.3.8');
		const [run] = await read('hydra', workspace, 'outputs/2026-11-23/08-00-00');
		assert.deepEqual(byName(run?.params ?? []), { 'model.size': 64, 'model.act': 'gelu', 'lr': 0.00002, 'seed': 42, 'name': 'churn-${model.size}', 'token': '${oc.env:HF_TOKEN,none}', 'data.path': '/home/ana/data' });
		assert.deepEqual([run?.command, run?.name], ['train.py lr=2e-5 model=large', 'train/2026-11-23/08-00-00']);
		const facts = await gatherFacts({ workspace, path: join(workspace, 'multirun/2026-11-23/08-30-00/1/model.bin') });
		assert.deepEqual([byName(facts.params)['lr'], byName(facts.params)['data.path'], facts.params.some(one => one.name === 'token')], [0.2, '~/data', false]);
	});
});

describe('Sacred 0.8.7', () => {
	it('gives configuration, series, result, state and versions of each run', async () => {
		const workspace = await workspaceOf('sacred/0.8.7');
		const [run] = await read('sacred', workspace, 'runs/1');
		assert.equal(byName(run?.params ?? [])['net.act'], 'relu');
		assert.deepEqual(byName(run?.metrics ?? []), { 'training.loss': 1 / 30, 'result': 0.913 });
		const history = run?.histories?.['training.loss'];
		assert.deepEqual([history?.steps.slice(0, 3), history?.values.length, history?.times?.[0]], [[0, 10, 20], 30, Date.parse('2026-11-23T09:14:03.942Z')]);
		assert.deepEqual([run?.name, run?.status, run?.environment?.['numpy'], run?.outputs], ['churn/1', 'finished', '2.4.6', [{ path: 'runs/1/model.bin' }]]);
		assert.equal((await read('sacred', workspace, 'runs/2'))[0]?.status, 'failed');
	});
});

describe('timm 1.0.31', () => {
	it('gives arguments and summary of its training script', async () => {
		const [run] = await read('timm', await workspaceOf('timm/1.0.31'), 'output/train/boats');
		const rows = (JSON.parse(readFileSync(join(fixtures, 'timm/1.0.31/expected.json'), 'utf8')) as { readonly rows: readonly Record<string, string>[] }).rows;
		const last = rows.at(-1) ?? {};
		assert.deepEqual(byName(run?.metrics ?? []), Object.fromEntries(['train_loss', 'eval_loss', 'eval_top1', 'eval_top5'].map(name => [name, Number(last[name])])));
		assert.deepEqual(run?.histories?.['lr'], { steps: [0, 1], values: [0.0005, 0.00025] });
		assert.deepEqual([byName(run?.params ?? [])['weight_decay'], run?.params.find(one => one.name === 'weight_decay')?.text], [0.00002, '2.0e-05']);
		assert.deepEqual([run?.inputs?.map(one => [one.relation, one.name]), run?.outputs?.length], [[['trained-on', 'data']], 4]);
	});
});
