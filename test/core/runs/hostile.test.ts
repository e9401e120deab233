import assert from 'node:assert/strict';
import { realpathSync } from 'node:fs';
import { listRuns } from '../../../src/core/runs/find';
import { survives } from '../support/survives';
import { openSqlite } from './openSqlite';
import { workspaceWith } from './workspace';

/** Lists all runs with all that they say: whatever the files hold, the answer is runs and sentences, soon. */
async function listed(workspace: string): Promise<readonly unknown[]> {
	const said: unknown[] = [];
	for await (const run of listRuns(workspace, { brief: false, sqlite: openSqlite, onProblem: problem => { said.push(problem); } })) {
		assert.ok(run.id !== '' && Array.isArray(run.params));
		said.push(run);
	}
	return said;
}

/** What the fuzzer (test/soak/fuzz) would take long to come upon: nesting, repetition and lengths past all bounds. */
describe('hostile records', () => {
	const deep = 100_000;
	const hostile: Readonly<Record<string, Readonly<Record<string, string | Buffer>>>> = {
		'JSON nested deep': { 'metrics.json': '['.repeat(8_000_000), 'trainer_state.json': '{"a":'.repeat(deep) },
		'YAML nested deep': { 'params.yaml': '['.repeat(1_000_000), 'hparams.yaml': '- '.repeat(deep), 'dvc.lock': '{a: '.repeat(deep), 'args.yaml': `imgsz: 1\ntask: x\nb: ${'? '.repeat(deep)}` },
		'aliases by the billion': { 'params.yaml': `a0: &a0 [x]\n${Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(', ')}]`).join('\n')}` },
		'a table of a hundred thousand columns': { 'metrics.csv': `${Array.from({ length: 100_000 }, (_, n) => `c${n}`).join(',')}\n${'1,'.repeat(100_000)}\n`.repeat(2) },
		'quotes without an end': { 'metrics.csv': `epoch,loss\n${'"1,2\n'.repeat(200_000)}`, 'log.csv': `epoch,loss\n1,"${'x'.repeat(2_000_000)}` },
		'lines without an end': { 'README.md': `---\n${'- a: '.repeat(100_000)}`, 'training.log': `epoch,${'x'.repeat(4_000_000)}`, 'adapter_config.json': '{}' },
		'lengths past all bounds': { 'events.out.tfevents.1.h': Buffer.from(`${'ff'.repeat(8)}${'00'.repeat(40)}`, 'hex'), 'wandb/run-20260101_000000-a/run-a.wandb': Buffer.concat([Buffer.from(':W&B\xe1\xbe\0', 'latin1'), Buffer.alloc(100_000, 0xff)]) },
		'keys of every object': { 'params.json': '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}', 'metrics.json': '{"__proto__": 1, "toString": 2, "hasOwnProperty": 3}', 'run.json': '{"experiment": {"name": "x", "__proto__": 1}, "__proto__": []}' },
		'a database that is none': { 'mlflow.db': Buffer.concat([Buffer.from('SQLite format 3\0latest_metrics trial_intermediate_values', 'latin1'), Buffer.alloc(100_000, 7)]), 'mlflow.db-wal': Buffer.alloc(100_000, 0x37) },
		'many empty documents': { 'params.yaml': '---\n'.repeat(300_000) },
		'a journal of strangers': { 'optuna_journal.log': `{"op_code": 0}\n${'{"op_code": 6, "trial_id": 1e308, "values": [NaN]}\n{"op_code": 4, "study_id": -1}\n'.repeat(1000)}` },
	};
	for (const [what, files] of Object.entries(hostile)) {
		it(what, async () => {
			const workspace = realpathSync(await workspaceWith(files));
			await survives(what, workspace, () => listed(workspace));
		});
	}
});
