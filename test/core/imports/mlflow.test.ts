import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { answer, bring, planned, records, unpack, withStore } from './unpacked';

interface Answer {
	readonly models: readonly {
		readonly name: string; readonly description: string | null; readonly tags: Readonly<Record<string, string>>; readonly aliases: Readonly<Record<string, string | number>>;
		readonly versions: readonly {
			readonly version: string; readonly stage: string; readonly description: string | null; readonly tags: Readonly<Record<string, string>>; readonly created: number; readonly run: string; readonly source: string;
			readonly params: Readonly<Record<string, string>>; readonly metrics: Readonly<Record<string, number>>;
		}[];
	}[];
}

const names: Readonly<Record<string, string>> = { 'Defect Detector (line 2)': 'Defect-Detector-line-2' };
const elsewhere = ['6', '7'];

for (const name of ['2.17.2', '3.17.2', '3.17.2-sqlite']) {
	describe(`MLflow's registry as ${name} left it`, () => {
		const expected = answer<Answer>(`mlflow/${name}`);

		it('comes in as its own client tells it', () => withStore(`mlflow/${name}`, async (workspace, registry) => {
			const { plan, result } = await bring(registry, 'mlflow');
			assert.deepEqual([result.failed, result.cancelled, plan.warnings], [[], false, []]);
			assert.deepEqual((await registry.models()).map(model => model.name).sort(), expected.models.filter(one => one.name !== 'greeting').map(one => names[one.name] ?? one.name).sort());
			for (const model of expected.models.filter(one => one.name !== 'greeting')) {
				const here = names[model.name] ?? model.name;
				assert.equal(await registry.readCard(here), model.description ?? undefined);
				const { tags, aliases } = await registry.model(here);
				assert.equal(tags['team'], model.tags['team']);
				assert.equal(tags['api_key'], undefined, 'a secret');
				assert.equal(tags['imported-from'], `mlflow:${name.endsWith('sqlite') ? 'mlflow.db' : 'mlruns'}/${model.name}`);
				const { versions } = await registry.versions({ model: here, archived: 'both', ascending: true });
				assert.deepEqual(versions.map(one => String(one.number)), model.versions.map(one => one.version).filter(one => !elsewhere.includes(one)), 'the numbers are those of MLflow');
				for (const one of model.versions) {
					const version = versions.find(other => other.tags['mlflow.version'] === one.version);
					if (elsewhere.includes(one.version)) { assert.equal(version, undefined); continue; }
					assert.ok(version);
					assert.equal(version.tags['mlflow.created'], new Date(one.created).toISOString());
					assert.equal(version.tags['mlflow.run'], one.run);
					assert.deepEqual([version.tags['reviewed'], version.tags['data/cut'], version.tags['hf_token']], [one.tags['reviewed'], one.tags['data/cut'], undefined]);
					assert.equal(version.notes, one.description ?? '');
					assert.equal(version.archived, one.stage === 'Archived');
					assert.deepEqual(version.metrics, one.metrics);
					for (const [param, value] of Object.entries(one.params)) { assert.equal(version.written[`params.${param}`] ?? String(version.params[param]), param === 'C' ? one.params['C']?.replace(/\.0$/, '') ?? value : value, param); }
					assert.equal(version.framework, 'scikit-learn');
					const details = await registry.versionDetails(version.id);
					assert.deepEqual(details.facts.runs.map(run => [run.tool, run.id]), [['mlflow', one.run]]);
					assert.deepEqual((await registry.histories(version.id))['loss']?.values.slice(0, 3), [1, 1 / 2, 1 / 3]);
					assert.match(version.artifact.path, /^mlruns\/\d+\/(?:models\/m-)?[0-9a-f]{32}\/artifacts(?:\/|$)/);
					assert.ok(details.files.some(file => file.path === 'MLmodel'));
				}
				const wanted: Record<string, string> = Object.fromEntries(Object.entries(model.aliases).map(([alias, version]) => [alias, String(version)]));
				for (const one of model.versions) { const stage = one.stage.toLowerCase(); if (stage === 'production' || stage === 'staging') { wanted[stage] = one.version; } }
				delete wanted['elsewhere'];
				const found = Object.fromEntries(aliases.map(alias => [alias.name, versions.find(one => one.id === alias.version)?.tags['mlflow.version']]));
				assert.deepEqual(found, wanted);
			}
			assert.deepEqual((await registry.verify([])).filter(one => one.state !== 'ok'), []);
			assert.equal(existsSync(join(workspace.folder, '.model-registry/artifacts/tmp')), false);
		}));

		it('tells what can\'t come, and why', () => withStore(`mlflow/${name}`, async (_, registry) => {
			const plan = await registry.planImport('mlflow');
			assert.deepEqual(planned(plan), { churn: { 1: 'register', 2: 'register', 3: 'register', 4: 'register', 6: 'skip', 7: 'skip' }, 'Defect-Detector-line-2': { 1: 'register' } });
			assert.deepEqual(plan.versions.filter(one => one.action === 'skip').map(one => one.why), [
				'Its bytes are at s3://bucket/models/churn, not in this workspace folder. Download them, and register them by hand.',
				'Its bytes were registered from file:///srv/models/churn, which isn\'t in this workspace folder. Bring them here, or register them by hand.',
			]);
			assert.deepEqual(plan.aliases.filter(one => one.action === 'keep').map(one => [one.alias, one.why]), [['elsewhere', 'Its version 6 isn\'t here.']]);
			assert.equal((await registry.models()).length, 0, 'a plan changes nothing');
		}));

		it('changes nothing when it comes in again, wherever one points at it', () => withStore(`mlflow/${name}`, async (workspace, registry) => {
			await bring(registry, 'mlflow');
			const before = records(workspace);
			for (const path of [undefined, '.', workspace.folder, name.endsWith('sqlite') ? 'mlflow.db' : 'mlruns']) {
				const { plan, result } = await bring(registry, 'mlflow', path);
				assert.ok(plan.versions.every(one => one.action !== 'register' && one.changes.length === 0), String(path));
				assert.deepEqual([result.registered, result.changed, result.models, result.aliases, result.failed], [[], [], [], [], []]);
			}
			assert.deepEqual(records(workspace), before);
			// Another object on the same folder, as the next session is.
			assert.deepEqual((await workspace.open().planImport('mlflow')).versions.filter(one => one.action === 'register'), []);
			// A plan that was made before, and is run late.
			const late = workspace.open();
			const stale = { ...(await late.planImport('mlflow')) };
			await late.runImport({ ...stale, versions: stale.versions.map(one => (one.action === 'exists' ? { ...one, action: 'register' as const } : one)) });
			assert.deepEqual(records(workspace), before);
		}));
	});
}

