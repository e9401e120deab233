import assert from 'node:assert/strict';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatherFacts } from '../../../src/core/facts/gather';
import type { FoundRun } from '../../../src/core/runs/reader';
import { byName, fixtures, read, workspaceOf } from './workspace';

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
});

describe('Weights & Biases, online', () => {
	for (const version of ['0.16.6', '0.31.0']) {
		it(`gives what ${version} left in plain files, and the course from its log`, async () => {
			const workspace = await workspaceOf(`wandb/${version}-online`);
			const { id } = JSON.parse(readFileSync(join(fixtures, `wandb/${version}-online/expected.json`), 'utf8')) as Answer;
			const [run, ...more] = await read('wandb', workspace);
			assert.deepEqual([more.length, run?.id, run?.name, run?.status], [0, id, 'bold-fox-12', 'finished']);
			const values = { 'params': { 'lr': 0.00002, 'model.name': 'resnet', 'model.layers': [64, 32] }, 'metrics': { 'loss': 0.05, 'auc.max': 0.9, 'bad': NaN, 'best': 0.9 } };
			const plain = (found: FoundRun | undefined): unknown => ({ params: byName(found?.params ?? []), metrics: Object.fromEntries(Object.keys(values.metrics).map(name => [name, byName(found?.metrics ?? [])[name]])) });
			assert.deepEqual(plain(run), values);
			assert.equal(run?.histories?.['loss']?.steps.length, 20);
			assert.ok(run?.environment?.['numpy'] && run.environment['python'] === '3.11.7');
			assert.match(run?.command ?? '', /train\.py/);
			rmSync(join(workspace, run?.path ?? '', `run-${id}.wandb`));
			const [without] = await read('wandb', workspace);
			assert.deepEqual([without?.id, plain(without), without?.histories], [id, values, {}]);
		});
	}
});
