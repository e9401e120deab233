import assert from 'node:assert/strict';
import { cli, done, json, workspace, type Workspace } from './cli';

describe('cli: evaluations and settings of a model', function () {
	// A process per step, on a machine that may be busy.
	this.timeout(90_000);
	let at: Workspace;
	before(async () => {
		at = await workspace();
		await at.put('holdout.csv', 'a,b\n1,2\n');
		for (const [i, auc] of [0.861, 0.874].entries()) {
			await at.put('churn.bin', `bytes ${i}`);
			await done(at.folder, 'register', 'churn.bin', '--model', 'churn', '--metric', `auc=${auc}`);
		}
	});

	it('are recorded from files of every kind and from the command line, and compared by context', async () => {
		await at.put('m.json', '{"auc": 0.8613, "nested": {"loss": NaN}, "note": "text"}');
		await at.put('sub/README.md', '# Elsewhere');
		await at.put('m.csv', 'metric,value\nauc,0.8701\nlog_loss,0.31\n');
		await at.put('m.yaml', 'auc: 0.9\nlatency_ms: .inf\n');
		assert.equal(await done(at.folder, 'evaluate', 'churn@v1', '--dataset', 'holdout.csv', '--split', 'test', '--metrics', 'm.json'), 'churn v1 on holdout.csv, test: auc 0.8613, nested.loss NaN.\n');
		await done(at.folder, 'evaluate', 'churn@v2', '--dataset', 'holdout.csv', '--split', 'test', '--metrics', 'm.csv', '--metric', 'log_loss=0.3');
		await done(at.folder, 'evaluate', 'churn@v2', '--dataset', 'census', '--slice', 'region=eu', '--hardware', 'a100', '--metrics', 'm.yaml');
		assert.equal((await done(at.folder, 'evaluations', 'churn')).replace(/[0-9a-f]{12}/, '0'.repeat(12)), [
			'census, region=eu, a100', '  metric         v2', '  auc ↑         0.9', '  latency_ms ↓    ∞', '',
			`holdout.csv, test  ${'0'.repeat(12)}`, '  metric             v2       v1', '  auc ↑          0.8701*  0.8613', '  log_loss ↓        0.3        –', '  nested.loss ↓       –      NaN', '',
			'* best of its row', '',
		].join('\n'));
		const elsewhere = await cli(`${at.folder}/sub`, ['evaluate', 'churn@v1', '--dataset', '../holdout.csv', '--split', 'test', '--metric', 'auc=0.8613', '--metric', 'nested.loss=nan']);
		assert.deepEqual([elsewhere.code, elsewhere.stderr], [0, '']);
		const printed = await json(at.folder, 'evaluations', 'churn');
		assert.equal(printed.evaluations.length, 4);
		assert.deepEqual(printed.evaluations[0].dataset, { digest: printed.evaluations[0].dataset.digest, name: 'holdout.csv', path: 'holdout.csv' });
		assert.match(printed.evaluations[0].dataset.digest, /^[0-9a-f]{64}$/);
		assert.equal(printed.evaluations[0].source, 'm.json');
		const holdout = printed.contexts.find((one: { label: string }) => one.label === 'holdout.csv, test');
		assert.deepEqual(holdout.metrics.map(({ metric, best }: { metric: string; best: string[] }) => [metric, best]), [['auc', ['churn@v2']], ['log_loss', []], ['nested.loss', []]]);
		assert.match(await done(at.folder, 'show', 'churn@v2'), /Evaluations {2}2\n {2}census, region=eu, a100 {2}auc 0\.9, latency_ms ∞ +now\n {2}holdout\.csv, test/);
		assert.match(await done(at.folder, 'history', 'churn@v2'), /evaluated it on holdout\.csv, test: auc 0\.8701 and 1 more/);
		assert.equal((await json(at.folder, 'show', 'churn@v2')).evaluations.length, 2);
		assert.match(await done(at.folder, 'list', '--where', 'evaluation.auc >= 0.9'), /^churn v2 /);
	});

	it('are refused in one sentence where something is wrong with them', async () => {
		await at.put('empty.json', '{}');
		await at.put('broken.json', '{"auc": ');
		for (const [args, said] of [
			[['--metrics', 'missing.json'], /^missing\.json doesn't exist/], [['--metrics', 'empty.json'], /^empty\.json is damaged: it names no metric with a number\./], [['--metrics', 'broken.json'], /^broken\.json is damaged/],
			[['--metric', 'auc=1', '--dataset', 'nowhere.csv'], /^nowhere\.csv doesn't exist/], [['--metric', 'auc=1', '--metrics', '../m.json'], /is outside/], [['--metric', 'auc=1', '--split', 'x'.repeat(200)], /at most 100 characters/],
		] as const) {
			const { code, stdout, stderr } = await cli(at.folder, ['evaluate', 'churn@v1', ...args]);
			assert.deepEqual([code, stdout], [1, ''], args.join(' '));
			assert.match(stderr, said);
		}
		assert.equal((await cli(at.folder, ['evaluate', 'churn@v1'])).code, 2);
		assert.equal((await json(at.folder, 'evaluations', 'churn@v1')).evaluations.length, 2);
	});

	it('configure sets the metric and the way that is better, for the whole team', async () => {
		assert.equal(await done(at.folder, 'configure', 'churn'), 'churn is judged by auc, as its versions suggest.\n');
		assert.equal(await done(at.folder, 'configure', 'churn', '--primary-metric', 'drift', '--higher-is-better'), 'churn is judged by drift.\ndrift: higher is better.\n');
		await done(at.folder, 'configure', 'churn', '--metric', 'auc', '--lower-is-better');
		assert.deepEqual(await json(at.folder, 'configure', 'churn'), { directions: { auc: 'lower', drift: 'higher' }, model: 'churn', primaryMetric: 'drift', tolerances: {} });
		await done(at.folder, 'configure', 'churn', '--metric', 'auc', '--tolerance', '1.5%');
		assert.match(await done(at.folder, 'configure', 'churn'), /auc: 1\.5 % worse counts as noise\./);
		await done(at.folder, 'configure', 'churn', '--metric', 'auc', '--tolerance', 'usual');
		assert.equal((await cli(at.folder, ['configure', 'churn', '--tolerance', 'much'])).code, 2);
		await done(at.folder, 'configure', 'churn', '--reset-primary-metric', '--metric', 'drift', '--either-way');
		assert.deepEqual(await json(at.folder, 'configure', 'churn'), { directions: { auc: 'lower' }, model: 'churn', primaryMetric: null, tolerances: {} });
		assert.equal((await cli(at.folder, ['configure', 'churn', '--higher-is-better', '--lower-is-better'])).code, 2);
		assert.equal((await cli(at.folder, ['configure', 'churn', '--metric', 'auc'])).code, 2);
	});
});
