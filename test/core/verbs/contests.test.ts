import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { withWorkspace, type Workspace } from '../support/workspace';
import type { Registry } from '../../../src/core/registry';

/** Two clones that each move production on a branch of their own; the first has merged the second's. */
async function merged(test: (here: Registry, workspace: Workspace) => Promise<void>, also: (registry: Registry, name: string) => Promise<unknown> = () => Promise.resolve()): Promise<void> {
	await withWorkspace(main => withWorkspace(async other => {
		main.git('init', '-q');
		const here = await main.initialised({ git: true });
		for (const [number, auc] of [[1, 0.8], [2, 0.85], [3, 0.9]] as const) { await here.register(main.write(`models/${number}.bin`, `weights ${number}`), { model: 'churn', metrics: { auc } }); }
		await here.setAlias('churn@v1', 'production', 'the first');
		main.git('add', '.');
		main.git('commit', '-qm', 'Start');
		rmSync(other.folder, { recursive: true });
		main.git('clone', '-q', main.folder, other.folder);
		other.git('checkout', '-qb', 'edge');
		const there = other.open({ git: true, author: { name: 'Bob', email: 'bob@example.com' } });
		await here.setAlias('churn@v2', 'production', 'Best so far');
		await also(here, 'here');
		main.git('add', '.');
		main.git('commit', '-qm', 'Longer schedule');
		await there.setAlias('churn@v3', 'production', 'Fits the budget');
		await also(there, 'there');
		other.git('add', '.');
		other.git('commit', '-qm', 'Smaller model');
		main.git('fetch', '-q', other.folder, 'edge:edge');
		main.git('merge', '-q', '--no-edit', 'edge');
		await here.refresh();
		await test(here, main);
	}));
}

describe('contests', () => {
	it('say who, when and why of each side, and compare the metrics of an alias with what held before', () => merged(async here => {
		const [contest, ...more] = await here.contests();
		assert.ok(contest);
		assert.deepEqual(more, []);
		assert.deepEqual([contest.name, contest.before?.label, contest.before?.reason], ['alias:production', 'v1', 'the first']);
		assert.deepEqual(contest.sides.map(({ label, by, reason, bytes }) => [label, by.name, reason, bytes]), [['v2', 'Ada', 'Best so far', 'ok'], ['v3', 'Bob', 'Fits the budget', 'ok']]);
		assert.deepEqual(contest.metrics.map(row => [row.name, ...row.cells.map(cell => `${cell.text} ${cell.change ?? ''}`.trim())]), [['auc', '0.80', '0.85 +0.05', '0.90 +0.10']]);
		assert.equal(contest.metrics[0]?.cells[2]?.mark, 'best');
	}));

	it('know the commits and branches they came with, and what the merge brought', () => merged(async here => {
		const contests = await here.contests();
		const sides = contests[0]?.sides ?? [];
		const origins = await here.contestOrigins(contests);
		assert.deepEqual(sides.map(side => { const { subject, branch } = origins?.commits.get(side.record) ?? {}; return [subject, branch]; }), [['Longer schedule', 'main'], ['Smaller model', 'edge']]);
		assert.equal(origins?.commits.get(contests[0]?.before?.record ?? '')?.subject, 'Start');
		assert.deepEqual([...origins?.pull?.records ?? []], [sides[1]?.record]);
	}));

	it('leave out what is in no commit, and work without git', () => withWorkspace(async workspace => {
		workspace.git('init', '-q');
		const registry = await workspace.initialised({ git: true });
		await workspace.version(registry, 'churn', 'weights');
		const [{ record } = { record: '' }] = await registry.history();
		const side = { record, value: null, label: '', at: new Date(), by: { name: '', email: '' }, reason: undefined, version: undefined, bytes: undefined, text: undefined };
		const origins = await registry.contestOrigins([{ before: undefined, sides: [side] }]);
		assert.deepEqual([origins?.commits.size, origins?.pull], [0, undefined]);
		assert.equal(await workspace.open({ git: false }).contestOrigins([]), undefined);
	}));

	it('show the cards of both sides, and give the other one back after a decision', () => merged(async here => {
		const card = (await here.contests()).find(one => one.name === 'card');
		assert.deepEqual(card?.sides.map(side => side.text), [{ begins: '# here\n\nA\n', lines: 3 }, { begins: '# there\n\nA\n', lines: 3 }]);
		const [first, second] = card?.sides ?? [];
		assert.deepEqual([first?.label, second?.label], ['"# here"', '"# there"'], 'each by a line that the other one has not');
		assert.equal(await here.cardOf(second?.record ?? ''), '# there\n\nA\n');
		await assert.rejects(here.giveAgain({ name: 'card', record: first?.record ?? '' }), /is in conflict/);
		await here.decide({ name: 'card', record: second?.record ?? '' }, 'newer');
		assert.equal(await here.readCard('churn'), '# there\n\nA\n');
		await here.giveAgain({ name: 'card', record: first?.record ?? '' });
		assert.equal(await here.readCard('churn'), '# here\n\nA\n');
		assert.equal((await here.contests()).length, 1);
	}, (registry, name) => registry.writeCard('churn', `# ${name}\n\nA\n`)));

	it('tell what settled by itself: a number claimed twice, and a value that both gave', () => merged(async here => {
		await here.setTags({ model: 'churn' }, { any: 'x' });
		const settled = await here.settledByItself();
		assert.deepEqual(settled.filter(one => one.is === 'same').map(({ model, name, label }) => [model, name, label]), [['churn', 'tag:team', 'retention']]);
		const [number] = settled.filter(one => one.is === 'number');
		assert.deepEqual([number?.claimed, number?.label], [4, 'v5']);
	}, async (registry, name) => {
		await registry.setTags({ model: 'churn' }, { team: 'retention' });
		writeFileSync(`${registry.folder}/models/of-${name}.bin`, name);
		await registry.register(`models/of-${name}.bin`, { model: 'churn' });
	}));
});
