import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRegistry, type Registry } from '../../src/core/registry';
import { groupModels, parseArrangement, usual } from '../../src/editor/tree/arrangement';
import { withWorkspace } from '../core/support/workspace';
import { buildSample } from '../sample/build';
import { childrenOf, drawn, shelfOf } from './shelf';

describe('the rows of the Models view', () => {
	let folder: string;
	let registry: Registry;
	// The ages of the sample count back from here, at a time of day that is the same wherever the test runs.
	const now = new Date(2026, 10, 23, 12, 0);

	before(async function () {
		this.timeout(120_000);
		folder = await mkdtemp(join(tmpdir(), 'model-registry-tree-'));
		await buildSample(join(folder, 'support-ml'), { now });
		registry = openRegistry({ folder: join(folder, 'support-ml'), git: false });
	});
	after(async () => {
		await registry.close();
		await rm(folder, { recursive: true, force: true });
	});

	it('say name, value, change, alias, age: in that order', async () => {
		const text = await drawn(shelfOf(registry), 2, { now, state: () => 'ok' });
		assert.equal(text.replaceAll(/· \d+ h/g, '· N h'), [
			'(package) churn   auc 0.8497 · v4 production',
			'  (beaker) v5   0.8549 ▲ +0.0052 · staging · N h',
			'  (rocket) v4   0.8497 · production · 14 d',
			'  (circle-small-filled) v3   0.8162 ▽ −0.0335 · 1 mo',
			'  (circle-small-filled) v2   0.8375 ▽ −0.0122 · 2 mo',
			'  (circle-small-filled) v1   0.8158 ▽ −0.0339 · 2 mo',
			'(package) defects   mAP50 0.481 · in conflict   !',
			'  (warning) production is in conflict   v3 or v4',
			'  (warning) v4   0.557 ▲ +0.076 · production? · 4 d',
			'  (warning) v3   0.499 ▲ +0.018 · production? · 4 d',
			'  (circle-small-filled) v2   0.481 · last settled production · 1 mo',
			'  (circle-small-filled) v1   0.397 ▽ −0.084 · 2 mo',
			...text.split('\n').slice(12),
		].join('\n'));
		assert.match(text, /\(package\) sentiment {3}f1_macro [\d.]+ · v\d production/);
		assert.match(text, /\n {2}\(archive\) Archived {3}1$/);
	});

	it('count what is in a section, so that few need opening', async () => {
		const shelf = shelfOf(registry);
		const [churn] = await childrenOf(shelf, undefined);
		const [v5] = await childrenOf(shelf, churn);
		const rows = (await drawn({ ...shelf, registry }, 3, { now })).split('\n').slice(2, 7);
		assert.equal(v5?.kind, 'version');
		assert.equal(rows[0], '    (graph) Metrics   4');
		assert.match(rows[1] ?? '', /^ {4}\(settings\) Parameters {3}\d+ · \d+ differ from v4$/);
		assert.match(rows[2] ?? '', /^ {4}\(file\) Files {3}churn\.txt · [\d.]+ kB$/);
		assert.match(rows[4] ?? '', /^ {4}\(git-commit\) Code {3}main · [0-9a-f]{7} · (clean|changed)$/);
	});

	it('list the model\'s metric first, and parameters that differ before those that don\'t', async () => {
		const text = await drawn(shelfOf(registry, {}, 500), 4, { now });
		const section = (name: string) => text.split(new RegExp(`\\(\\w+\\) ${name} `))[1]?.split('\n').slice(1) ?? [];
		assert.match(section('Metrics')[0] ?? '', /^ {6}auc {3}0\.8549 ▲ \+0\.0052$/);
		const params = section('Parameters').filter(line => line.startsWith('      '));
		const marked = params.map(line => / · .*v4$/.test(line));
		assert.ok(marked.includes(true) && marked.includes(false));
		assert.equal(marked.lastIndexOf(true) < marked.indexOf(false), true, 'a parameter that differs stands below one that doesn\'t');
	});

	it('are sentences for the ear, with glyphs spelt out', async () => {
		const text = await drawn(shelfOf(registry), 2, { now, spoken: true });
		assert.match(text, /^Model churn, auc 0\.8497, v4 production, 5 versions$/m);
		assert.match(text, /^ {2}churn v4, auc 0\.8497, production, registered 14 days ago$/m);
		assert.match(text, /^ {2}defects v4, mAP50 0\.557, better by 0\.076 than v2, which last held production, one of two that hold production, registered 4 days ago$/m);
		assert.doesNotMatch(text, /[▲▽≈·−]/);
	});

	it('say when bytes are gone before anything else', async () => {
		const text = await drawn(shelfOf(registry), 2, { now, state: label => (label === 'v3' ? 'missing' : 'ok') });
		assert.match(text, /\(error\) v3 {3}file missing · 0\.8162 ▽ −0\.0335 · 1 mo/);
	});

	it('show a page, and say how many more there are', async () => {
		const text = await drawn(shelfOf(registry, {}, 2), 2, { now });
		assert.match(text, /v4 .*\n {2}\(ellipsis\) Load 2 more {3}3 not shown\n\(package\) defects/);
		assert.match(text, /\n\(ellipsis\) Load 1 more$/);
		const more = await drawn(shelfOf(registry, {}, 2, new Map([['file:///w|model|churn', 4]])), 2, { now });
		assert.match(more, /v2 .*\n {2}\(ellipsis\) Load 1 more\n/);
	});

	it('are found by a text that a version holds', async () => {
		assert.equal((await drawn(shelfOf(registry, { filter: 'staging' }), 2, { now })).split('\n').filter(line => line.includes(' v5 ')).length, 1);
		assert.match(await drawn(shelfOf(registry, { filter: 'DEFECTS' }), 1, { now }), /^\(package\) defects[^\n]*$/);
		assert.equal(await drawn(shelfOf(registry, { filter: 'nothing holds this' }), 2, { now }), '');
		assert.equal((await drawn(shelfOf(registry, { filter: 'alias = staging or metrics.nothing > 3' }), 2, { now })).split('\n').filter(line => line.includes(' v5 ')).length, 1);
		assert.equal(await drawn(shelfOf(registry, { filter: 'alias = staging and version not in (3, 5)' }), 2, { now }), '');
		assert.match(await drawn(shelfOf(registry, { filter: 'model = DEFECTS' }), 1, { now }), /^\(package\) defects[^\n]*$/);
	});

	it('are grouped and sorted as the person wants', async () => {
		const grouped = await drawn(shelfOf(registry, { group: 'framework' }), 2, { now });
		assert.match(grouped, /^LightGBM {3}1\n {2}\(package\) churn/);
		const best = await drawn(shelfOf(registry, { sort: 'metric' }), 2, { now });
		assert.deepEqual([...(best.split('(package) defects')[0] ?? '').matchAll(/ (v\d) /g)].map(match => match[1]).slice(0, 6), ['v4', 'v5', 'v4', 'v2', 'v3', 'v1'], 'production in the model\'s row, then the best first');
	});

	it('have ids of their own, and know what they are below', async () => {
		const shelf = shelfOf(registry);
		const seen = new Set<string>();
		const walk = async (parent: Parameters<typeof childrenOf>[1]) => {
			for (const node of await childrenOf(shelf, parent)) {
				assert.equal(seen.has(node.id), false, `${node.id} twice`);
				seen.add(node.id);
				assert.equal(node.parent?.id, parent?.id);
				await walk(node);
			}
		};
		await walk(undefined);
		assert.ok(seen.size > 50);
	});
});

