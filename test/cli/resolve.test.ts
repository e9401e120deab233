import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { withWorkspace } from '../core/support/workspace';
import { cli, done, json } from './cli';

describe('cli: resolve', function () {
	this.timeout(90_000);

	it('decides what conflicts lists, once', () => withWorkspace(left => withWorkspace(async right => {
		const here = await left.initialised();
		for (const name of ['v1', 'v2', 'v3']) { await here.register(left.write(`models/${name}.bin`, name), { model: 'defects' }); }
		cpSync(join(left.folder, '.model-registry'), join(right.folder, '.model-registry'), { recursive: true });
		const there = right.open({ author: { name: 'Bob', email: 'bob@example.com' } });
		await here.setAlias('defects@v2', 'production', 'line 2 is live');
		await here.setTags({ ref: 'defects@v1' }, { line: 'two' });
		await there.setAlias('defects@v3', 'production', 'edge latency');
		await there.setTags({ ref: 'defects@v1' }, { line: 'edge' });
		cpSync(join(right.folder, '.model-registry/records'), join(left.folder, '.model-registry/records'), { recursive: true });
		const at = left.folder;
		const open = await json(at, 'conflicts');
		assert.deepEqual(open.map((one: { name: string; subject: string | null }) => [one.name, one.subject]), [['alias:production', null], ['tag:line', 'v1']]);
		assert.match(await done(at, 'conflicts'), /Decide: model-registry resolve defects production --keep v3\n {6}or: model-registry resolve defects production --keep v2\n/);

		for (const [args, code, says] of [
			[['resolve', 'defects', 'production'], 2, /resolve needs --keep, one of v3 or v2/],
			[['resolve', 'defects', 'production', '--keep', 'v1'], 2, /--keep is none of the sides: it takes v3 or v2/],
			[['resolve', 'defects', 'staging', '--keep', 'v1'], 1, /staging of defects is not in conflict/],
			[['resolve', 'defects', 'tag:line', '--keep', 'two'], 1, /tag:line of defects is not in conflict/],
		] as const) {
			const answer = await cli(at, args);
			assert.equal(answer.code, code, args.join(' '));
			assert.match(answer.stderr, says);
		}
		assert.equal(await done(at, 'resolve', 'defects', 'production', '--keep', 'v2', '--reason', 'safer'), 'production of defects is v2 from now on.\n');
		assert.equal((await json(at, 'resolve', 'defects@v1', 'tag:line', '--keep', open[1].sides[1].record)).value, 'two');
		assert.equal(await done(at, 'conflicts'), 'No conflicts.\n');
		assert.match(await done(at, 'history', 'defects'), /safer/);
		assert.equal((await cli(at, ['doctor', '--check'])).code, 0);
	})));
});
