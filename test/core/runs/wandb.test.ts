import assert from 'node:assert/strict';
import { readFileSync, writeFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { gatherFacts } from '../../../src/core/facts/gather';
import type { FoundRun } from '../../../src/core/runs/reader';
import { byName, fixtures, read, workspaceOf, workspaceWith } from './workspace';

interface Answer { readonly id: string; readonly history: readonly (readonly [number, number])[]; readonly summary: Record<string, number> }

describe('Weights & Biases, offline', () => {
	for (const version of ['0.16.6', '0.31.0']) {
		const fixture = `wandb/${version}`;
		const answer = JSON.parse(readFileSync(join(fixtures, fixture, 'expected.json'), 'utf8')) as Answer;

		it(`gives what ${version} logged`, async () => {
			const workspace = await workspaceOf(fixture);
			const [run, ...more] = await read('wandb', workspace);
			assert.deepEqual([more.length, run?.id, run?.name, run?.status], [0, answer.id, 'bold-fox-12', 'finished']);
			const params = byName(run?.params ?? []);
			assert.deepEqual([params['lr'], params['model.layers'], params['model.dropout'], params['epochs'], params['big'], params['none'], params['late']], [0.00002, [64, 32], 0.1, 3, '396124181827783759', null, 'yes']);
			assert.ok(Object.keys(params).every(name => !name.startsWith('_')));
			const metrics = byName(run?.metrics ?? []);
			for (const [name, value] of Object.entries(answer.summary)) { assert.equal(metrics[name], value, name); }
			assert.deepEqual([metrics['val/auc.max'], metrics['val/auc'], metrics['bad']], [0.9, 0.8, NaN]);
			const loss = run?.histories?.['loss'];
			assert.deepEqual(loss?.steps.map((step, index) => [step, loss.values[index]]), answer.history);
			assert.ok(loss?.times?.every(time => time > 1.7e12));
			assert.deepEqual(run?.histories?.['val/auc'], { steps: [49, 99, 149, 199], values: [0.8, 0.9, 0.8, 0.8], times: run?.histories?.['val/auc']?.times });
			assert.match(run?.environment?.['python'] ?? '', /^3\.11/);
			assert.ok(run?.startedAt && run.endedAt && run.startedAt <= run.endedAt);
		});

		it(`knows the file that ${version} logged as an artifact, by its digest, wherever it stands`, async () => {
			const workspace = await workspaceOf(fixture);
			renameSync(join(workspace, 'models/net.bin'), join(workspace, 'moved.bin'));
			const facts = await gatherFacts({ workspace, path: join(workspace, 'moved.bin') });
			assert.deepEqual(facts.runs.map(run => [run.tool, run.id, run.name]), [['wandb', answer.id, 'bold-fox-12']]);
			assert.equal(byName(facts.params)['hub_token'], undefined);
			assert.equal(byName(facts.params)['data'], '~/data');
			writeFileSync(join(workspace, 'moved.bin'), Buffer.alloc(2048));
			assert.deepEqual((await gatherFacts({ workspace, path: join(workspace, 'moved.bin') })).runs, []);
		});

		it(`a log of ${version} that is being written gives its whole records; one that is damaged goes on in the next block`, async () => {
			const workspace = await workspaceOf(fixture);
			const [whole] = await read('wandb', workspace);
			const path = join(workspace, whole?.path ?? '', `run-${answer.id}.wandb`);
			const bytes = readFileSync(path);
			const readAgain = async (content: Buffer): Promise<FoundRun | undefined> => {
				writeFileSync(path, content);
				return (await read('wandb', workspace))[0];
			};
			const cut = await readAgain(bytes.subarray(0, Math.floor(bytes.length / 2) + 3));
			assert.equal(cut?.status, 'unknown');
			const points = cut?.histories?.['loss']?.values ?? [];
			assert.ok(points.length > 20 && points.length < 200);
			assert.deepEqual(points, answer.history.slice(0, points.length).map(([, value]) => value));
			if (bytes.length > 40_000) {
				const damaged = Buffer.from(bytes);
				damaged.fill(0xff, 20_000, 20_010);
				const rest = await readAgain(damaged);
				assert.equal(rest?.status, 'finished');
				assert.equal(rest?.histories?.['loss']?.steps.at(-1), 199);
			}
		});
	}

	it('a run that was online has its values in plain files', async () => {
		const run = 'wandb/run-20261123_090752-abc123';
		const workspace = await workspaceWith({
			[`${run}/files/config.yaml`]: 'wandb_version: 1\n_wandb:\n    value:\n        cli_version: 0.16.6\nlr:\n    desc: null\n    value: 2e-5\nmodel:\n    value:\n        name: resnet\n',
			[`${run}/files/wandb-summary.json`]: '{"loss": 0.5, "auc": {"max": 0.9}, "bad": NaN, "_step": 3, "_wandb": {"runtime": 4}, "table": {"_type": "table-file", "path": "x"}}',
			[`${run}/files/wandb-metadata.json`]: '{"python": "CPython 3.11.7", "program": "train.py", "args": ["--lr", "2e-5"], "email": "ana@example.com"}',
			[`${run}/files/requirements.txt`]: 'torch==2.15.0\nScikit_Learn==1.9.1\n-e git+https://x\n',
		});
		const [found] = await read('wandb', workspace);
		assert.deepEqual([found?.id, byName(found?.params ?? []), byName(found?.metrics ?? []), found?.command], ['abc123', { 'lr': 0.00002, 'model.name': 'resnet' }, { 'loss': 0.5, 'auc.max': 0.9, 'bad': NaN }, 'train.py --lr 2e-5']);
		assert.deepEqual(found?.environment, { 'torch': '2.15.0', 'scikit-learn': '1.9.1', 'python': '3.11.7' });
	});
});