describe('the rows of unusual registries', () => {
	it('show hostile texts on one line, bounded, with nothing in them that acts', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const name = `acc\n\u202E\u0007${'x'.repeat(200)}`;
		await registry.register(workspace.write('m.bin', 'm'), { model: 'plain', metrics: { [name]: 0.5 }, params: { [name]: name } });
		const text = await drawn(shelfOf(registry), 4);
		assert.match(text, /^\(package\) plain {3}acc /);
		assert.ok(text.split('\n').every(line => line.length < 300));
		assert.doesNotMatch(text, /[\u0000-\u0009\u000B-\u001F\u202E]/);
	}));

	it('say why a registry can\'t be read, in its place', () => withWorkspace(async workspace => {
		workspace.write('.model-registry/registry.json', '{ "schema": ');
		const text = await drawn(shelfOf(workspace.open()), 1);
		assert.match(text, /^\(error\) .*registry\.json is damaged/);
	}));

	it('name how many records were set aside', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		await workspace.version(registry, 'm');
		workspace.write('.model-registry/records/2026-01/nonsense.json', '{}');
		await registry.refresh();
		assert.match(await drawn(shelfOf(registry), 1), /^\(warning\) 1 record was set aside {3}Show Problems\n/);
	}));

	it('say that everything is archived, and that there is no version yet', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		await registry.archive(await workspace.version(registry, 'old'));
		await registry.createModel('empty');
		assert.equal(await drawn(shelfOf(registry), 2), '(package) empty   no versions\n(package) old   all archived\n  (archive) Archived   1');
	}));
});

describe('an arrangement', () => {
	it('that was kept is checked before it is used', () => {
		assert.deepEqual(parseArrangement(undefined), usual);
		assert.deepEqual(parseArrangement({ filter: 1, sort: 'evil', group: {} }), usual);
		assert.deepEqual(parseArrangement({ filter: 'a', sort: 'metric', group: 'tag:team' }), { filter: 'a', sort: 'metric', group: 'tag:team' });
	});

	it('puts models without the tag last', () => {
		const model = (name: string, tags: Record<string, string>) => ({ name, tags }) as never;
		const groups = groupModels([model('a', {}), model('b', { team: 'x' })], 'tag:team', () => undefined);
		assert.deepEqual(groups.map(group => group.name), ['x', 'tag team not set']);
	});
});
