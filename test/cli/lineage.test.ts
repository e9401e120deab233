import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cli, done, json, workspace, type Workspace } from './cli';

const golden = resolve('test/cli/golden');

describe('cli: lineage', function () {
	// A process per step, on a machine that may be busy.
	this.timeout(90_000);
	let at: Workspace;

	before(async () => {
		at = await workspace();
		const register = async (model: string, text: string, ...more: string[]) => {
			const path = `models/${model}-${text}.bin`;
			await at.put(path, `${model} ${text}`);
			await done(at.folder, 'register', path, '--model', model, ...more);
		};
		await register('sentiment', 'one');
		await register('sentiment', 'two', '--alias', 'production');
		await register('merged', 'one');
		await register('small', 'one');
		await at.put('data/reviews.csv', 'text,label\n');
		await done(at.folder, 'link', 'sentiment@v1', '--from', 'hf:distilroberta-base@fb53ab8802853c8e4fbdbcd0529f21fc6f459b2b', '--relation', 'fine-tuned-from');
		await done(at.folder, 'link', 'sentiment@v2', '--from', 'sentiment@v1', '--relation', 'fine-tuned-from', '--reason', 'in the lab book');
		for (const ref of ['sentiment@v1', 'sentiment@v2']) { await done(at.folder, 'link', ref, '--from', 'data/reviews.csv', '--relation', 'trained-on'); }
		for (const ref of ['sentiment@v1', 'sentiment@v2']) { await done(at.folder, 'link', 'merged@v1', '--from', ref, '--relation', 'merged-from'); }
		await done(at.folder, 'link', 'small@v1', '--from', 'merged', '--relation', 'distilled-from');
	});

	async function matches(name: string, ...args: readonly string[]): Promise<void> {
		const { code, stdout, stderr } = await cli(at.folder, args);
		assert.deepEqual([code, stderr], [0, '']);
		const file = join(golden, `${name}.txt`);
		const found = stdout.replace(/\b[0-9a-f]{7}(?=  main|\\nmain| · main)/g, '0000000').replace(/since \d+ \w{3}/g, 'since 23 Nov');
		if (process.env['UPDATE_GOLDEN'] === '1') { await writeFile(file, found); return; }
		assert.equal(found, await readFile(file, 'utf8'));
	}

	it('lineage', () => matches('lineage', 'lineage', 'sentiment@v2'));
	it('lineage of a data set', () => matches('lineage-data', 'lineage', 'data/reviews.csv', '--down'));
	it('lineage as far as was asked', () => matches('lineage-depth', 'lineage', 'small', '--up', '--depth', '2'));
	it('lineage for Graphviz', () => matches('lineage-dot', 'lineage', 'sentiment@v2', '--dot'));
	it('lineage for Mermaid', () => matches('lineage-mermaid', 'lineage', 'sentiment@v2', '--mermaid'));
	it('lineage between two', () => matches('lineage-to', 'lineage', 'small@v1', '--to', 'hf:distilroberta-base'));

	it('lineage for machines', async () => {
		const found = await json(at.folder, 'lineage', 'hf:distilroberta-base', '--down');
		assert.deepEqual(found.roots, ['base-model:hf:distilroberta-base@fb53ab8802853c8e4fbdbcd0529f21fc6f459b2b']);
		assert.equal(found.nodes.length, 6, 'commits are above what they led to, not below');
		assert.deepEqual(found.impact.dependents, 5);
		assert.equal(found.impact.inProduction.length, 1);
		assert.deepEqual(Object.keys(found.edges[0]), ['from', 'to', 'relation', 'source', 'certainty', 'byHand', 'since', 'until']);
		assert.equal((await json(at.folder, 'lineage', 'small', '--to', 'data/reviews.csv')).edges.length, 3);
	});

	it('a path means the same from a folder below', async () => {
		await mkdir(join(at.folder, 'data/deeper'), { recursive: true });
		assert.match(await done(join(at.folder, 'data/deeper'), 'lineage', '../reviews.csv', '--down', '--depth', '1'), /^reviews\.csv +data\/reviews\.csv\nLed to\n/);
	});

	it('a link is taken away, and a removal taken back', async () => {
		assert.equal(await done(at.folder, 'unlink', 'small@v1', '--from', 'merged@v1', '--reason', 'it was another'), 'small v1: no longer distilled from merged v1.\n');
		assert.match(await done(at.folder, 'lineage', 'small', '--up'), /^small v1\nMade from\n  produced by [^\n]+\n$/);
		assert.match(await done(at.folder, 'history', 'small@v1'), /removed a link: distilled from merged v1 .*"it was another"/);
		assert.equal(await done(at.folder, 'link', 'small@v1', '--from', 'merged@v1', '--relation', 'distilled-from'), 'small v1: distilled from merged v1.\n');
	});

	it('what can\'t be is refused with one sentence, and nothing is written', async () => {
		const before = (await json(at.folder, 'history')).length;
		const cases: [string[], number, RegExp][] = [
			[['lineage', 'nothing'], 1, /^Nothing in the lineage is called 'nothing'\. Name a version/],
			[['lineage', 'sentiment@v9'], 1, /^There is no version 'sentiment@v9'/],
			[['lineage', 'sentiment', '--up', '--down'], 2, /leave both out/],
			[['lineage', 'sentiment', '--depth', 'x'], 2, /--depth takes a whole number/],
			[['lineage', 'sentiment', '--dot', '--mermaid'], 2, /Only one of/],
			[['link', 'sentiment@v1', '--from', 'small@v1', '--relation', 'merged-from'], 1, /^sentiment v1 can't come from small v1: small v1 already comes from sentiment v1\.$/m],
			[['link', 'sentiment@v1', '--from', 'sentiment@v1', '--relation', 'merged-from'], 1, /^sentiment v1 can't come from itself\.$/m],
			[['link', 'sentiment@v1', '--from', 'hf:a/b', '--relation', 'stolen-from'], 1, /^The relation 'stolen-from': it is none of trained-from, /],
			[['link', 'sentiment@v1', '--from', 'no/such.csv', '--relation', 'trained-on'], 1, /^no\/such\.csv doesn't exist\. Check the path\.$/m],
			[['link', 'sentiment@v1', '--from', '../outside.csv', '--relation', 'trained-on'], 1, /outside/],
			[['link', 'sentiment@v1', '--from', '.model-registry/registry.json', '--relation', 'trained-on'], 1, /belongs to the registry itself/],
			[['link', 'sentiment@v1', '--from', 'hf:', '--relation', 'trained-on'], 1, /a Hub id is written hf:org\/name/],
			[['link', 'sentiment@v1', '--relation', 'trained-on'], 2, /link needs --from/],
			[['link', 'sentiment@v1', '--from', 'hf:a/b'], 2, /link needs --relation/],
			[['unlink', 'sentiment@v1', '--from', 'hf:a/b'], 1, /^sentiment@v1 has no lineage link to 'hf:a\/b'/],
			[['unlink', 'sentiment@v1', '--from', '\u001b[31m'], 1, /no lineage link/],
		];
		for (const [args, code, expected] of cases) {
			const answer = await cli(at.folder, args);
			assert.equal(answer.code, code, `${args.join(' ')}: ${answer.stderr}`);
			assert.match(answer.stderr, expected);
			assert.equal(answer.stdout, '');
			assert.doesNotMatch(answer.stderr, /\n\s+at |undefined|[^\P{Cc}\n]/u);
		}
		assert.equal((await json(at.folder, 'history')).length, before);
	});
});
