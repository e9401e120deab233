import assert from 'node:assert/strict';
import fc from 'fast-check';
import { authorOf } from '../../../src/core/git/author';
import { parseConfig, settingOf } from '../../../src/core/git/config';
import { sentencesOf, size } from '../../../src/core/git/leftOut';
import { publicUrl, remoteOf } from '../../../src/core/git/remote';
import { parseStatus } from '../../../src/core/git/status';

const settings = (...lines: string[]) => parseConfig(lines.map(line => `local\0${line.replace('=', '\n')}\0`).join(''));

describe('git: what it says', () => {
	it('a remote without user, password, token or local path', () => {
		const urls: Record<string, string | null> = {
			'https://host.org/a/b.git': 'https://host.org/a/b.git',
			'https://user:tok@host.org/x': 'https://host.org/x',
			'https://ghp_abc@host.org:8443/x?private_token=1#f': 'https://host.org:8443/x',
			'https://us%40er:p%3Aw@host.org/a%20b': 'https://host.org/a%20b',
			'https://user:p@ss@host.org/x': 'https://host.org/x',
			'http://host.org/@scope/x': 'http://host.org/@scope/x',
			'ssh://git@host.org:2222/a.git': 'ssh://git@host.org:2222/a.git',
			'ssh://git:secret@host.org/a.git': 'ssh://git@host.org/a.git',
			'ssh://ada@host.org/a.git': 'ssh://host.org/a.git',
			'git@host.org:a/b.git': 'git@host.org:a/b.git',
			'ada@host.org:a/b.git': 'host.org:a/b.git',
			'user:secret@host.org:a/b.git': 'host.org:a/b.git',
			'user:sec@ret@host.org:a': null,
			'git@[::1]:a/b.git': 'git@[::1]:a/b.git',
			'host:a': 'host:a',
			'git://host.org/a': 'git://host.org/a',
			'https://host.org/ghp_0123456789abcdef0123/x.git': null,
			'https://host.org/glass-shattering-experiment.git': 'https://host.org/glass-shattering-experiment.git',
			'file:///home/ada/x': null, '/home/ada/x': null, './x': null, '../x': null, '~/x': null, 'x': null, './a:b': null,
			'C:/Users/ada/x': null, 'C:\\Users\\ada\\x': null, '\\\\server\\share\\x': null,
			'ext::sh -c evil': null, 'https://': null, 'https://host.org/a\nb': null, 'unknown://host/x': null, '': null,
		};
		for (const [url, expected] of Object.entries(urls)) { assert.equal(publicUrl(url), expected, url); }
	});

	it('no secret survives, whatever it is made of', () => {
		const secret = fc.string({ unit: fc.constantFrom('x', 'Q', '7', '-', '_', '%41', ':', '@', '~', '.'), minLength: 6, maxLength: 20 }).map(text => `S3C${text}R3T`);
		fc.assert(fc.property(secret, fc.constantFrom('https://u:@@host.org/a.git', 'https://@@@host.org/a', 'ssh://u:@@host.org/a', 'u:@@host.org:a', '@@@host.org:a', 'https://host.org/a?token=@', 'http://@:x@host.org/a'), (text, template) => {
			const url = template.replace('@@@', `${text}@`).replace('@@', `${text}@`).replace(/@(?=:x@)|@$/, text);
			assert.ok(!publicUrl(url)?.includes('R3T'), `${url} → ${publicUrl(url)}`);
		}));
	});

	it('the remote of the upstream, of origin, or the only one, with its short forms written out', () => {
		assert.equal(remoteOf(settings(), 'main'), null);
		assert.equal(remoteOf(settings('remote.up.url=https://h/up'), null), 'https://h/up');
		assert.equal(remoteOf(settings('remote.up.url=https://h/up', 'remote.two.url=https://h/two'), 'main'), null);
		assert.equal(remoteOf(settings('remote.up.url=https://h/up', 'remote.origin.url=https://h/o', 'branch.Feature/x.remote=up'), 'Feature/x'), 'https://h/up');
		assert.equal(remoteOf(settings('remote.origin.url=gh:a/b', 'url.https://tok@host.org/.insteadof=gh:', 'url.https://wrong/.insteadof=g'), 'main'), 'https://host.org/a/b');
	});

	it('settings with dots, line breaks and no value', () => {
		const all = parseConfig('global\0filter.a.b.clean\nx\ny\0local\0core.bare\0worktree\0user.name\n\0');
		assert.deepEqual(all[0], { scope: 'global', section: 'filter', subsection: 'a.b', name: 'clean', value: 'x\ny' });
		assert.deepEqual([settingOf(all, 'core', '', 'bare'), settingOf(all, 'user', '', 'name'), settingOf(all, 'user', '', 'email')], ['true', '', undefined]);
	});

	it('who acts', () => {
		const all = settings('user.name=Ada', 'user.email=ada@example.org');
		assert.deepEqual(authorOf(all, {}), { name: 'Ada', email: 'ada@example.org' });
		assert.deepEqual(authorOf(settings('user.name=Ada', 'author.name=A. L.', 'user.email=e'), {}), { name: 'A. L', email: 'e' });
		assert.deepEqual(authorOf(all, { GIT_AUTHOR_NAME: 'CI', GIT_AUTHOR_EMAIL: 'ci@example.org' }), { name: 'CI', email: 'ci@example.org' });
		const nobody = authorOf(settings('user.name= .,<>\n', 'user.email=<>'), {});
		assert.ok(nobody.name.length > 0);
		assert.equal(nobody.email, '');
	});

	it('a status with everything in it', () => {
		const status = parseStatus(Buffer.from([
			'# branch.oid 1234', '# branch.head ma in', '# branch.upstream origin/x', '1 M. N... 100644 100644 100644 a b staged file', '1 .D N... 100644 100644 000000 a b gone',
			'1 AM N... 000000 100644 100644 a b both', 'u UU N... 100644 100644 100644 100644 a b c conflict', 'u UD N... 100644 100644 100644 000000 a b c removed', '? new\nfile', '? x/.model-registry/a', '',
		].join('\0')));
		assert.deepEqual(status, {
			commit: '1234', branch: 'ma in', changes: [
				{ path: 'staged file', index: 'staged', tree: 'same' }, { path: 'gone', index: 'same', tree: 'deleted' }, { path: 'both', index: 'staged', tree: 'changed' },
				{ path: 'conflict', index: 'unmerged', tree: 'changed' }, { path: 'removed', index: 'unmerged', tree: 'deleted' }, { path: 'new\nfile', index: 'untracked', tree: 'changed' },
			], registry: [{ path: 'x/.model-registry/a', index: 'untracked', tree: 'changed' }],
		});
	});

	it('sizes and sentences', () => {
		assert.deepEqual([0, 1023, 1024, 10 * 1024 ** 2, 1.25 * 1024 ** 3].map(size), ['0 bytes', '1023 bytes', '1 KiB', '10 MiB', '1.3 GiB']);
		assert.deepEqual(sentencesOf([{ path: 'b', why: 'is x' }, { path: 'a\nb', why: 'is y' }]), ['"a\\nb" is y.', 'b is x.']);
	});
});
