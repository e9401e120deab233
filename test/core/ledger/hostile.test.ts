import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Database } from '../../../src/core/database/database';
import { refresh } from '../../../src/core/database/refresh';
import { RegistryError } from '../../../src/core/errors';
import { silentLog } from '../../../src/core/log';
import { sha256 } from '../../../src/core/records/canonical';
import { evidenceFolder } from '../../../src/core/records/evidence';
import { PackShelf } from '../../../src/core/records/packShelf';
import type { RegistryRecord } from '../../../src/core/records/kinds';
import { fileOf, header, idOf, registered } from '../support/records';
import { withWorkspace, type Workspace } from '../support/workspace';

function put(workspace: Workspace, record: RegistryRecord): string {
	const { month, file, text } = fileOf(record);
	workspace.write(`.model-registry/records/${month}/${file}`, text);
	return `.model-registry/records/${month}`;
}

/** Evidence as a record names it. */
function evidence(workspace: Workspace, text: string | Uint8Array): string {
	const digest = sha256(text);
	workspace.write(`.model-registry/evidence/${digest.slice(0, 2)}/${digest.slice(2)}.gz`, gzipSync(text));
	return digest;
}

describe('a registry that somebody else wrote', () => {
	it('opens where evidence holds no values: the version stands without them', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const wrong = ['null', '7', '"text"', '[1, 2]', '{"a": {"b": 1}}', '{"__proto__": 1}', '{"a": [[1]]}'];
		for (const [at, text] of wrong.entries()) {
			const record = registered(at, `m${at}`, 1) as Extract<RegistryRecord, { kind: 'version.registered' }>;
			const digest = evidence(workspace, text);
			put(workspace, { ...record, params: undefined, metrics: undefined, inputs: undefined, evidence: { params: [digest], metrics: [digest], inputs: [digest], notes: [digest] } } as RegistryRecord);
		}
		const { versions } = await registry.versions({ order: 'oldest' as never });
		assert.equal(versions.length, wrong.length);
		for (const { params, metrics } of versions) { assert.deepEqual([params, metrics], [{}, {}]); }
	}));

	it('gives no more evidence at once than a model can have, however often a record names it', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		await workspace.version(registry, 'churn');
		const digest = evidence(workspace, Buffer.alloc(60 << 20, 32));
		put(workspace, { ...header(5, 'churn'), kind: 'card.written', parts: Array.from({ length: 5 }, () => digest), replaces: [] });
		await registry.refresh();
		await assert.rejects(registry.readCard('churn'), error => RegistryError.is(error, 'damaged-file') && /MiB/.test(error.message));
	}));

	it('reads no device and waits for no pipe in the place of its files', function () {
		if (process.platform === 'win32') { this.skip(); }
		return withWorkspace(async workspace => {
			const registry = await workspace.initialised();
			execFileSync('mkfifo', [join(workspace.folder, '.model-registry/registry.sqlite')]);
			assert.deepEqual(await registry.models(), []);
			rmSync(join(workspace.folder, '.model-registry/registry.json'));
			symlinkSync('/dev/null', join(workspace.folder, '.model-registry/registry.json'));
			await assert.rejects(workspace.open().config(), /not a regular file/);
		});
	});

	it('still takes records after one with an id at the end of time', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		put(workspace, { ...header(1, 'churn'), id: '06K7MS3A00ABCDEFGHJKMN0000', kind: 'model.created' });
		const ref = await workspace.version(registry, 'churn');
		await registry.close();
		rmSync(join(workspace.folder, '.model-registry/registry.sqlite'), { force: true });
		const again = workspace.open();
		assert.equal((await again.version(ref)).ref, ref);
		assert.deepEqual(await again.problems(), []);
	}));

	it('with a damaged record and a clock that is ahead tells of it once', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const month = put(workspace, { ...header(1, 'churn'), kind: 'model.created' });
		workspace.write(`${month}/${idOf(3)}-0123456789ab.json`, 'damaged');
		const ahead = new Date(Date.now() + 3_600_000);
		utimesSync(join(workspace.folder, month), ahead, ahead);
		assert.equal((await registry.problems()).length, 1);
		let fired = 0;
		registry.onDidChange(() => fired++);
		await registry.refresh();
		await registry.refresh();
		assert.equal(fired, 0);
		assert.equal((await registry.problems()).length, 1);
	}));
});

describe('a look at the records folder that fails halfway', () => {
	it('is done again by the next one', () => withWorkspace(async workspace => {
		const record = registered(1, 'churn', 1) as Extract<RegistryRecord, { kind: 'version.registered' }>;
		const month = put(workspace, { ...record, evidence: { notes: [evidence(workspace, '"note"')] } });
		const long = new Date(Date.now() - 60_000);
		utimesSync(join(workspace.folder, month), long, long);
		const records = dirname(join(workspace.folder, month));
		const [db, whole] = [await Database.empty(), evidenceFolder(join(workspace.folder, '.model-registry/evidence'))];
		const broken = { ...whole, readJson: () => Promise.reject(new Error('the disk was pulled')) };
		const place = { records, packs: new PackShelf(records), log: silentLog };
		await assert.rejects(refresh(db, { ...place, evidence: broken }), /pulled/);
		assert.equal(await refresh(db, { ...place, evidence: whole }), 1);
		assert.equal(db.all('select id from version').length, 1);
		db.close();
	}));
});

describe('what is too long for a record', () => {
	it('is refused in a sentence when somebody wrote it', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const ref = await workspace.version(registry, 'churn');
		await assert.rejects(registry.setAlias(ref, 'staging', 'x'.repeat(2001)), error => RegistryError.is(error, 'bad-value') && /reason/.test(error.message) && /2000/.test(error.message));
		workspace.write('a.bin', 'other');
		await assert.rejects(registry.register('a.bin', { model: 'churn', tags: { 'no tag': 'x' } }), error => RegistryError.is(error, 'bad-value') && /no tag/.test(error.message));
		await assert.rejects(registry.register('a.bin', { model: 'churn', tags: { team: 'x'.repeat(1001) } }), error => RegistryError.is(error, 'bad-value'));
		assert.equal((await registry.versions()).total, 1);
	}));

	it('is cut or left out when a file says it', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const path = workspace.write('model.bin', 'bytes');
		const { facts } = await registry.inspect(path);
		const long = 'x'.repeat(5000);
		const source = { tool: long, path: 'model.bin', field: long };
		const { version } = await registry.register(path, { model: 'churn', facts: {
			...facts, kind: long, format: long, framework: long, library: long, summary: long,
			params: [{ name: long, value: 1, source, certainty: 'likely' }, { name: 'lr', value: 0.1, source, certainty: 'likely' }],
			metrics: [{ name: long, value: 1, source, certainty: 'likely' }, { name: 'auc', value: 0.9, source, certainty: 'likely' }],
			inputs: [{ relation: 'trained-on', name: long, uri: long, source, certainty: 'likely' }],
			runs: [{ tool: long, id: long, name: long, path: 'runs/1', hardware: long }],
			environment: { [long]: '1', torch: long },
			warnings: [{ code: long, message: long }],
			disagreements: [{ what: long, why: long, chosen: { text: long, source }, others: [{ text: long, source }] }],
		} });
		assert.deepEqual([version.params, version.metrics], [{ lr: 0.1 }, { auc: 0.9 }]);
		const details = await registry.versionDetails(version.ref);
		assert.equal(details.facts.runs[0]?.path, 'runs/1');
		assert.equal(details.facts.warnings[0]?.message.length, 2000);
	}));
});
