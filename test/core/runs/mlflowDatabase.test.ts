import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { gatherFacts } from '../../../src/core/facts/gather';
import { openRunFolder } from '../../../src/core/runs/folder';
import { mlflowDatabase } from '../../../src/core/runs/mlflowDatabase';
import type { FoundRun } from '../../../src/core/runs/reader';
import { answerOf, assertRuns } from './mlflowAnswer';
import { openSqlite } from './openSqlite';
import { byName, fixtures, workspaceOf } from './workspace';

const fixture = 'mlflow/3.17.2-sqlite';

async function workspace(): Promise<string> {
	const folder = await workspaceOf(fixture);
	for (const name of ['mlflow.db', 'mlflow.db-wal']) { writeFileSync(join(folder, name), gunzipSync(readFileSync(join(fixtures, fixture, `${name}.gz`)))); }
	return folder;
}

async function readDatabase(folder: string, brief = false): Promise<readonly FoundRun[]> {
	const opened = await openRunFolder(folder, '');
	assert.ok(opened);
	return mlflowDatabase.read(opened, { brief, sqlite: openSqlite });
}

describe('MLflow\'s database', () => {
	it('gives what the client of 3.17.2 gives, from the write-ahead log of a live database too', async () => {
		const folder = await workspace();
		const before = readdirSync(folder);
		assertRuns(await readDatabase(folder), answerOf(fixture));
		assert.deepEqual(readdirSync(folder), before);
		assert.deepEqual((await readDatabase(folder, true)).map(run => run.histories), [undefined, undefined, undefined]);
	});

	it('ties the logged model to its run', async () => {
		const folder = await workspace();
		const model = answerOf(fixture).models?.[0];
		for (const path of [`mlruns/1/models/${model?.id}/artifacts`, `mlruns/1/models/${model?.id}/artifacts/model.pkl`]) {
			const facts = await gatherFacts({ workspace: folder, path: join(folder, path), sqlite: openSqlite });
			assert.deepEqual(facts.runs, [{ tool: 'mlflow', id: model?.run, name: 'bold-fox-12', path: 'mlflow.db' }]);
			assert.deepEqual([byName(facts.params)['lr'], byName(facts.metrics)['auc'], facts.histories['val/loss']?.steps.length], [0.00002, 0.913, 30]);
		}
	});

	it('ties a file to the run that logged a copy of it, by its bytes', async () => {
		const folder = await workspace();
		const run = answerOf(fixture).models?.[0]?.run ?? '';
		mkdirSync(join(folder, 'mlruns/1', run, 'artifacts'), { recursive: true });
		for (const [path, text] of [[`mlruns/1/${run}/artifacts/churn.bin`, 'weights'], ['out/churn.bin', 'weights'], ['out/other.bin', 'weights'], ['churn.bin', 'Weights']] as const) {
			mkdirSync(join(folder, dirname(path)), { recursive: true });
			writeFileSync(join(folder, path), text);
		}
		const runsOf = async (path: string) => (await gatherFacts({ workspace: folder, path: join(folder, path), sqlite: openSqlite })).runs.map(one => one.id);
		assert.deepEqual(await runsOf('out/churn.bin'), [run]);
		assert.deepEqual([await runsOf('out/other.bin'), await runsOf('churn.bin')], [[], []], 'of another name, of other bytes');
		rmSync(join(folder, 'mlruns/1', run, 'artifacts/churn.bin'));
		symlinkSync('/etc/hostname', join(folder, 'mlruns/1', run, 'artifacts/churn.bin'));
		assert.deepEqual(await runsOf('out/churn.bin'), []);
	});

	it('ties a booster that the script saved itself to the run that logged the same one as a model', async () => {
		const folder = await workspace();
		const run = answerOf(fixture).models?.[0]?.run ?? '';
		const artifacts = join(folder, 'mlruns/1/models', `m-${'0'.repeat(32)}`, 'artifacts');
		cpSync('test/fixtures/formats/mlflow/xgboost', artifacts, { recursive: true });
		writeFileSync(join(artifacts, 'MLmodel'), readFileSync(join(artifacts, 'MLmodel'), 'utf8').replace('model_id: null', `model_id: null\nrun_id: ${run}`));
		mkdirSync(join(folder, 'out'));
		cpSync(join(artifacts, 'model.ubj'), join(folder, 'out/churn.ubj'));
		const facts = await gatherFacts({ workspace: folder, path: join(folder, 'out/churn.ubj'), sqlite: openSqlite });
		assert.deepEqual([facts.runs.map(one => one.id), byName(facts.params)['lr'], facts.warnings], [[run], 0.00002, []], 'with its settings, which such a file lacks');
	});

	it('says in one sentence that it is damaged, and passes over what is none', async () => {
		const folder = await workspace();
		const bytes = readFileSync(join(folder, 'mlflow.db'));
		writeFileSync(join(folder, 'mlflow.db'), bytes.subarray(0, bytes.indexOf('latest_metrics') + 4096));
		writeFileSync(join(folder, 'mlflow.db-wal'), '');
		await assert.rejects(readDatabase(folder), /^RegistryError: mlflow\.db is damaged: SQLite says '[^']+'\.$/);
		writeFileSync(join(folder, 'mlflow.db'), 'latest_metrics, but no SQLite');
		assert.deepEqual(await readDatabase(folder), []);
	});
});
