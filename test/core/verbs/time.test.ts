import assert from 'node:assert/strict';
import { RegistryError } from '../../../src/core/errors';
import { changesMarkdown } from '../../../src/core/exports/changesMarkdown';
import { historyCsv } from '../../../src/core/exports/historyCsv';
import { historyMarkdown } from '../../../src/core/exports/historyMarkdown';
import { parseInstant } from '../../../src/core/present/instant';
import { withWorkspace, type Workspace } from '../support/workspace';

const refused = (reason: string, text: RegExp) => (error: unknown) => RegistryError.is(error) && error.reason === reason && text.test(error.message);
const noon = (day: string) => new Date(`${day}T12:00:00Z`);

/** v1 in production from 1 May, v2 from 10 May, back on v1 from 20 May, none from 30 May. */
async function months(workspace: Workspace) {
	let now = noon('2026-05-01');
	const registry = await workspace.initialised({ now: () => now });
	await workspace.version(registry, 'churn');
	await registry.setAlias('churn@v1', 'production', 'the first');
	now = noon('2026-05-10');
	await workspace.version(registry, 'churn');
	await registry.setAlias('churn@v2', 'production', '=HYPERLINK("http://evil") | <b>\n"quoted", and more');
	now = noon('2026-05-20');
	await registry.rollbackAlias('churn', 'production');
	now = noon('2026-05-30');
	await registry.removeAlias('churn', 'production');
	return registry;
}

describe('the registry in time', () => {
	it('knows what an alias meant at a moment, since when, who and why', () => withWorkspace(async workspace => {
		const registry = await months(workspace);
		const held = async (day: string) => { const { version, alias } = await registry.versionAsOf('churn@production', noon(day)); return `${version.label} ${alias?.since.toISOString().slice(0, 10) ?? ''} ${alias?.reason?.slice(0, 10) ?? ''}`; };
		assert.deepEqual([await held('2026-05-01'), await held('2026-05-09'), await held('2026-05-10'), await held('2026-05-25')], ['v1 2026-05-01 the first', 'v1 2026-05-01 the first', 'v2 2026-05-10 =HYPERLINK', 'v1 2026-05-20 rolled bac']);
		await assert.rejects(held('2026-04-30'), refused('no-alias-then', /^No version of churn held production on 2026-04-30\./));
		await assert.rejects(held('2026-05-31'), refused('no-alias-then', /2026-05-31/));
		assert.equal((await registry.versionAsOf('churn@latest', noon('2026-05-05'))).version.label, 'v1');
		assert.equal((await registry.versionAsOf('churn@v2', noon('2026-05-12'))).version.label, 'v2');
		await assert.rejects(registry.versionAsOf('churn@v2', noon('2026-05-05')), refused('no-version-then', /^churn@v2 was not registered yet on 2026-05-05\.$/));
		await assert.rejects(registry.versionAsOf('churn@nothing', noon('2026-05-05')), refused('no-version', /churn@nothing/));
	}));

	it('rolls an alias back by one record, twice is where it was, and says why it can\'t', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		for (let i = 0; i < 3; i++) { await workspace.version(registry, 'churn'); }
		await assert.rejects(registry.rollbackAlias('churn', 'production'), refused('no-alias', /churn has no alias 'production'/));
		await registry.setAlias('churn@v1', 'production');
		await assert.rejects(registry.rollbackAlias('churn', 'production'), refused('nothing-before', /never been on another version/));
		await registry.setAlias('churn@v3', 'production');
		const before = (await registry.history()).length;
		await registry.rollbackAlias('churn', 'production');
		assert.equal((await registry.history()).length, before + 1);
		assert.equal((await registry.version('churn@production')).label, 'v1');
		assert.equal((await registry.history({ model: 'churn', alias: 'production' }))[0]?.reason, 'rolled back from v3');
		await registry.rollbackAlias('churn', 'production', 'it was not that');
		assert.equal((await registry.version('churn@production')).label, 'v3');
		await registry.removeAlias('churn', 'production');
		await registry.rollbackAlias('churn', 'production');
		assert.equal((await registry.version('churn@production')).label, 'v3', 'a removal is rolled back too');
	}));

	it('filters the history by day, person and kind', () => withWorkspace(async workspace => {
		const registry = await months(workspace);
		const texts = async (of: Parameters<typeof registry.history>[0]) => (await registry.history(of)).map(entry => entry.text.replace(/files\/\S+/, 'a file'));
		assert.deepEqual(await texts({ since: noon('2026-05-15') }), ['removed production', 'moved production here']);
		assert.deepEqual(await texts({ until: noon('2026-05-01') }), ['moved production here', 'registered a file']);
		assert.deepEqual(await texts({ kinds: ['version'], since: noon('2026-05-02') }), ['registered a file']);
		assert.equal((await texts({ by: 'ADA@example' })).length, 6);
		assert.deepEqual(await texts({ by: 'nobody' }), []);
		assert.deepEqual(await texts({ by: 'ada', limit: 1, offset: 1 }), ['moved production here']);
		await assert.rejects(registry.history({ kinds: ['alia'] }), refused('bad-value', /^The kind 'alia': it is none of .*alias/));
	}));

	it('writes the history for an auditor, with nothing in it that acts', () => withWorkspace(async workspace => {
		const entries = (await (await months(workspace)).history({ kinds: ['alias'], until: noon('2026-05-10') }));
		const csv = historyCsv(entries).split('\r\n');
		assert.equal(csv[0], 'at,name,email,model,version,before,kind,what,why,record,file,commit');
		assert.match(historyCsv(entries), /,"'=HYPERLINK\(""http:\/\/evil""\) \| <b>\n""quoted"", and more",/);
		assert.match(csv.at(-2) ?? '', /^2026-05-01T12:00:00\.000Z,Ada,ada@example\.com,churn,v1,,alias\.set,moved production here,the first,/);
		const markdown = historyMarkdown(entries).trimEnd().split('\n');
		assert.equal(markdown.length, 4);
		assert.match(markdown[2] ?? '', /=HYPERLINK\("http\\:\/\/evil"\) \\\| \\<b\\> "quoted"/);
	}));

	it('takes days and times as people write them, and no others', () => {
		assert.equal(parseInstant('--at', '2026-05-03', 'last').getTime() - parseInstant('--at', '2026-05-03', 'first').getTime(), 86_400_000 - 1);
		assert.equal(parseInstant('--at', '2026-05-03T14:00Z', 'last').toISOString(), '2026-05-03T14:00:00.000Z');
		for (const text of ['', 'yesterday', '2026-02-30', '2026-13-01', '03.05.2026', '2026-05-03T25:00', '20260503']) { assert.throws(() => parseInstant('--at', text, 'last'), refused('bad-value', /--at/)); }
	});
});

