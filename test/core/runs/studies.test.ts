import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openRunFolder } from '../../../src/core/runs/folder';
import { optuna } from '../../../src/core/runs/optuna';
import { readOptunaJournal } from '../../../src/core/runs/optunaJournal';
import type { FoundRun, RunReader } from '../../../src/core/runs/reader';
import { trackio } from '../../../src/core/runs/trackio';
import { openSqlite } from './openSqlite';
import { byName, fixtures, workspaceOf } from './workspace';

async function unpacked(fixture: string, databases: readonly string[]): Promise<string> {
	const workspace = await workspaceOf(fixture);
	for (const name of databases) { writeFileSync(join(workspace, name), gunzipSync(readFileSync(join(fixtures, fixture, `${name}.gz`)))); }
	return workspace;
}

async function readWith(reader: RunReader, workspace: string, path = ''): Promise<readonly FoundRun[]> {
	const folder = await openRunFolder(workspace, path);
	assert.ok(folder);
	return reader.read(folder, { brief: false, sqlite: openSqlite });
}

interface Study { readonly best: { readonly number: number; readonly value: number; readonly params: Record<string, unknown> }; readonly trials: readonly { readonly state: string; readonly params: Record<string, unknown>; readonly intermediate: Record<string, number> }[] }

describe('Optuna', () => {
	for (const version of ['3.6.1', '5.0.0']) {
		it(`ties a file to the trial of ${version} whose very numbers it was made with`, async () => {
			const { studies } = JSON.parse(readFileSync(join(fixtures, 'optuna', version, 'expected.json'), 'utf8').replace(/\bNaN\b/g, 'null')) as { readonly studies: Record<string, Study> };
			const folder = await openRunFolder(await unpacked(`optuna/${version}`, ['optuna.db']), '');
			assert.ok(folder);
			const tied = async (params: Readonly<Record<string, unknown>>): Promise<readonly FoundRun[]> => optuna.read(folder, { brief: false, sqlite: openSqlite, of: { path: 'm.joblib', runIds: [], params: Object.entries(params).map(([name, value]) => ({ name: `clf.${name}`, value: value as number })) } });
			const trial = studies['sql']?.trials.find(one => one.state === 'COMPLETE' && one !== studies['sql']?.trials[studies['sql'].best.number]);
			const runs = await tied({ ...trial?.params, more: true });
			assert.deepEqual(runs.find(run => run.name === 'sql')?.outputs, [{ path: 'm.joblib' }]);
			assert.deepEqual(byName(runs.find(run => run.name === 'sql')?.params ?? []), trial?.params);
			assert.deepEqual(await tied({ ...trial?.params, lr: 0.5 }), [], 'another number');
			assert.deepEqual(await tied({ lr: Object.values(trial?.params ?? {}).find(value => typeof value === 'number' && !Number.isInteger(value)) }), [], 'one of several');
			assert.deepEqual(await tied({ layers: 1, act: 'relu' }), []);
		});

		it(`gives the best trial that ${version} gives, from its database and from its journal`, async () => {
			const { studies } = JSON.parse(readFileSync(join(fixtures, 'optuna', version, 'expected.json'), 'utf8').replace(/\bNaN\b/g, 'null')) as { readonly studies: Record<string, Study> };
			const runs = await readWith(optuna, await unpacked(`optuna/${version}`, ['optuna.db']));
			assert.deepEqual(runs.map(run => run.name).sort(), ['journal', 'sql']);
			for (const run of runs) {
				const study = studies[run.name ?? ''];
				assert.deepEqual(byName(run.params), study?.best.params);
				assert.deepEqual(byName(run.metrics), { value: study?.best.value, trials: study?.trials.length });
				assert.deepEqual(run.histories?.['intermediate'], { steps: [0, 1, 2], values: Object.values(study?.trials[study.best.number]?.intermediate ?? {}) });
				assert.ok(run.startedAt && run.endedAt && run.startedAt <= run.endedAt);
			}
		});

		it(`gives every trial of the journal of ${version}`, () => {
			const path = join(fixtures, 'optuna', version, 'optuna_journal.log');
			const { studies } = JSON.parse(readFileSync(join(fixtures, 'optuna', version, 'expected.json'), 'utf8').replace(/\bNaN\b/g, 'null')) as { readonly studies: Record<string, Study> };
			const text = readFileSync(path, 'utf8');
			const [study] = readOptunaJournal(text, path);
			assert.deepEqual(study?.trials.map(trial => trial.state), studies['journal']?.trials.map(trial => trial.state));
			const [cut] = readOptunaJournal(text.slice(0, text.length - 40), path);
			assert.equal(cut?.trials.length, study?.trials.length);
		});
	}
});

describe('Trackio 0.43.0', () => {
	it('gives the runs of a project that lies in the workspace', async () => {
		const runs = await readWith(trackio, await unpacked('trackio/0.43.0', ['trackio/churn.db']));
		const expected = (JSON.parse(readFileSync(join(fixtures, 'trackio/0.43.0/expected.json'), 'utf8')) as { readonly runs: Record<string, readonly number[]> }).runs;
		assert.deepEqual(runs.map(run => run.name).sort(), ['fast', 'slow']);
		for (const run of runs) {
			assert.deepEqual(run.histories?.['loss']?.values, expected[run.name ?? '']);
			assert.deepEqual([run.histories?.['nested.a']?.steps.length, byName(run.metrics)['acc'], byName(run.params)['net.layers']], [12, NaN, [64, 32]]);
		}
	});
});
