import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openRegistry } from '../../src/core/registry';
import type { RegisterOptions } from '../../src/core/verbs/register';
import { cli, folder, git, workspace, type Workspace } from './cli';

const golden = resolve('test/cli/golden');
const day = 86_400_000;
const author = { name: 'Rosa Klein', email: 'rosa@example.com' };

/** `UPDATE_GOLDEN=1` writes what is printed now; the difference is then read in git. */
async function matches(name: string, at: Workspace, ...args: readonly string[]): Promise<void> {
	const { code, stdout, stderr } = await cli(at.folder, args);
	assert.deepEqual([code, stderr], [0, '']);
	const found = normalised(stdout, at.folder);
	const file = join(golden, `${name}.txt`);
	if (process.env['UPDATE_GOLDEN'] === '1') { await writeFile(file, found); return; }
	assert.equal(found, await readFile(file, 'utf8'));
}

/** Without what differs from run to run: each stands in for something of its own width, so that columns stay where they are. */
function normalised(text: string, at: string): string {
	return text.replaceAll(at, 'WORKSPACE')
		.replace(/^ *\d{1,2} [A-Z][a-z]{2} (?:\d\d:\d\d|\d{4})(?=  )/gm, '21 Nov 09:14')
		.replace(/\b\d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d/g, '21 Nov 2026, 09:14').replace(/since \d{1,2} [A-Z][a-z]{2}(?: \d{4})?/g, 'since 21 Nov')
		.replace(/\d{4}-\d{2}\//g, '2026-11/')
		.replace(/\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/g, 'U'.repeat(26)).replace(/U{26}-[0-9a-f]{12}/g, `${'U'.repeat(26)}-${'0'.repeat(12)}`)
		.replace(/(?<=state in )[0-9a-f]{7}/g, '0000000').replace(/\b(?=[0-9a-f]{0,6}\d)[0-9a-f]{7}\b/g, '0000000');
}

/** Five versions of churn over three weeks, a model in conflict, one without metrics and a name in wide characters. */
async function registry(): Promise<Workspace> {
	const at = await workspace();
	let now = Date.now() - 21 * day - 3_600_000;
	const open = (where: string) => openRegistry({ folder: where, author, now: () => new Date(now) });
	const main = open(at.folder);
	const register = async (path: string, text: string, options: RegisterOptions) => { await at.put(path, text); return main.register(path, options); };
	await register('models/churn.bin', 'one', { model: 'churn', metrics: { auc: 0.8655, log_loss: 0.3302, train_runtime_s: 412 }, params: { lr: 2e-5, num_leaves: 31, objective: 'binary' }, written: { 'params.lr': '2e-5' }, notes: 'Baseline.' });
	now += 5 * day;
	await register('models/churn.bin', 'two', { model: 'churn', metrics: { auc: 0.8731, log_loss: 0.3176, train_runtime_s: 400 }, params: { lr: 2e-5, num_leaves: 31, objective: 'binary' }, aliases: ['production'], reason: 'beats v1 on holdout by 0.0076' });
	now += 5 * day;
	await register('models/churn.bin', 'three', { model: 'churn', metrics: { auc: 0.8473, log_loss: NaN }, params: { lr: 1e-3 }, notes: '- leaked the label\n- do not use' });
	await main.archive('churn@v3', 'trained on leaked labels');
	now += 2 * day;
	await register('models/churn.bin', 'four', {
		model: 'churn', metrics: { auc: 0.8764, log_loss: 0.3127, train_runtime_s: 431 }, params: { lr: 1e-5, num_leaves: 63, objective: 'binary', bins: [1, 6, 24] }, written: { 'params.lr': '1e-05' },
		aliases: ['staging'], tags: { dataset: '2026-11', reviewed: 'yes' }, notes: 'Bins tenure by contract.\n\nSecond paragraph with an escape \u001b[31m and a bell \u0007.', reason: 'bins tenure by contract',
	});
	await register('models/churn.bin', 'five', { model: 'churn', notes: 'Not evaluated yet, and this is a note that is longer than a line of any terminal would ever have room for.' });
	await main.addNote({ ref: 'churn@v4' }, 'Calibrated on the autumn cohort.');
	await register('models/names.bin', 'wide', { model: '语言模型', metrics: { perplexity: 12.3456 }, params: { 语言: '中文' } });
	await register('models/plain.bin', 'plain', { model: 'plain' });
	for (const [i, map] of [0.688, 0.691, 0.694].entries()) { await register('models/defects.bin', `defects ${i}`, { model: 'defects', metrics: { mAP50: map } }); }
	await main.setAlias('defects@v1', 'production');
	// Two people who don't know of each other move production; git brings their records together.
	now += 3 * day;
	const other = await folder();
	await cp(at.folder, other, { recursive: true });
	await main.setAlias('defects@v2', 'production', 'line 2 is live');
	now += 1000;
	const theirs = openRegistry({ folder: other, author: { name: 'Jonas Möller', email: 'jonas@example.com' }, now: () => new Date(now) });
	await theirs.setAlias('defects@v3', 'production', 'edge latency');
	await theirs.close();
	await main.close();
	await cp(join(other, '.model-registry/records'), join(at.folder, '.model-registry/records'), { recursive: true });
	await mkdir(join(at.folder, '.model-registry/records/2026-11'), { recursive: true });
	await writeFile(join(at.folder, '.model-registry/records/2026-11/01KAX3HM0000000000000000AA-000000000000.json'), '{ "kind": "model.created" ');
	git(at.folder, 'add', '.');
	return at;
}

describe('cli: what people read', function () {
	// A process per step, on a machine that may be busy.
	this.timeout(90_000);
	let at: Workspace;
	before(async () => { at = await registry(); });

	it('list', () => matches('list', at, 'list'));
	it('list MODEL', () => matches('list-churn', at, 'list', 'churn'));
	it('list MODEL in conflict', () => matches('list-defects', at, 'list', 'defects'));
	it('list MODEL in wide characters', () => matches('list-wide', at, 'list', '语言模型'));
	it('list --where', () => matches('list-where', at, 'list', '--where', 'metrics.auc > 0.87 or metrics.mAP50 < 0.69 or archived'));
	it('list MODEL --where', () => matches('list-churn-where', at, 'list', 'churn', '--where', 'params.lr <= 1e-3 and (alias = production or notes ~ /^- leak/) and created > 30d'));
	it('list --where that finds nothing', () => matches('list-where-nothing', at, 'list', '--where', 'metrics.acu > 0.5 and tag.dataset = 2026-11'));
	it('show', () => matches('show', at, 'show', 'churn@v4'));
	it('show what holds production', () => matches('show-production', at, 'show', 'churn@production'));
	it('diff', () => matches('diff', at, 'diff', 'churn@v2', 'churn@v4'));
	it('diff of many, with what is equal', () => matches('diff-many', at, 'diff', 'churn@v1', 'churn@v2', 'churn@v3', 'churn@v4', 'churn@v5', '--base', 'churn@production', '--all'));
	it('diff of two models', () => matches('diff-models', at, 'diff', 'churn@v4', 'defects@v1'));
	it('diff as Markdown', () => matches('diff-markdown', at, 'diff', 'churn@v2', 'churn@v4', '--markdown'));
	it('history', () => matches('history', at, 'history'));
	it('history of an alias', () => matches('history-alias', at, 'history', 'defects', '--alias', 'production'));
	it('conflicts', () => matches('conflicts', at, 'conflicts'));
	it('doctor', () => matches('doctor', at, 'doctor'));
	it('verify', () => matches('verify', at, 'verify', 'churn@v4', 'defects@v3'));

	it('doctor --check fails where something needs a decision', async () => { assert.equal((await cli(at.folder, ['doctor', '--check'])).code, 1); });

	it('nothing that is printed can act on a terminal', async () => {
		for (const args of [['show', 'churn@v4'], ['list', 'churn'], ['history'], ['show', 'churn@v4', '--json'], ['diff', 'churn@v1', 'churn@v4'], ['diff', 'churn@v1', 'churn@v4', '--markdown'], ['diff', 'churn@v1', 'churn@v4', '--json'], ['history', '--json']]) {
			const { stdout } = await cli(at.folder, args);
			assert.doesNotMatch(stdout, /[^\P{Cc}\n]/u, args.join(' '));
			assert.ok(stdout.length > 0);
		}
		assert.match((await cli(at.folder, ['show', 'churn@v4'])).stdout, /an escape \uFFFD\[31m and a bell \uFFFD\./);
	});

	it('colours only where it is asked to, and the words stay the same', async () => {
		const plain = await cli(at.folder, ['list', 'churn']);
		assert.ok(!plain.stdout.includes('\u001b'));
		const coloured = await cli(at.folder, ['list', 'churn'], { FORCE_COLOR: '1' });
		assert.ok(coloured.stdout.includes('\u001b[32m▲ +0.0033\u001b[39m'), coloured.stdout);
		assert.equal(coloured.stdout.replace(/\u001b\[\d+m/g, ''), plain.stdout);
		assert.equal((await cli(at.folder, ['list', 'churn'], { NO_COLOR: '1' })).stdout, plain.stdout);
		assert.equal((await cli(at.folder, ['list', 'churn'], { FORCE_COLOR: '0', TERM: 'xterm' })).stdout, plain.stdout);
	});
});
