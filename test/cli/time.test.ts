import assert from 'node:assert/strict';
import { openRegistry } from '../../src/core/registry';
import { cli, done, git, json, workspace, type Workspace } from './cli';

describe('cli: time', function () {
	// A process per step, on a machine that may be busy.
	this.timeout(90_000);
	let at: Workspace;

	before(async () => {
		at = await workspace();
		let now = new Date('2026-05-01T12:00:00Z');
		const registry = openRegistry({ folder: at.folder, author: { name: 'Rosa Klein', email: 'rosa@example.com' }, now: () => now });
		for (const [i, day] of ['2026-05-01', '2026-05-10'].entries()) {
			now = new Date(`${day}T12:00:00Z`);
			await at.put('models/churn.bin', `churn ${i}`);
			await registry.register('models/churn.bin', { model: 'churn', aliases: ['production'], reason: `reason ${i + 1}` });
		}
		await registry.close();
		git(at.folder, 'add', '.');
		git(at.folder, 'commit', '-q', '-m', 'registry');
	});

	it('what was in production on a day', async () => {
		assert.match(await done(at.folder, 'show', 'churn@production', '--at', '2026-05-09'), /^On 9 May 2026, 23:59 churn v1 held production, since 1 May 2026, 12:00 by Rosa Klein: "reason 1"\.\n\nchurn v1/);
		const found = await json(at.folder, 'show', 'churn@production', '--at', '2026-05-10T12:00Z');
		assert.deepEqual([found.ref, found.asOf.alias.reason], ['churn@v2', 'reason 2']);
		const refused = await cli(at.folder, ['show', 'churn@production', '--at', '2026-04-01']);
		assert.deepEqual([refused.code, refused.stdout, refused.stderr], [1, '', "No version of churn held production on 2026-04-01. 'model-registry history churn --alias production' shows when one did.\n"]);
		assert.match((await cli(at.folder, ['show', 'churn', '--at', 'May'])).stderr, /^'May': git knows no commit, branch or tag of that name/);
	});

	it('a history that is filtered, for people and for an auditor', async () => {
		assert.equal((await json(at.folder, 'history', '--since', '2026-05-02')).length, 2);
		assert.equal((await json(at.folder, 'history', '--until', '2026-05-02', '--kind', 'alias')).length, 1);
		assert.match(await done(at.folder, 'history', '--kind', 'alias', '--csv'), /^at,name,email,.*\r\n2026-05-10T12:00:00\.000Z,Rosa Klein,/);
		assert.match(await done(at.folder, 'history', 'churn', '--markdown'), /^\| When \(UTC\) \| Who /);
		assert.equal(await done(at.folder, 'history', '--by', 'nobody'), 'Nothing of that kind has happened.\n');
		assert.equal((await cli(at.folder, ['history', '--csv', '--markdown'])).code, 2);
		assert.equal((await cli(at.folder, ['history', '--kind', 'x'])).code, 1);
	});

	it('what a branch adds, and an alias that goes back', async () => {
		assert.equal(await done(at.folder, 'changes', '--base', 'main'), 'Nothing is added to main.\n');
		assert.equal(await done(at.folder, 'alias', 'rollback', 'churn', 'production', '--reason', 'errors in the logs'), 'churn v1 holds production, v2 no longer does.\n');
		assert.equal(await done(at.folder, 'changes', '--base', 'main'), 'churn  moves production from v2 to v1\n  production: "errors in the logs"\n');
		assert.equal(await done(at.folder, 'changes', '--base', 'main', '--markdown'), '### Model registry\n\n- **churn** moves production from v2 to v1\n  - production: errors in the logs\n');
		const found = await json(at.folder, 'changes', '--base', 'HEAD');
		assert.deepEqual([found.added, found.missing, found.models[0].aliases[0].to], [1, 0, 'v1']);
		assert.equal((await cli(at.folder, ['changes'])).code, 2);
		assert.match((await cli(at.folder, ['changes', '--base', 'nowhere'])).stderr, /^'nowhere': git knows no commit, branch or tag of that name\. Fetch it, or name another\.\n$/);
	});
});