describe('what a branch adds', () => {
	it('is told in sentences against any ref, committed or not, from one look at git', () => withWorkspace(async workspace => {
		workspace.git('init', '-q');
		workspace.write('train.py', 'print()');
		const registry = await workspace.initialised({ git: true });
		await workspace.version(registry, 'churn');
		await registry.setAlias('churn@v1', 'production');
		await registry.setAlias('churn@v1', 'staging');
		workspace.git('add', '.');
		workspace.git('commit', '-qm', 'first');
		workspace.git('switch', '-qc', 'work/branch');
		assert.deepEqual(await registry.changes('main'), { base: 'main', added: 0, missing: 0, models: [] });
		assert.equal(changesMarkdown(await registry.changes('main')), 'The model registry is unchanged.\n');
		for (let i = 0; i < 3; i++) { await workspace.version(registry, 'churn'); }
		await registry.setAlias('churn@v2', 'staging');
		await registry.setAlias('churn@v3', 'staging', 'better on [holdout](http://x)');
		await registry.removeAlias('churn', 'production');
		await registry.setAlias('churn@v1', 'old');
		await registry.setAlias('churn@v4', 'passing');
		await registry.removeAlias('churn', 'passing');
		await registry.archive('churn@v2');
		await registry.addNote({ ref: 'churn@v3' }, 'A note.');
		await workspace.version(registry, 'fraud');
		workspace.git('add', '.');
		workspace.git('commit', '-qm', 'more');
		await registry.addNote({ ref: 'churn@v3' }, 'Another, not committed.');
		const found = await registry.changes('main');
		assert.deepEqual(found.models.map(({ model, sentences }) => [model, ...sentences]), [
			['churn', 'adds 3 versions (v2, v3 and v4)', 'puts old on v1', 'takes production from v1', 'moves staging from v1 to v3', 'adds 2 notes', 'archives v2'],
			['fraud', 'adds v1'],
		]);
		assert.equal(changesMarkdown(found), [
			'### Model registry', '', '- **churn** adds 3 versions (v2, v3 and v4), puts old on v1, takes production from v1, moves staging from v1 to v3, adds 2 notes, archives v2',
			'  - staging: better on \\[holdout\\](http\\://x)', '- **fraud** adds v1', '',
		].join('\n'));
		workspace.git('tag', 'here');
		workspace.git('add', '.');
		workspace.git('commit', '-qm', 'the note');
		workspace.git('switch', '-q', 'main');
		await registry.refresh();
		const behind = await registry.changes('work/branch');
		assert.deepEqual([behind.added, behind.models], [0, []]);
		assert.equal(behind.missing, found.added);
	}));

	it('counts everything where the base has no registry, also in a folder of the repository', () => withWorkspace(async workspace => {
		workspace.git('init', '-q');
		workspace.write('README.md', 'x');
		workspace.git('add', '.');
		workspace.git('commit', '-qm', 'first');
		const registry = await workspace.initialised({ git: true });
		await workspace.version(registry, 'churn');
		assert.deepEqual((await registry.changes('HEAD')).models.map(one => one.sentences), [['adds v1']]);
		await assert.rejects(registry.changes('no-such'), refused('bad-value', /'no-such': git knows no commit, branch or tag of that name/));
		for (const ref of ['--output=x', '', 'a b', 'HEAD:README.md', 'x\u001b[31m']) { await assert.rejects(registry.changes(ref), refused('bad-value', /git knows no/)); }
	}));

	it('needs git, and says so', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		await workspace.version(registry, 'churn');
		await assert.rejects(registry.changes('main'), refused('git-failed', /untrusted/));
		await registry.close();
		await assert.rejects(workspace.open({ git: true }).changes('main'), refused('git-failed', /in no git repository/));
	}));
});
