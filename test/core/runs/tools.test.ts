import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatherFacts } from '../../../src/core/facts/gather';
import type { MetricHistory } from '../../../src/core/model';
import { byName, fixtures, read, workspaceOf, workspaceWith } from './workspace';

/** The tool's own answer. NaN is no JSON, and Python writes it. */
function expectedOf(path: string): Record<string, unknown> {
	return JSON.parse(readFileSync(join(fixtures, path, 'expected.json'), 'utf8').replace(/\bNaN\b/g, 'null')) as Record<string, unknown>;
}

describe('Hugging Face Trainer (transformers 5.23.0)', () => {
	it('gives state, results, card: settings, final metrics, histories, base model and versions', async () => {
		const workspace = await workspaceOf('transformers/5.23.0');
		const [run] = await read('transformers', workspace);
		const expected = expectedOf('transformers/5.23.0');
		const log = expected['log_history'] as readonly Record<string, number>[];
		for (const name of ['loss', 'eval_loss', 'eval_accuracy', 'learning_rate', 'grad_norm']) {
			const rows = log.filter(row => name in row);
			assert.deepEqual(run?.histories?.[name], { steps: rows.map(row => row['step']), values: rows.map(row => row[name]) }, name);
		}
		const metrics = byName(run?.metrics ?? []);
		assert.deepEqual([metrics['eval_loss'], metrics['train_loss'], metrics['eval_accuracy'], metrics['best_metric'], metrics['eval_undefined']], [log.at(-1)?.['eval_loss'], 0.6979728266596794, 0.375, expected['best_metric'], NaN]);
		const params = byName(run?.params ?? []);
		assert.deepEqual([params['num_epochs'], params['lr_scheduler_warmup_steps']], [2, 2]);
		const settings = expected['arguments'] as Record<string, unknown>;
		for (const name of ['learning_rate', 'weight_decay', 'adam_beta2', 'per_device_train_batch_size', 'lr_scheduler_type', 'warmup_steps', 'optim', 'seed', 'bf16', 'eval_strategy', 'metric_for_best_model']) {
			assert.equal(run?.params.find(param => param.name === name)?.value, settings[name], name);
		}
		assert.ok(run?.params.every(param => !param.name.startsWith('hub_')));
		assert.deepEqual(run?.inputs?.map(({ relation, name, uri }) => [relation, name, uri]), [['fine-tuned-from', 'bert-base-uncased', 'hf://bert-base-uncased'], ['trained-on', 'imdb', 'hf://datasets/imdb']]);
		assert.deepEqual(run?.environment, { transformers: '5.23.0', torch: '2.15.0+cu132', tokenizers: '0.23.3' });
		assert.deepEqual([run?.status, run?.outputs, run?.id], ['finished', [{ path: 'checkpoint-16', best: true }], '.']);
	});

	it('a checkpoint has its own state', async () => {
		const workspace = await workspaceOf('transformers/5.23.0');
		const [run] = await read('transformers', workspace, 'checkpoint-8');
		assert.deepEqual([run?.id, run?.histories?.['loss']?.steps, run?.status], ['.', [2, 4, 6, 8], 'unknown']);
	});

	it('and is one run with the training that it is of', async () => {
		const workspace = await workspaceWith();
		cpSync(join(fixtures, 'transformers/5.23.0'), join(workspace, 'out'), { recursive: true });
		writeFileSync(join(workspace, 'out/checkpoint-8/model.bin'), 'weights');
		const facts = await gatherFacts({ workspace, path: join(workspace, 'out/checkpoint-8/model.bin') });
		assert.deepEqual(facts.runs, [{ tool: 'transformers', id: 'out', name: 'out', path: 'out' }]);
		assert.deepEqual([byName(facts.metrics)['eval_loss'], facts.histories['loss']?.steps, byName(facts.params)['num_epochs'], byName(facts.params)['output_dir']], [0.6991233229637146, [2, 4, 6, 8], 2, '~/project/transformers']);
		assert.ok(!JSON.stringify(facts).includes('hf_xxx'));
	});
});

describe('PyTorch Lightning 2.6.6', () => {
	it('gives hparams.yaml and the sparse metrics.csv', async () => {
		const workspace = await workspaceOf('lightning/2.6.6');
		const [run] = await read('lightning', workspace, 'csv_logs/version_0');
		assert.deepEqual(byName(run?.params ?? []), { lr: 0.02, hid: 8, betas: [0.9, 0.999], optimizer: 'torch.optim.adam.Adam' });
		assert.deepEqual(byName(run?.metrics ?? []), expectedOf('lightning/2.6.6/csv_logs/version_0')['logged_metrics']);
		assert.deepEqual(run?.histories?.['val_loss'], { steps: [3, 7, 11], values: [0.005104060284793377, 0.017077431082725525, 0.007883181795477867] });
		assert.equal(run?.histories?.['train_loss_step']?.values.length, 12);
	});

	it('gives hparams.yaml beside the events of its TensorBoard logger', async () => {
		const workspace = await workspaceOf('lightning/2.6.6');
		const [run] = await read('lightning', workspace, 'lightning_logs/version_0');
		assert.equal(byName(run?.params ?? [])['lr'], 0.02);
		const [events] = await read('tensorboard', workspace, 'lightning_logs/version_0');
		const expected = expectedOf('lightning/2.6.6/lightning_logs/version_0')['logged_metrics'] as Record<string, number>;
		for (const { name, value } of events?.metrics ?? []) { assert.equal(Math.fround(value), expected[name], name); }
		assert.deepEqual(events?.metrics.map(one => one.name).sort(), Object.keys(expected).sort());
	});
});

