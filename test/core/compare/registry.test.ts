import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { comparisonLines } from '../../../src/cli/show/comparisonLines';
import { historyLines } from '../../../src/cli/show/historyLines';
import { displayWidth } from '../../../src/cli/width';
import { style } from '../../../src/cli/style';
import { comparedMarkdown } from '../../../src/core/present/comparedMarkdown';
import { openRegistry, type Registry } from '../../../src/core/registry';
import { buildSample } from '../../sample/build';
import { withWorkspace } from '../support/workspace';

const golden = resolve('test/core/compare/golden');

describe('comparing registered versions of the sample project', function () {
	this.timeout(180_000);
	let folder: string;
	let registry: Registry;
	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'model-registry-compare-'));
		await buildSample(folder);
		registry = openRegistry({ folder });
	});
	after(async () => {
		await registry.close();
		await rm(folder, { recursive: true, force: true });
	});

	/** `UPDATE_GOLDEN=1` writes what is said now. Commits differ from day to day. */
	const matches = async (name: string, refs: readonly string[], base?: string) => {
		const lines = comparisonLines(await registry.compare(refs, base === undefined ? {} : { base }), style(false));
		const found = `${lines.join('\n').replace(/\b(?=[0-9a-f]{0,6}\d)[0-9a-f]{7}\b/g, '0000000')}\n`;
		const file = join(golden, `${name}.txt`);
		if (process.env['UPDATE_GOLDEN'] === '1') { await writeFile(file, found); return; }
		assert.equal(found, await readFile(file, 'utf8'));
	};

	it('churn, production and staging', () => matches('churn', ['churn@production', 'churn@staging']));
	it('defects, reshaped on another branch', () => matches('defects', ['defects@v2', 'defects@v3']));
	it('sentiment, a whole model against two adapters', () => matches('sentiment', ['sentiment@v1', 'sentiment@v2', 'sentiment@v3']));
	it('all versions of churn against production', () => matches('churn-all', ['churn@v1', 'churn@v2', 'churn@v3', 'churn@v4', 'churn@v5'], 'churn@production'));

	it('says the same of a base whatever the order of the others', async () => {
		const counts = async (refs: readonly string[]) => (await registry.compare(refs, { base: 'churn@v3' })).sections.map(section => [section.id, section.differ, section.rows.map(row => row.key)]);
		assert.deepEqual(await counts(['churn@v1', 'churn@v3', 'churn@v5']), await counts(['churn@v5', 'churn@v3', 'churn@v1']));
	});

	it('keeps the sentences and the reasons of a history within a narrow terminal', async () => {
		const lines = comparisonLines(await registry.compare(['churn@v1', 'churn@v4']), style(false), 60);
		const said = lines.slice(lines.findIndex(line => line.endsWith('against v1')) + 1);
		assert.ok(said.slice(0, said.indexOf('')).every(line => line.length <= 60), said.join('\n'));
		const entries = await registry.history({});
		for (const columns of [80, 100, 120]) {
			const printed = await historyLines(registry, entries, style(false), columns);
			assert.ok(printed.every(line => displayWidth(line) <= columns), printed.join('\n'));
			assert.ok(printed.some(line => line.includes(' "LightGBM instead')), printed.join('\n'));
		}
		assert.match((await historyLines(registry, entries, style(false), undefined)).join('\n'), /[0-9a-f]{7}  "/);
	});

	it('leaves git alone when it is told to, and takes a base that was not named', async () => {
		const { sections, columns, base } = await registry.compare(['churn@v2'], { base: 'churn@v1', code: false });
		assert.deepEqual([columns.map(column => column.name), base], [['v1', 'v2'], 0]);
		assert.ok(!sections.find(section => section.id === 'code')?.rows.some(row => row.key === 'commits'));
	});
});

describe('comparing', () => {
	it('refuses what is no comparison with one sentence', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const ref = await workspace.version(registry, 'churn');
		await assert.rejects(registry.compare([ref]), /A comparison needs two versions or more\./);
		await assert.rejects(registry.compare([ref, 'churn@latest']), /'churn@v1' and 'churn@latest' are the same version\./);
		await assert.rejects(registry.compare([ref, 'churn@v7']), /There is no version 'churn@v7'/);
		await assert.rejects(registry.compare(Array.from({ length: 500 }, () => ref)), /500 versions are too many to compare: 200 at most\./);
	}));

	it('says how each did where it was evaluated, as text, Markdown and JSON', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const [first, second] = [await workspace.version(registry, 'churn'), await workspace.version(registry, 'churn')];
		workspace.write('holdout.csv', 'a,b\n');
		for (const [ref, accuracy, eu] of [[first, 0.871, 0.8], [second, 0.883, 0.79]] as const) {
			await registry.evaluate(ref, { dataset: 'holdout.csv', split: 'test', metrics: { accuracy } });
			await registry.evaluate(ref, { dataset: 'holdout.csv', split: 'test', slice: 'region=eu', metrics: { accuracy: eu } });
		}
		const comparison = await registry.compare([first, second]);
		const lines = comparisonLines(comparison, style(false)).join('\n');
		assert.match(lines, /v2 beats v1 on holdout\.csv, test accuracy by 0\.012\. Better in 1 of 2\s+contexts, worse/);
		assert.match(lines, /Evaluations {2}2 differ, 0 equal, 2 contexts\n.*\n {2}holdout\.csv, test · accuracy ↑ +0\.871 +0\.883 +▲ \+0\.012 \+1\.4 % best/);
		assert.match(comparedMarkdown(comparison), /\| holdout\.csv, test, region=eu · accuracy ↑ \| \*\*0\.80\*\* \| 0\.79 −0\.01/);
		assert.equal((JSON.parse(JSON.stringify(comparison)) as typeof comparison).sections[1]?.rows[0]?.cells[1]?.value, 0.883);
	}));

	it('works without git, and after the history was rewritten', () => withWorkspace(async workspace => {
		workspace.git('init', '-q');
		workspace.write('train.py', 'a\n');
		workspace.write('.gitignore', 'files/\n');
		workspace.git('add', '.');
		workspace.git('commit', '-q', '-m', 'one');
		const registry = await workspace.initialised({ git: true });
		const first = await workspace.version(registry, 'churn');
		workspace.write('train.py', 'a\nb\n');
		const second = await workspace.version(registry, 'churn');
		const code = async (of = registry) => (await of.compare([first, second])).sections.find(section => section.id === 'code')?.rows.map(row => `${row.name}: ${row.cells[1]?.text}`).filter(line => !line.includes('files/'));
		assert.deepEqual((await code())?.slice(1), ['branch: main', 'working tree: uncommitted changes', 'commits since: same commit', 'files changed: 1 file +1 −0', 'train.py: +1 −0']);
		for (const line of workspace.git('for-each-ref', '--format=%(refname)', 'refs/model-registry').trim().split('\n').slice(1)) { workspace.git('update-ref', '-d', line); }
		workspace.git('gc', '-q', '--prune=now');
		assert.deepEqual((await code())?.slice(1), ['branch: main', 'working tree: uncommitted changes']);
		assert.equal((await code(workspace.open()))?.length, 3);
	}));
});
