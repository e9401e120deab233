import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Registry } from '../../../src/core/registry';
import { withWorkspace } from '../support/workspace';

interface Case {
	readonly what: string;
	readonly name: string;
	readonly left: (registry: Registry) => Promise<unknown>;
	readonly right: (registry: Registry) => Promise<unknown>;
	/** What the register is, as the front door shows it. */
	readonly now: (registry: Registry) => Promise<unknown>;
	readonly is: { readonly left: unknown; readonly right: unknown };
}

const cases: readonly Case[] = [
	{
		what: 'an alias', name: 'alias:production', left: r => r.setAlias('churn@v1', 'production'), right: r => r.setAlias('churn@v2', 'production'),
		now: async r => (await r.version('churn@production')).number, is: { left: 1, right: 2 },
	},
	{
		what: "a version's tag", name: 'tag:team', left: r => r.setTags({ ref: 'churn@v1' }, { team: 'risk' }), right: r => r.setTags({ ref: 'churn@v1' }, { team: null }),
		now: async r => (await r.version('churn@v1')).tags['team'], is: { left: 'risk', right: undefined },
	},
	{
		what: "a model's tag", name: 'tag:tier', left: r => r.setTags({ model: 'churn' }, { tier: '1' }), right: r => r.setTags({ model: 'churn' }, { tier: '2' }),
		now: async r => (await r.model('churn')).tags['tier'], is: { left: '1', right: '2' },
	},
	{ what: 'a card', name: 'card', left: r => r.writeCard('churn', '# Left\n'), right: r => r.writeCard('churn', '# Right\n'), now: r => r.readCard('churn'), is: { left: '# Left\n', right: '# Right\n' } },
	{
		what: 'a name', name: 'name', left: r => r.renameModel('churn', 'left'), right: r => r.renameModel('churn', 'right'),
		now: async r => (await r.model('churn')).name, is: { left: 'left', right: 'right' },
	},
	{
		what: 'a setting', name: 'setting:primary-metric', left: r => r.configureModel('churn', 'primary-metric', 'auc'), right: r => r.configureModel('churn', 'primary-metric', 'f1'),
		now: async r => (await r.model('churn')).primaryMetric, is: { left: 'auc', right: 'f1' },
	},
];

/** Two registries that are equal, changed on either side, and what both wrote in each. */
async function afterMerge(one: Case, test: (registry: Registry) => Promise<void>): Promise<void> {
	await withWorkspace(left => withWorkspace(async right => {
		const here = await left.initialised();
		for (const number of [1, 2]) { await here.register(left.write(`models/${number}.bin`, `weights ${number}`), { model: 'churn', tags: { team: 'none' } }); }
		cpSync(join(left.folder, '.model-registry'), join(right.folder, '.model-registry'), { recursive: true });
		const there = right.open({ author: { name: 'Bob', email: 'bob@example.com' } });
		await one.left(here);
		await one.right(there);
		for (const folder of ['records', 'evidence']) { cpSync(join(right.folder, '.model-registry', folder), join(left.folder, '.model-registry', folder), { recursive: true }); }
		await here.refresh();
		await test(here);
	}));
}

describe('deciding a conflict', () => {
	for (const one of cases) {
		for (const side of ['left', 'right'] as const) {
			it(`${one.what}, for the ${side}`, () => afterMerge(one, async registry => {
				const [conflict, ...others] = await registry.conflicts();
				assert.deepEqual([conflict?.name, others.length, conflict?.sides.length], [one.name, 0, 2]);
				const chosen = conflict?.sides.find(({ by }) => by.name === (side === 'left' ? 'Ada' : 'Bob'));
				assert.ok(conflict && chosen);
				await registry.decide({ name: conflict.name, record: chosen.record }, 'measured on holdout');
				assert.deepEqual(await registry.conflicts(), []);
				assert.deepEqual(await one.now(registry), one.is[side]);
				assert.equal((await registry.history())[0]?.reason, 'measured on holdout');
				await assert.rejects(registry.decide({ name: conflict.name, record: chosen.record }), /is not in conflict: somebody may have decided it/);
			}));
		}
	}

	it('purging the same bytes on two branches contests nothing', () => {
		const purge = async (registry: Registry) => { await registry.archive('churn@v1'); await registry.purge('churn@v1'); };
		return afterMerge({ what: '', name: '', left: purge, right: purge, now: () => Promise.resolve(), is: { left: 0, right: 0 } }, async registry => { assert.deepEqual(await registry.conflicts(), []); });
	});

	it('refuses a record that is no side of it', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		await workspace.version(registry, 'churn');
		await registry.setAlias('churn@v1', 'production');
		const [entry] = await registry.history();
		await assert.rejects(registry.decide({ name: 'alias:production', record: entry?.record ?? '' }), /production is not in conflict/);
		await assert.rejects(registry.decide({ name: 'alias:production', record: 'nothing' }), /production is not in conflict/);
	}));
});
