import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { withWorkspace, type Workspace } from '../support/workspace';
import { bring } from './unpacked';

const run = '0'.repeat(32), logged = `m-${'1'.repeat(32)}`;

/** A file store with one model of one version, whose bytes are said to be somewhere. */
function store(workspace: Workspace, source: string, more = ''): void {
	workspace.write('mlruns/models/net/meta.yaml', 'name: net\n');
	workspace.write('mlruns/models/net/version-1/meta.yaml', `name: net\nversion: 1\ncreation_timestamp: 1\ncurrent_stage: None\nstatus: READY\nsource: ${JSON.stringify(source)}\nrun_id: ${run}\n${more}`);
	workspace.write(`mlruns/1/${run}/artifacts/model/model.bin`, 'bytes');
}

describe('an MLflow registry that is meant badly, or stale', () => {
	const refused: readonly (readonly [string, RegExp])[] = [
		['../../../etc/passwd', /^MLflow names a path for its bytes that leads out of its folder \(\.\.\/\.\.\/\.\.\/etc\/passwd\), so they are not looked for\.$/],
		['file:///x/%2e%2e/%2e%2e/etc', /leads out of its folder/],
		[`runs:/${run}/../../../..`, /leads out of its folder/],
		[`runs:/${run}/model/../../../../../etc`, /leads out of its folder/],
		[`models:/${logged}/../x`, /leads out of its folder/],
		[`mlflow-artifacts:/1/${run}/artifacts/../../..`, /leads out of its folder/],
		['/etc/passwd', /^Its bytes were registered from \/etc\/passwd, which isn't in this workspace folder\./],
		['C:\\Users\\ana\\models\\net', /^Its bytes were registered from ~\\models\\net, which isn't/],
		['/home/ana/models/net', /^Its bytes were registered from ~\/models\/net, which isn't/],
		['s3://AKIA:secret@bucket/models?sig=abcdef', /^Its bytes are at s3:\/\/bucket\/models, not in this workspace folder\./],
		['dbfs:/databricks/x', /^Its bytes are at dbfs:\/databricks\/x,/],
		[`models:/${logged}`, /^Its logged model m-1{32} isn't in mlruns\./],
		['models:/net/1', /^Its bytes are those of models:\/net\/1, which isn't in this registry\.$/],
		['models:/other/3', /which isn't in this registry\.$/],
		[`runs:/${'9'.repeat(32)}/model`, /aren't in mlruns\./],
		['.model-registry', /isn't in this workspace folder/],
		['', /^MLflow doesn't say where its bytes are\.$/],
		['a\u0000b', /isn't in this workspace folder/],
	];
	for (const [source, why] of refused) {
		it(`names ${JSON.stringify(source)}`, () => withWorkspace(async workspace => {
			const registry = await workspace.initialised();
			store(workspace, source);
			const { plan, result } = await bring(registry, 'mlflow');
			assert.deepEqual([plan.versions.map(one => one.action), result.registered, result.failed], [['skip'], [], []]);
			assert.match(plan.versions[0]?.why ?? '', why);
			assert.doesNotMatch(JSON.stringify(plan), /secret@|sig=/);
		}));
	}

	const found: readonly string[] = [
		`file:///elsewhere/project/mlruns/1/${run}/artifacts/model`, `/elsewhere/mlruns/1/${run}/artifacts/model`, `C:\\lab\\mlruns\\1\\${run}\\artifacts\\model`, `file:///C:/lab/mlruns/1/${run}/artifacts/model`,
		`mlruns/1/${run}/artifacts/model`, `./mlruns/1/${run}/artifacts/model`, `runs:/${run}/model`, `mlflow-artifacts:/1/${run}/artifacts/model`, `file:///elsewhere/with%20space/mlruns/1/${run}/artifacts/model/`,
	];
	for (const source of found) {
		it(`finds ${source}`, () => withWorkspace(async workspace => {
			const registry = await workspace.initialised();
			store(workspace, source);
			assert.equal((await registry.planImport('mlflow')).versions[0]?.from, `mlruns/1/${run}/artifacts/model`);
		}));
	}

	it('leads out by links', () => withWorkspace(async workspace => withWorkspace(async other => {
		const registry = await workspace.initialised();
		other.write('model/secret.bin', 'secret');
		store(workspace, `runs:/${run}/link`);
		symlinkSync(join(other.folder, 'model'), join(workspace.folder, `mlruns/1/${run}/artifacts/link`));
		const { plan, result } = await bring(registry, 'mlflow');
		assert.deepEqual([plan.versions.map(one => one.action), result.registered], [['skip'], []]);
		// A link inside the folder that is registered.
		store(workspace, `runs:/${run}/model`);
		symlinkSync(join(other.folder, 'model'), join(workspace.folder, `mlruns/1/${run}/artifacts/model/link`));
		const again = await bring(registry, 'mlflow');
		assert.deepEqual([again.result.registered, again.result.failed.length], [[], 1]);
		assert.match(again.result.failed[0]?.why ?? '', /link is outside /);
	})));

	it('points versions at each other in a circle', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		store(workspace, 'models:/net/2');
		workspace.write('mlruns/models/net/version-2/meta.yaml', 'name: net\nversion: 2\nsource: models:/net/1\nstatus: READY\n');
		assert.deepEqual((await registry.planImport('mlflow')).versions.map(one => one.action), ['skip', 'skip']);
	}));

	it('has versions that are not finished, numbered past all measure, or in a file that is none', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		store(workspace, `runs:/${run}/model`);
		const version = (name: string, text: string) => workspace.write(`mlruns/models/net/${name}/meta.yaml`, text);
		version('version-2', `version: 2\nstatus: FAILED_REGISTRATION\nsource: runs:/${run}/model\n`);
		version('version-999999999999999', `version: 999999999999999\nstatus: READY\nsource: runs:/${run}/model\n`);
		version('version-3', 'version: [\n');
		version('version-x', 'version: x\n');
		version('version-4', `a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]\nf: [*e, *e, *e, *e, *e, *e, *e, *e, *e]\n`);
		execFileSync('mkfifo', [join(workspace.folder, 'mlruns/models/net/aliases')]);
		const { plan, result } = await bring(registry, 'mlflow');
		assert.deepEqual(plan.warnings.map(one => one.code), ['damaged-file', 'damaged-file']);
		assert.deepEqual(plan.versions.map(one => [one.version, one.action]).sort(), [['1', 'register'], ['2', 'skip'], ['999999999999999', 'register']]);
		assert.deepEqual([result.failed, (await registry.versions({ model: 'net' })).versions.map(one => one.number).sort()], [[], [1, 2]]);
	}));

	it('has names, tags and texts as nobody may write them here', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		store(workspace, `runs:/${run}/model`, `description: ${JSON.stringify(`see /home/ana/notes\n${'x'.repeat(50_000)}`)}\nuser_id: "a\\nb"\n`);
		workspace.write('mlruns/models/net/meta.yaml', 'name: "../..//net\\u202e\\u0000"\ndescription: "key hf_0123456789012345678901234567890123"\n');
		for (const [tag, value] of [['imported-from', 'mlflow:other/x/1'], ['mlflow.version', '9'], ['a b', '1'], ['-', 'x'], ['long', 'y'.repeat(5000)], ['home', '/home/ana/x'], ['password', 'abc'], ['url', 'https://me:pw@host/']] as const) {
			workspace.write(`mlruns/models/net/version-1/tags/${tag}`, value);
		}
		for (let i = 0; i < 300; i++) { workspace.write(`mlruns/models/net/version-1/tags/many-${i}`, 'z'.repeat(900)); }
		for (const alias of ['latest', 'v7', '12', 'a b', '...', '\u202eup']) { workspace.write(`mlruns/models/net/aliases/${alias}`, '1'); }
		workspace.write('mlruns/models/net/aliases/nowhere', '44');
		const { plan, result } = await bring(registry, 'mlflow');
		assert.deepEqual(result.failed, []);
		const [version] = (await registry.versions({})).versions;
		assert.equal(version?.model, 'net');
		assert.deepEqual([version?.tags['imported-from'], version?.tags['mlflow.version'], version?.tags['a-b'], version?.tags['home'], version?.tags['password'], version?.tags['url'], version?.tags['long']?.length], ['mlflow:mlruns/../..//net\uFFFD\uFFFD/1', '1', '1', '~/x', undefined, undefined, 1000]);
		assert.ok(Object.keys(version?.tags ?? {}).length < 30);
		assert.ok(version?.notes.startsWith('see ~/notes\nxxx') && version.notes.length < 31_000);
		assert.equal(await registry.readCard('net'), undefined, 'a secret');
		assert.deepEqual(version.aliases.toSorted(), ['a-b', 'up']);
		assert.deepEqual(plan.aliases.filter(one => one.action === 'keep').map(one => one.alias).sort(), ['...', '12', 'latest', 'nowhere', 'v7']);
		const again = await bring(registry, 'mlflow');
		assert.deepEqual([again.result.registered, again.result.changed, again.result.aliases, again.result.failed], [[], [], [], []]);
	}));

	it('is a database of something else, cut off, or no database', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write('mlflow.db', 'no database');
		await assert.rejects(registry.planImport('mlflow'), { reason: 'nothing-to-import' });
		workspace.write('mlflow.db', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.from('registered_models'), Buffer.alloc(4000, 7)]));
		await assert.rejects(registry.planImport('mlflow'), { reason: 'damaged-file' });
		mkdirSync(join(workspace.folder, 'dir.db'));
		await assert.rejects(registry.planImport('mlflow', 'dir.db'), { reason: 'nothing-to-import' });
		assert.equal(existsSync(join(workspace.folder, '.model-registry/artifacts')), false);
	}));
});
