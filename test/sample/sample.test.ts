import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRegistry, type Registry } from '../../src/core/registry';
import { buildSample } from './build';
import { git } from './git';
import { weights } from './weights';

const day = 86_400_000;
const nobody = { by: { name: 'Nobody', email: 'nobody@example.com' }, at: new Date() };

describe('the sample project', () => {
	let folder: string;
	let registry: Registry;

	before(async function () {
		this.timeout(180_000);
		folder = await mkdtemp(join(tmpdir(), 'model-registry-sample-'));
		await buildSample(folder);
		registry = openRegistry({ folder });
	});

	after(async () => {
		await registry.close();
		await rm(folder, { recursive: true, force: true });
	});

	const all = async () => (await registry.versions({ archived: 'both', limit: 100 })).versions;

	it('has three models and twelve versions, one of them archived', async () => {
		const models = await registry.models();
		assert.deepEqual(models.map(({ name, versions, archived }) => [name, versions, archived]), [['churn', 5, 0], ['defects', 4, 0], ['sentiment', 3, 1]]);
		assert.deepEqual(models.map(model => model.primaryMetric), ['auc', 'mAP50', 'f1_macro']);
		assert.equal((await all()).length, 12);
		assert.deepEqual((await all()).filter(one => one.archived).map(one => one.ref), ['sentiment@v2']);
		assert.match(await registry.readCard('churn') ?? '', /^# churn\n/);
	});

	it('has aliases that read as people meant them', async () => {
		assert.equal((await registry.version('churn@production')).ref, 'churn@v4');
		assert.equal((await registry.version('churn@staging')).ref, 'churn@v5');
		assert.equal((await registry.version('sentiment@production')).ref, 'sentiment@v1');
		assert.equal((await registry.version('sentiment@staging')).ref, 'sentiment@v3');
	});

	it('has one conflict: two people moved the production of defects on two branches', async () => {
		const [conflict, ...others] = await registry.conflicts();
		assert.deepEqual(others, []);
		assert.equal(conflict?.model, 'defects');
		assert.equal(conflict.name, 'alias:production');
		assert.equal(conflict.before?.label, 'v2');
		assert.deepEqual(conflict.sides.map(side => [side.label, side.by.name]), [['v4', 'Rhea Kessler'], ['v3', 'Jonas Meier']]);
		assert.deepEqual([(await registry.version('defects@v3')).git?.branch, (await registry.version('defects@v4')).git?.branch], ['edge-latency', 'main']);
	});

	it('has two checkpoints that are not registered', async () => {
		const registered = (await registry.pathsRegistered()).map(one => one.path);
		const free = (await weights(folder)).filter(path => !registered.some(one => path === one || path.startsWith(`${one}/`)));
		assert.deepEqual(free, ['runs/resnet18-e40/resnet18_e40.pt', 'runs/roberta-lr2e4/checkpoint-4200/model.safetensors']);
		assert.ok(Date.now() - (await stat(join(folder, free[0] ?? ''))).mtimeMs > day, 'they were written when the step was taken');
	});

	it('makes claims in its reasons that its metrics bear out', async () => {
		const primary: Readonly<Record<string, string>> = { churn: 'auc', defects: 'mAP50', sentiment: 'f1_macro' };
		let claims = 0;
		for (const entry of await registry.history({ limit: 1000 })) {
			const [, other, , claimed] = /beats (v\d+)( on holdout)? by (0\.\d+)/.exec(entry.reason ?? '') ?? [];
			if (other === undefined) { continue; }
			const metric = primary[entry.model] ?? '';
			const [mine, theirs] = await Promise.all([entry.version, other].map(async label => (await registry.version(`${entry.model}@${label}`)).metrics[metric]));
			assert.equal(((mine ?? NaN) - (theirs ?? NaN)).toFixed(claimed?.length === 5 ? 3 : 4), claimed, `${entry.model} ${entry.version}: ${entry.reason}`);
			claims++;
		}
		assert.equal(claims, 5);
		assert.ok(((await registry.version('defects@v3')).metrics['latency_p95_ms'] ?? NaN) < 8, 'fits the 8 ms budget');
		const [v2, v3] = await Promise.all(['churn@v2', 'churn@v3'].map(ref => registry.version(ref)));
		assert.ok((v3?.metrics['auc'] ?? NaN) < (v2?.metrics['auc'] ?? NaN), 'v3 is a regression');
	});

	it('is spread over ninety days and two people, each version tied to the code that made it', async () => {
		const versions = await all();
		const ages = versions.map(one => (Date.now() - one.at.getTime()) / day);
		assert.ok(Math.max(...ages) > 80 && Math.max(...ages) < 90 && Math.min(...ages) < 3);
		assert.deepEqual([...new Set(versions.map(one => one.by.name))].sort(), ['Jonas Meier', 'Rhea Kessler']);
		for (const one of versions) {
			const written = new Date(await git(folder, nobody, 'show', '-s', '--format=%aI', one.git?.commit ?? ''));
			assert.ok(written < one.at, `${one.ref} was committed before it was registered`);
			assert.ok(await git(folder, nobody, 'rev-parse', '--verify', `refs/model-registry/${one.id}`));
		}
	});

	it('keeps the code of churn v5, which was never committed', async () => {
		const { git: tie } = await registry.version('churn@v5');
		assert.equal(tie?.dirty, true);
		const kept = await git(folder, nobody, 'show', `${tie.snapshot}:train/churn.py`);
		assert.equal(kept, (await readFile(join(folder, 'train/churn.py'), 'utf8')).trim());
		assert.notEqual(kept, await git(folder, nobody, 'show', 'HEAD:train/churn.py'));
		assert.deepEqual((await all()).filter(one => one.git?.dirty).map(one => one.ref), ['churn@v5']);
		assert.deepEqual((await git(folder, nobody, 'diff', '--name-only', 'HEAD')).split('\n'), ['models/churn/metrics.json', 'models/churn/params.yaml', 'train/churn.py', 'train/features.py']);
		assert.equal(await git(folder, nobody, 'ls-files', '--others', '--exclude-standard'), '');
	});

	it('merged the code of both branches, and kept main\'s weights beside main\'s metrics', async () => {
		assert.match(await git(folder, nobody, 'show', '-s', '--format=%s', ':/^Merge'), /edge-latency/);
		const code = await readFile(join(folder, 'train/defects.py'), 'utf8');
		assert.ok(code.includes('cosine') && code.includes('mirrored'));
		const v4 = await registry.version('defects@v4');
		assert.equal(await registry.digestOf(join(folder, 'models/defects/defects.safetensors')), v4.artifact.digest);
		assert.equal((JSON.parse(await readFile(join(folder, 'models/defects/metrics.json'), 'utf8')) as { mAP50: number }).mAP50, v4.metrics['mAP50']);
	});

	it('has all its bytes, and no record that was set aside', async () => {
		const states = await registry.verify([]);
		assert.equal(new Set(states.map(one => one.ref)).size, 12);
		assert.deepEqual(states.filter(one => one.state !== 'ok'), []);
		assert.deepEqual(await registry.problems(), []);
	});

	it('is the same after the database is deleted', async () => {
		const told = async (of: Registry) => ({ models: await of.models(), versions: (await of.versions({ archived: 'both', limit: 100 })).versions, conflicts: await of.conflicts(), history: await of.history({ limit: 1000 }) });
		const before = await told(registry);
		await registry.close();
		await rm(join(folder, '.model-registry/registry.sqlite'));
		registry = openRegistry({ folder });
		assert.deepEqual(await told(registry), before);
	});

	it('is built in empty folders only', async () => {
		const taken = await mkdtemp(join(tmpdir(), 'model-registry-sample-'));
		await writeFile(join(taken, 'thesis.md'), 'mine');
		await assert.rejects(buildSample(taken), /is not empty/);
		await rm(taken, { recursive: true });
	});
});