describe('MLflow\'s registry that was moved', () => {
	it('is found below a folder, and its files by the end of their paths', () => withStore('mlflow/3.17.2-sqlite', async (workspace, registry) => {
		mkdirSync(join(workspace.folder, 'tracking'));
		for (const one of ['mlruns', 'mlflow.db']) { renameSync(join(workspace.folder, one), join(workspace.folder, 'tracking', one)); }
		await assert.rejects(registry.planImport('mlflow'), { reason: 'nothing-to-import' });
		const { plan, result } = await bring(registry, 'mlflow', 'tracking');
		assert.deepEqual([plan.stores, result.registered.length, result.failed], [['mlflow:tracking/mlflow.db'], 5, []]);
		const version = await registry.versionDetails('churn@champion');
		assert.deepEqual([version.metrics['auc'], version.facts.runs.length], [0.903, 1]);
	}));

	it('brings its runs along when they stand apart from the bytes', () => withStore('mlflow/3.17.2-sqlite', async (workspace, registry) => {
		mkdirSync(join(workspace.folder, 'tracking'));
		renameSync(join(workspace.folder, 'mlflow.db'), join(workspace.folder, 'tracking/mlflow.db'));
		mkdirSync(join(workspace.folder, 'tracking/mlartifacts'));
		renameSync(join(workspace.folder, 'mlruns/1'), join(workspace.folder, 'tracking/mlartifacts/1'));
		await bring(registry, 'mlflow', 'tracking');
		const version = await registry.versionDetails('churn@champion');
		assert.deepEqual([version.params['lr'], version.metrics['auc'], version.facts.runs.map(run => run.name)], [2e-5, 0.903, ['calm-owl-3']]);
	}));

	it('is read once where it was migrated, and known again by those who had imported it before', () => withStore('mlflow/2.17.2', async (workspace, registry) => {
		await bring(registry, 'mlflow');
		unpack('mlflow/2.17.2-migrated', workspace.folder);
		const before = records(workspace);
		const { plan, result } = await bring(registry, 'mlflow');
		assert.deepEqual(plan.stores, ['mlflow:mlflow.db', 'mlflow:mlruns']);
		assert.deepEqual([result.registered, result.aliases, result.failed], [[], [], []]);
		assert.deepEqual(plan.versions.filter(one => one.action !== 'skip').map(one => [one.action, one.store]), Array.from({ length: 5 }, () => ['exists', 'mlflow:mlflow.db']));
		assert.deepEqual(records(workspace), before);
	}));

	it('is read once where it comes in after it was migrated', () => withStore('mlflow/2.17.2-migrated', async (_, registry) => {
		const { plan, result } = await bring(registry, 'mlflow');
		assert.deepEqual(planned(plan), { churn: { 1: 'register', 2: 'register', 3: 'register', 4: 'register', 6: 'skip', 7: 'skip' }, 'Defect-Detector-line-2': { 1: 'register' } });
		assert.deepEqual([result.registered.length, result.failed], [5, []]);
	}));

	it('says so where there is none', () => withStore('mlflow/2.17.2', async (workspace, registry) => {
		workspace.write('empty/readme.md', 'nothing');
		await assert.rejects(registry.planImport('mlflow', 'empty'), { message: 'empty has no MLflow registry: no mlruns folder with models in it, and no mlflow.db. Pass the folder that holds it.' });
		await assert.rejects(registry.planImport('mlflow', 'gone'), { reason: 'not-found' });
		await assert.rejects(registry.planImport('mlflow', '..'), { reason: 'outside' });
		assert.ok(readFileSync(join(workspace.folder, 'mlruns/models/churn/meta.yaml')).length > 0);
	}));
});
