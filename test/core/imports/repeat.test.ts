import assert from 'node:assert/strict';
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../support/workspace';
import { bring, records, withStore } from './unpacked';

const store = 'mlflow/2.17.2';

function edit(workspace: Workspace, path: string, change: (text: string) => string): void {
	const file = join(workspace.folder, path);
	writeFileSync(file, change(readFileSync(file, 'utf8')));
}

describe('an import that is repeated', () => {
	it('brings what is new there: a version, a tag, a note, a stage, aliases', () => withStore(store, async (workspace, registry) => {
		await bring(registry, 'mlflow');
		const models = 'mlruns/models/churn';
		cpSync(join(workspace.folder, models, 'version-1'), join(workspace.folder, models, 'version-8'), { recursive: true });
		edit(workspace, `${models}/version-8/meta.yaml`, text => text.replace('version: 1\n', 'version: 8\n').replace(/creation_timestamp: \d+/, 'creation_timestamp: 1795999999999').replace('Archived', 'None'));
		workspace.write(`${models}/version-2/tags/reviewed`, 'twice');
		workspace.write(`${models}/version-2/tags/fresh`, 'yes');
		edit(workspace, `${models}/version-3/meta.yaml`, text => text.replace('description: null', 'description: Now with a word.').replace('Staging', 'Archived'));
		edit(workspace, `${models}/version-1/meta.yaml`, text => text.replace('Archived', 'None'));
		workspace.write(`${models}/aliases/champion`, '8');
		rmSync(join(workspace.folder, models, 'aliases/challenger'));
		edit(workspace, `${models}/meta.yaml`, text => text.replace('Who leaves within a month.', 'Who leaves within a week.'));

		const { plan, result } = await bring(registry, 'mlflow');
		assert.deepEqual(result.failed, []);
		assert.deepEqual(result.registered.map(({ version }) => version.ref), ['churn@v8'], 'its number there, though 5 to 7 never came');
		assert.deepEqual(plan.aliases.filter(one => one.action !== 'stands' && one.action !== 'keep').map(one => [one.alias, one.action, one.version]).sort(), [['challenger', 'remove', null], ['champion', 'set', '8'], ['staging', 'remove', null]]);
		const [one, two, three] = await Promise.all(['churn@v1', 'churn@v2', 'churn@v3'].map(ref => registry.version(ref)));
		assert.deepEqual([two?.tags['reviewed'], two?.tags['fresh'], three?.notes, three?.archived, one?.archived], ['twice', 'yes', 'Now with a word.', true, false]);
		assert.deepEqual((await registry.model('churn')).aliases.map(alias => alias.name).sort(), ['champion', 'production']);
		assert.equal((await registry.version('churn@champion')).number, 8);
		assert.equal(await registry.readCard('churn'), '# Churn\n\nWho leaves within a week.');
		const before = records(workspace);
		await bring(registry, 'mlflow');
		assert.deepEqual(records(workspace), before);
	}));

	it('leaves alone what somebody has changed here, and tells', () => withStore(store, async (workspace, registry) => {
		await bring(registry, 'mlflow');
		await registry.setAlias('churn@v3', 'champion', 'better on holdout');
		await registry.removeAlias('churn', 'challenger');
		await registry.setTags({ ref: 'churn@v2' }, { reviewed: 'no' });
		await registry.setTags({ model: 'churn' }, { team: 'core' });
		await registry.writeCard('churn', 'Ours.');
		await registry.restore('churn@v1', 'needed again');
		await registry.archive('churn@v4', 'leaks');
		await registry.renameModel('Defect-Detector-line-2', 'defects');
		const before = records(workspace);
		const { plan, result } = await bring(registry, 'mlflow');
		assert.deepEqual(records(workspace), before);
		assert.deepEqual([result.registered, result.changed, result.models, result.aliases, result.failed], [[], [], [], [], []]);
		assert.deepEqual(plan.aliases.filter(one => one.action === 'keep').map(one => [one.alias, one.why]).sort(), [
			['challenger', 'It was removed here.'], ['champion', 'It was moved here, to v3.'], ['elsewhere', "Its version 6 isn't here."],
		]);
		assert.deepEqual(plan.versions.flatMap(one => one.changes.map(change => (change.do === 'keep' ? change.why : change))), [
			'It was restored here, and it is archived in MLflow.', "The tag reviewed was changed here, to 'no'; there it is 'yes'.",
		]);
		assert.deepEqual(plan.models.map(one => [one.model, one.why]), [
			['defects', undefined], ['churn', "Its tag team is 'core' here and 'growth' there; it stays. Its card was written here; the description there is another one."], ['empty', undefined],
		]);
	}));

	it('moves an alias that was moved there, back and forth', () => withStore(store, async (workspace, registry) => {
		await bring(registry, 'mlflow');
		for (const version of ['3', '2', '1']) {
			workspace.write('mlruns/models/churn/aliases/champion', version);
			await bring(registry, 'mlflow');
			assert.equal((await registry.version('churn@champion')).tags['mlflow.version'], version);
		}
		const history = await registry.history({ model: 'churn', alias: 'champion' });
		assert.ok(history.length === 4 && history.every(one => one.reason === 'Imported from mlflow:mlruns'));
	}));

	it('takes bytes that were registered by hand for the version that they are', () => withStore(store, async (workspace, registry) => {
		const run = readdirSync(join(workspace.folder, 'mlruns')).find(name => /^\d{2,}$/.test(name)) ?? '';
		const plan = await registry.planImport('mlflow');
		const path = plan.versions.find(one => one.version === '3')?.from ?? run;
		const mine = await registry.register(path, { model: 'churn', notes: 'By hand.' });
		const { result } = await bring(registry, 'mlflow');
		assert.equal(result.registered.length, 5);
		const { versions } = await registry.versions({ model: 'churn', archived: 'both' });
		// Versions 3 and 4 have the same bytes: one of them is mine, and the other one is another version.
		assert.equal(versions.length, 4);
		const third = versions.find(one => one.tags['mlflow.version'] === '3');
		assert.deepEqual([third?.id, third?.notes], [mine.version.id, 'By hand.']);
		assert.equal(versions.find(one => one.tags['mlflow.version'] === '4')?.artifact.digest, mine.version.artifact.digest);
		const before = records(workspace);
		await bring(registry, 'mlflow');
		assert.deepEqual(records(workspace), before);
	}));

	it('never makes one model of two, and goes on with the names that it gave', () => withStore(store, async (workspace, registry) => {
		cpSync(join(workspace.folder, 'mlruns/models/Defect Detector (line 2)'), join(workspace.folder, 'mlruns/models/Defect Detector [line 2]'), { recursive: true });
		edit(workspace, 'mlruns/models/Defect Detector [line 2]/meta.yaml', text => text.replace('(line 2)', '[line 2]'));
		workspace.write('taken.bin', 'bytes');
		await registry.register('taken.bin', { model: 'Churn' });
		const { plan } = await bring(registry, 'mlflow');
		assert.deepEqual(plan.models.map(one => [one.name, one.model]), [
			['Defect Detector (line 2)', 'Defect-Detector-line-2'], ['Defect Detector [line 2]', 'Defect-Detector-line-2-2'], ['churn', 'churn-2'], ['empty', 'empty'],
		]);
		assert.equal((await registry.versions({ model: 'Churn' })).total, 1);
		const before = records(workspace);
		await bring(registry, 'mlflow');
		assert.deepEqual(records(workspace), before);
	}));

	it('goes on where it was stopped', () => withStore(store, async (workspace, registry) => {
		const stop = new AbortController();
		const plan = await registry.planImport('mlflow');
		const first = await registry.runImport(plan, { signal: stop.signal, onProgress: ({ index }) => { if (index === 3) { stop.abort(); } } });
		assert.deepEqual([first.cancelled, first.registered.map(({ planned }) => planned.version)], [true, ['1', '2']]);
		assert.deepEqual(readdirSync(join(workspace.folder, '.model-registry/artifacts')), ['sha256'], 'nothing waits any more');
		const second = await registry.runImport(plan);
		assert.deepEqual([second.cancelled, second.registered.length, second.failed], [false, 3, []]);
		assert.deepEqual((await registry.model('churn')).aliases.map(alias => alias.name).sort(), ['challenger', 'champion', 'production', 'staging']);
	}));

	it('tells of a version that fails, and brings the others', () => withStore(store, async (workspace, registry) => {
		const plan = await registry.planImport('mlflow');
		rmSync(join(workspace.folder, plan.versions.find(one => one.version === '2')?.from ?? 'none'), { recursive: true });
		const result = await registry.runImport(plan);
		assert.deepEqual(result.registered.map(({ planned }) => `${planned.model} ${planned.version}`), ['churn 1', 'churn 3', 'churn 4', 'Defect-Detector-line-2 1']);
		assert.deepEqual(result.failed.map(one => one.what), ['churn 2']);
		assert.match(result.failed[0]?.why ?? '', /doesn't exist\. Check the path\.$/);
		assert.deepEqual((await registry.model('churn')).aliases.map(alias => alias.name).sort(), ['challenger', 'production', 'staging']);
	}));
});