describe('TensorBoard 2.21.0', () => {
	const folders = { 'tensorboard/2.21.0': ['torch', 'torch/hparams', 'tensorboardX'], 'keras/3.15.1': ['tb/train', 'tb/validation'] };
	for (const [fixture, paths] of Object.entries(folders)) {
		for (const path of paths) {
			it(`gives what its own reader gives: ${fixture}/${path}`, async () => {
				const [run] = await read('tensorboard', await workspaceOf(fixture), path);
				const expected = (expectedOf(fixture)['folders'] as Record<string, Record<string, readonly (readonly [number, number | null, number])[]>>)[path] ?? {};
				assert.ok(Object.keys(expected).length > 0);
				for (const [tag, points] of Object.entries(expected)) {
					const last = points.at(-1)?.[1] ?? NaN;
					assert.equal(Math.fround(run?.metrics.find(one => one.name === tag)?.value ?? 0), last, tag);
					if (points.length < 2) { continue; }
					const history = run?.histories?.[tag] as MetricHistory;
					assert.deepEqual(history.steps, points.map(([step]) => step));
					assert.deepEqual(history.values.map(Math.fround), points.map(([, value]) => value));
					assert.deepEqual(history.times, points.map(([, , time]) => Math.round(time * 1000)));
				}
			});
		}
	}

	it('gives hyperparameters, and 0.1 rather than what a float makes of it', async () => {
		const [run] = await read('tensorboard', await workspaceOf('tensorboard/2.21.0'), 'torch/hparams');
		assert.deepEqual(byName(run?.params ?? []), { lr: 0.1, optimizer: 'adam', nesterov: 1, layers: 3 });
		const [events] = await read('tensorboard', await workspaceOf('tensorboard/2.21.0'), 'torch');
		assert.equal(events?.histories?.['loss/train']?.values[9], 0.1);
	});
});

describe('Ultralytics 8.4.190', () => {
	it('gives arguments, the table of results, dataset and weights', async () => {
		const [run] = await read('ultralytics', await workspaceOf('ultralytics/8.4.190'), 'runs/detect/train');
		const rows = expectedOf('ultralytics/8.4.190')['rows'] as readonly Record<string, string>[];
		const metrics = byName(run?.metrics ?? []);
		for (const [name, text] of Object.entries(rows.at(-1) ?? {})) {
			if (name !== 'epoch' && name !== 'time' && !name.startsWith('lr/')) { assert.equal(metrics[name], Number(text), name); }
		}
		assert.deepEqual(run?.histories?.['lr/pg0'], { steps: [1, 2], values: rows.map(row => Number(row['lr/pg0'])) });
		const params = byName(run?.params ?? []);
		const lines = readFileSync(join(fixtures, 'ultralytics/8.4.190/runs/detect/train/args.yaml'), 'utf8').trim().split('\n');
		assert.deepEqual([params['imgsz'], params['lr0'], params['optimizer'], Object.keys(params).length], [64, 0.01, 'auto', lines.length]);
		assert.deepEqual(run?.inputs?.map(({ relation, name, uri }) => [relation, name, uri]), [['trained-on', 'boats', 'data/boats.yaml']]);
		assert.deepEqual([run?.status, run?.outputs], ['finished', [{ path: 'runs/detect/train/weights/best.pt', best: true }, { path: 'runs/detect/train/weights/last.pt' }]]);
	});
});

describe('Keras 3.15.1', () => {
	it('gives the CSVLogger\'s table, where NA is absent', async () => {
		const [run] = await read('csv-log', await workspaceOf('keras/3.15.1'));
		const rows = expectedOf('keras/3.15.1')['rows'] as readonly Record<string, string>[];
		const measured = rows.filter(row => row['val_loss'] !== 'NA');
		assert.ok(measured.length < rows.length);
		assert.deepEqual(run?.histories?.['val_loss'], { steps: measured.map(row => Number(row['epoch'])), values: measured.map(row => Number(row['val_loss'])) });
		assert.equal(byName(run?.metrics ?? [])['loss'], Number(rows.at(-1)?.['loss']));
	});
});
