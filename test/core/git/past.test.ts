import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openGit } from '../../../src/core/git/git';
import type { Past } from '../../../src/core/git/past';
import { git, sandbox } from './sandbox';

async function pastOf(folder: string, of = join(folder, 'x')): Promise<Past> {
	const past = await (await openGit(folder)).past(of);
	assert.ok(past);
	return past;
}

describe('what a repository holds besides its working tree', () => {
	const box = sandbox();

	it('its tags: name, commit, tagger, time and whole message', async () => {
		const folder = box.repository();
		const commit = git(folder, 'rev-parse', 'HEAD').trim();
		git(folder, 'tag', 'light');
		git(folder, '-c', 'user.name=Ana Lima', '-c', 'user.email=ana@example.com', 'tag', '-a', 'churn#prod#1', '-m', 'One\n\nTwo\nthree');
		git(folder, 'tag', '-a', 'of-a-tag', 'churn#prod#1', '-m', 'nested');
		git(folder, 'tag', '-a', 'of-a-tree', 'HEAD^{tree}', '-m', 'tree');
		const tags = await (await pastOf(folder)).tags();
		assert.deepEqual(tags.filter(tag => tag.name !== 'of-a-tag').map(({ at, ...tag }) => ({ ...tag, dated: at !== undefined && Math.abs(at.getTime() - Date.now()) < 600_000 })), [
			{ name: 'churn#prod#1', commit, annotated: true, by: { name: 'Ana Lima', email: 'ana@example.com' }, message: 'One\n\nTwo\nthree', dated: true },
			{ name: 'light', commit, annotated: false, by: undefined, message: '', dated: false },
		]);
	});

	it('its commits, newest first, each with what it was made on; those of other branches too, none before its children', async () => {
		const folder = box.repository();
		const first = git(folder, 'rev-parse', 'HEAD').trim();
		git(folder, 'checkout', '-q', '-b', 'side');
		git(folder, 'commit', '-q', '--allow-empty', '-m', 'side');
		const side = git(folder, 'rev-parse', 'HEAD').trim();
		git(folder, 'checkout', '-q', 'main');
		git(folder, 'commit', '-q', '--allow-empty', '-m', 'on main');
		const main = git(folder, 'rev-parse', 'HEAD').trim();
		git(folder, 'merge', '-q', '--no-ff', '-m', 'merged', 'side');
		const merged = git(folder, 'rev-parse', 'HEAD').trim();
		const log = await (await pastOf(folder)).log(10);
		assert.deepEqual([log[0]?.hash, log[0]?.parents, log.at(-1)?.hash, log.at(-1)?.parents], [merged, [main, side], first, []]);
		assert.deepEqual(log.map(({ hash }) => hash).sort(), [first, side, main, merged].sort());
		assert.ok(Math.abs((log[0]?.at.getTime() ?? 0) - Date.now()) < 600_000);
		assert.equal((await (await pastOf(folder)).log(2)).length, 2);
		const empty = box.folder();
		git(empty, 'init', '-q');
		assert.deepEqual(await (await pastOf(empty)).log(10), []);
	});

	it('files of any commit, without touching anything', async () => {
		const folder = box.repository({ 'a.txt': 'one', 'deep/er/b.bin': Buffer.from([0, 255, 13, 10]), 'deep/c.txt': 'c\r\n' });
		const first = git(folder, 'rev-parse', 'HEAD').trim();
		symlinkSync('/etc/passwd', join(folder, 'link'));
		writeFileSync(join(folder, 'a.txt'), 'two');
		git(folder, 'add', '-A');
		git(folder, 'commit', '-q', '-m', 'second');
		const second = git(folder, 'rev-parse', 'HEAD').trim();
		const past = await pastOf(folder);
		const names = async (...args: Parameters<Past['files']>) => (await past.files(...args)).map(file => [file.path, file.bytes, file.kind]);
		assert.deepEqual(await names(first, ''), [['a.txt', 3, 'file'], ['deep/c.txt', 3, 'file'], ['deep/er/b.bin', 4, 'file']]);
		assert.deepEqual(await names(first, 'deep'), [['deep/c.txt', 3, 'file'], ['deep/er/b.bin', 4, 'file']]);
		assert.deepEqual(await names(first, 'deep', { deep: false }), [['deep/c.txt', 3, 'file']]);
		assert.deepEqual(await names(second, 'link'), [['link', 11, 'link']]);
		assert.deepEqual([await names(first, 'none'), await names('HEAD', 'a.txt'), await names('--all', '')], [[], [], []]);
		const texts = await past.texts([`${first}:a.txt`, `${second}:a.txt`, `${first}:none`, `${first}:deep`, `${first}:a.txt\n${first}:deep/c.txt`, 'HEAD:a.txt', `${first}:deep/er/b.bin`], 3);
		assert.deepEqual([...texts], [[`${first}:a.txt`, 'one'], [`${second}:a.txt`, 'two']]);
		assert.deepEqual(git(folder, 'status', '--porcelain'), '');
	});

	it('a folder at any name of git, in one process, whatever attributes say of it', async () => {
		const folder = box.repository({ 'reg/records/2026-01/a.json': '{"a":1}\r\n', 'reg/records/2026-01/b.gz': Buffer.from([0, 10, 255, 10, 100]), 'reg/records/2026-01/data_8': 'data 8\nM 100644 :1 x\n', 'big/m': 'model', '.gitattributes': '*.json text eol=lf filter=evil\n*.gz export-ignore\n' });
		git(folder, 'tag', '-a', '-m', 'data 3\n', 'v1');
		git(folder, 'switch', '-q', '-c', 'reg');
		writeFileSync(join(folder, 'reg/records/2026-01/c.json'), '{}');
		git(folder, 'add', '-A');
		git(folder, 'commit', '-q', '-m', 'commit x\n\nmark :1\ndeleteall');
		git(folder, 'switch', '-q', '-');
		git(folder, 'merge', '-q', '--no-ff', '-m', 'merged', 'reg');
		// From here on: switching and merging would run it.
		git(folder, 'config', 'filter.evil.smudge', 'touch smudged');
		const past = await pastOf(folder);
		const at = async (ref: string) => { const { commit, files } = await past.contentsOf(ref, 'reg/records', 1 << 20); return [commit, [...files].map(([path, bytes]) => `${path} ${bytes.toString('hex')}`).sort()]; };
		for (const ref of ['HEAD', 'v1', 'reg', 'HEAD~1', git(folder, 'rev-parse', 'v1^{commit}').trim()]) {
			const commit = git(folder, 'rev-parse', `${ref}^{commit}`).trim();
			const expected = git(folder, 'ls-tree', '-r', '--name-only', commit, 'reg/records').trim().split('\n').map(path => `${path.slice('reg/records/'.length)} ${execFileSync('git', ['cat-file', 'blob', `${commit}:${path}`], { cwd: folder }).toString('hex')}`);
			assert.deepEqual(await at(ref), [commit, expected.sort()]);
		}
		assert.deepEqual((await past.contentsOf('HEAD', 'reg/records', 4)).files.size, 1, 'what is longer is left out');
		assert.deepEqual((await past.contentsOf('HEAD', 'not/there', 1 << 20)).files.size, 0);
		for (const ref of ['none', '--all', 'HEAD:reg', 'a b']) { await assert.rejects(past.contentsOf(ref, 'reg/records', 1 << 20), { reason: 'bad-value' }, ref); }
		assert.equal(existsSync(join(folder, 'smudged')), false);
	});

	it('blobs, byte by byte, whatever attributes say of them', async () => {
		const bytes = Buffer.from('line\nline\r\n\0');
		const folder = box.repository({ 'deep/m.txt': bytes, '.gitattributes': '*.txt text eol=crlf filter=evil\n' });
		git(folder, 'config', 'filter.evil.smudge', 'touch smudged');
		const past = await pastOf(folder);
		const [file] = await past.files(git(folder, 'rev-parse', 'HEAD').trim(), 'deep/m.txt');
		const to = box.folder();
		await past.write(file?.object ?? '', to, 'm.bin');
		const inRepository = Buffer.from(git(folder, 'cat-file', 'blob', file?.object ?? ''), 'utf8');
		assert.deepEqual([readFileSync(join(to, 'm.bin')), existsSync(join(to, 'smudged')), existsSync(join(folder, 'smudged'))], [inRepository, false, false]);
		await assert.rejects(past.write('0'.repeat(40), to, 'none'), { reason: 'git-failed' });
		assert.equal(git(folder, 'status', '--porcelain'), '');
	});

	it('commits, which a version\'s ref holds', async () => {
		const folder = box.repository();
		const past = await pastOf(folder);
		const commit = git(folder, 'rev-parse', 'HEAD').trim();
		assert.equal(await past.keep('01KAX000000000000000000000', commit), true);
		assert.equal(git(folder, 'rev-parse', 'refs/model-registry/01KAX000000000000000000000').trim(), commit);
		assert.equal(await past.keep('01KAX000000000000000000001', 'f'.repeat(40)), false);
		assert.equal(await past.keep('01KAX000000000000000000001', 'HEAD\ndelete refs/heads/main'), false);
	});

	it('knows where a folder lies in it, and that there may be none', async () => {
		const folder = box.repository();
		mkdirSync(join(folder, 'a/b'), { recursive: true });
		assert.equal((await pastOf(join(folder, 'a'), join(folder, 'a/b/x'))).path, 'a/b/x');
		const plain = box.folder();
		assert.equal(await (await openGit(plain)).past(join(plain, 'x')), null);
	});
});
