import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RegistryError, type Reason } from '../../../src/core/errors';
import type { Registry } from '../../../src/core/registry';
import { withWorkspace, type Workspace } from '../support/workspace';

async function refuses(work: Promise<unknown>, reason: Reason, sentence: RegExp): Promise<void> {
	await assert.rejects(work, (error: unknown) => {
		assert.ok(RegistryError.is(error), `not the user's business: ${String((error as Error).stack)}`);
		assert.equal(error.reason, reason, error.message);
		assert.match(error.message, sentence);
		assert.ok(!error.message.includes('\n'), 'one sentence on one line');
		return true;
	});
}

/** Everything under the registry's folder but the lock's last holder. */
function everything(workspace: Workspace): readonly string[] {
	return (readdirSync(join(workspace.folder, '.model-registry'), { recursive: true }) as string[]).filter(path => !path.startsWith('lock')).sort();
}

function objects(workspace: Workspace): readonly string[] {
	const folder = join(workspace.folder, '.model-registry/artifacts/sha256');
	return existsSync(folder) ? (readdirSync(folder, { recursive: true }) as string[]).filter(path => path.length > 60) : [];
}

describe('register', () => {
	it('makes the next version, with what the files beside it say, stored once and readable in git', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write('models/churn/churn.bin', 'weights');
		workspace.write('models/churn/params.yaml', 'learning_rate: 2e-5\nlayers:\n  - 1\n  - 2\nopt: {name: adam}\n');
		workspace.write('models/churn/metrics.json', '{"auc": 0.8764, "log_loss": NaN}');
		const { version, created } = await registry.register('models/churn/churn.bin', { notes: 'First **good** one.', tags: { team: 'risk' }, aliases: ['staging'], reason: 'try it' });
		assert.ok(created);
		assert.equal(version.ref, 'churn@v1');
		assert.deepEqual(version.params, { learning_rate: 0.00002, layers: [1, 2], 'opt.name': 'adam' });
		assert.equal(version.written['params.learning_rate'], '2e-5');
		assert.equal(version.metrics.auc, 0.8764);
		assert.ok(Number.isNaN(version.metrics.log_loss));
		assert.deepEqual([version.aliases, version.tags, version.notes], [['staging'], { team: 'risk' }, 'First **good** one.']);
		assert.deepEqual(version.by, { name: 'Ada', email: 'ada@example.com' });
		const details = await registry.versionDetails('churn@staging');
		assert.deepEqual(details.files.map(file => [file.path, file.bytes]), [['churn.bin', 7]]);
		assert.equal(details.sources['metrics.auc']?.source.path, 'models/churn/metrics.json');
		assert.match(readFileSync(join(workspace.folder, details.record), 'utf8'), /"auc":\s+0\.8764,\n/);
	}));

	it('of bytes that the model has already returns that version and makes no second one, unless told to', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write('a.bin', 'same'); workspace.write('b.bin', 'same');
		await registry.register('a.bin', { model: 'm' });
		const second = await registry.register('b.bin', { model: 'm', aliases: ['production'], notes: 'seen twice', tags: { k: 'v' } });
		assert.deepEqual([second.created, second.version.ref, second.version.aliases, second.version.notes, second.version.tags], [false, 'm@v1', ['production'], 'seen twice', { k: 'v' }]);
		assert.equal((await registry.register('b.bin', { model: 'm', again: true })).version.ref, 'm@v2');
		assert.equal((await registry.register('b.bin', { model: 'other' })).version.ref, 'other@v1');
		assert.equal(objects(workspace).length, 1, 'equal bytes are stored once');
	}));

	it('of the same bytes by two at once makes one version', () => withWorkspace(async workspace => {
		const [here, there] = [await workspace.initialised(), workspace.open()];
		workspace.write('a.bin', 'the same bytes');
		const made = await Promise.all([here, here, there].map(registry => registry.register('a.bin', { model: 'churn', aliases: ['staging'] })));
		assert.deepEqual(made.map(one => one.created).sort(), [false, false, true]);
		assert.equal(new Set(made.map(one => one.version.id)).size, 1);
		await here.refresh();
		assert.equal((await here.versions()).total, 1);
		assert.deepEqual((await here.verify([])).map(one => one.state), ['ok']);
	}));

	it('takes a folder as one artifact', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write('net/config.txt', 'a'); workspace.write('net/weights/w.bin', 'bb'); workspace.write('net/weights/copy.bin', 'bb');
		const { version } = await registry.register('net', { model: 'net' });
		assert.deepEqual([version.artifact.kind, version.artifact.bytes], ['directory', 5]);
		const { files } = await registry.versionDetails('net@v1');
		assert.deepEqual(files.map(file => file.path), ['config.txt', 'weights/copy.bin', 'weights/w.bin']);
		assert.equal(objects(workspace).length, 2);
		const manifest = execFileSync('sh', ['-c', 'find . -type f | LC_ALL=C sort | sed s,^./,, | xargs sha256sum'], { cwd: join(workspace.folder, 'net') });
		assert.equal(version.artifact.digest, execFileSync('sha256sum', { input: manifest }).toString().slice(0, 64), 'the digest is that of what sha256sum prints');
	}));

	it('moves the lists of a folder of thousands of files, and of thousands of params, into evidence', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		for (let i = 0; i < 400; i++) { workspace.write(`big/f${i}.bin`, `file ${i}`); }
		const params = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`group.param_${i}`, i]));
		await registry.register('big', { model: 'big', params, notes: 'x'.repeat(100_000) });
		const details = await registry.versionDetails('big@v1');
		assert.deepEqual([details.files.length, details.params['group.param_2999'], details.notes.length], [400, 2999, 100_000]);
		await registry.close();
		rmSync(join(workspace.folder, '.model-registry/registry.sqlite'));
		const again = await workspace.open().versionDetails('big@v1');
		assert.deepEqual([again.files, again.params, again.notes], [details.files, details.params, details.notes]);
		assert.ok(readFileSync(join(workspace.folder, details.record)).length < 65_536);
	}));

	it('cancelled at any moment leaves no trace', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write('w.bin', Buffer.alloc(48 << 20, 7));
		await registry.models();
		const before = everything(workspace);
		for (const after of [0, 1, 2, 4]) {
			const controller = new AbortController();
			let seen = 0;
			const work = registry.register('w.bin', { model: 'm', signal: controller.signal, onProgress: () => { if (++seen > after) { controller.abort(); } } });
			if (after === 0) { controller.abort(); }
			await refuses(work, 'cancelled', /cancelled/);
			assert.deepEqual(everything(workspace), before, `after ${after} reports`);
		}
		assert.deepEqual(await registry.models(), []);
	}));

	it('is tied to git: commit, branch, remote without secrets, dirty, and the exact state', () => withWorkspace(async workspace => {
		workspace.git('init', '-q');
		workspace.git('config', 'user.name', 'Grace'); workspace.git('config', 'user.email', 'grace@example.com');
		workspace.git('remote', 'add', 'origin', 'https://grace:token123@example.com/team/repo.git');
		workspace.write('train.py', 'lr = 1\n');
		workspace.git('add', '-A'); workspace.git('commit', '-qm', 'one');
		const registry = workspace.open({ git: true, author: undefined });
		await registry.init();
		workspace.git('add', '-A'); workspace.git('commit', '-qm', 'registry');
		workspace.write('models/m.bin', 'w');
		const head = workspace.git('rev-parse', 'HEAD').trim();
		const clean = (await registry.register('models/m.bin', { model: 'm' })).version;
		workspace.write('train.py', 'lr = 2\n');
		workspace.write('models/m.bin', 'w2');
		const index = readFileSync(join(workspace.folder, '.git/index'));
		const dirty = (await registry.register('models/m.bin', { model: 'm' })).version;
		assert.deepEqual(readFileSync(join(workspace.folder, '.git/index')), index, 'the index is not touched');
		assert.deepEqual([clean.git?.commit, clean.git?.branch, clean.git?.dirty, clean.git?.snapshot], [head, 'main', false, head], 'the untracked artifact itself is no change of the code');
		assert.equal(workspace.git('ls-tree', '-r', '--name-only', `refs/model-registry/${dirty.id}`).includes('m.bin'), false);
		assert.deepEqual([dirty.git?.commit, dirty.git?.dirty], [head, true]);
		assert.equal(workspace.git('show', `refs/model-registry/${dirty.id}:train.py`), 'lr = 2\n');
		const details = await registry.versionDetails(dirty.ref);
		assert.deepEqual([details.gitState?.remote, details.gitState?.path, details.by.name], ['https://example.com/team/repo.git', 'models/m.bin', 'Grace']);
		assert.ok(!readFileSync(join(workspace.folder, details.record), 'utf8').includes('token123'));
	}));

	it('works without git and says in one sentence what it could not tie', () => withWorkspace(async workspace => {
		const registry = workspace.open({ git: true });
		await registry.init();
		await workspace.version(registry, 'm');
		const { gitState, untied } = await registry.versionDetails('m@v1');
		assert.equal(gitState, null);
		assert.match(untied ?? '', /^[A-Z].*\.$/);
	}));

	describe('refuses bad input with one sentence, and nothing is written', () => {
		const cases: readonly (readonly [string, Reason, RegExp, (workspace: Workspace) => string])[] = [
			['an empty file', 'empty-file', /empty\.bin is empty/, w => w.write('empty.bin', '')],
			['a folder without files', 'empty-folder', /hollow holds no files/, w => { mkdirSync(join(w.folder, 'hollow/deep'), { recursive: true }); return 'hollow'; }],
			['what is not there', 'not-found', /gone\.bin/, () => 'gone.bin'],
			['a broken link', 'not-found', /link\.bin/, w => { symlinkSync('nowhere', join(w.folder, 'link.bin')); return 'link.bin'; }],
			['a loop of links', 'link-loop', /loop\.bin/, w => { symlinkSync('loop.bin', join(w.folder, 'loop.bin')); return 'loop.bin'; }],
			['a pipe', 'not-a-file', /pipe is a/, w => { execFileSync('mkfifo', [join(w.folder, 'pipe')]); return 'pipe'; }],
			['a file outside', 'outside', /outside/, () => '../somewhere.bin'],
			['an absolute path outside', 'outside', /outside/, () => '/etc/hostname'],
			['a link that leads outside', 'outside', /out\.bin/, w => { symlinkSync('/etc/hostname', join(w.folder, 'out.bin')); return 'out.bin'; }],
			['the registry itself', 'inside-registry', /belongs to the registry/, () => '.model-registry/registry.json'],
			['the workspace folder', 'bad-path', /workspace folder itself/, () => '.'],
			['a name with a control character', 'bad-path', /control character/, w => w.write('a\u0007b.bin', 'x')],
		];
		for (const [what, reason, sentence, make] of cases) {
			it(what, () => withWorkspace(async workspace => {
				const registry = await workspace.initialised();
				const path = make(workspace);
				const before = everything(workspace);
				await refuses(registry.register(path, { model: 'm' }), reason, sentence);
				assert.deepEqual(everything(workspace), before);
			}));
		}

		it('a model name that differs only in case, or is none', () => withWorkspace(async workspace => {
			const registry = await workspace.initialised();
			await workspace.version(registry, 'churn');
			workspace.write('b.bin', 'x');
			const before = everything(workspace);
			await refuses(registry.register('b.bin', { model: 'Churn' }), 'name-taken', /'Churn' is too close to the existing model 'churn'/);
			for (const name of ['../x', 'a/../b', 'x'.repeat(300), 'a\u0000b', 'a@b', '<b>hi</b>', '[x](command:y)']) { await refuses(registry.register('b.bin', { model: name }), 'bad-name', /can't be a model's name/); }
			assert.deepEqual(everything(workspace), before);
		}));

		it('a registry that is a file, or not there', () => withWorkspace(async workspace => {
			workspace.write('a.bin', 'x');
			await refuses(workspace.open().register('a.bin'), 'not-initialised', /has no model registry/);
			writeFileSync(join(workspace.folder, '.model-registry'), 'I am a file');
			await refuses(workspace.open().register('a.bin'), 'registry-is-a-file', /is a file/);
			await refuses(workspace.open().init(), 'registry-is-a-file', /is a file/);
		}));

		it('an unreadable file and a read-only registry, as a user who is not root', function () {
			if (process.getuid?.() !== 0) { this.skip(); }
			return withWorkspace(async workspace => {
				const registry = await workspace.initialised();
				workspace.write('a.bin', 'x'); workspace.write('b.bin', 'y');
				execFileSync('chown', ['-R', '65534', workspace.folder]);
				chmodSync(join(workspace.folder, 'a.bin'), 0o000);
				process.seteuid?.(65534);
				try {
					await refuses(registry.register('a.bin', { model: 'm' }), 'unreadable', /a\.bin can't be read: permission denied/);
					await registry.register('b.bin', { model: 'm' });
					execFileSync('chmod', ['-R', 'a-w', join(workspace.folder, '.model-registry')]);
					workspace.write('c.bin', 'z');
					await refuses(registry.register('c.bin', { model: 'm' }), 'unwritable', /can't be written: permission denied/);
					await refuses(registry.setAlias('m@v1', 'production'), 'unwritable', /can't be written: permission denied/);
					const reader = workspace.open();
					assert.equal((await reader.versions()).total, 1, 'what is there can still be read');
					await reader.close();
				} finally {
					process.seteuid?.(0);
					execFileSync('chmod', ['-R', 'u+w', workspace.folder]);
				}
			});
		});

		it('a full disk, and nothing is lost', function () {
			if (process.getuid?.() !== 0) { this.skip(); }
			return withWorkspace(async workspace => {
				const disk = join(workspace.folder, 'disk');
				mkdirSync(disk);
				try {
					execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { stdio: 'pipe' });
				} catch {
					// Mounting needs more than root in some containers.
					return this.skip();
				}
				try {
					const { openRegistry } = await import('../../../src/core/registry');
					const registry: Registry = openRegistry({ folder: disk, git: false, author: { name: 'Ada', email: '' } });
					await registry.init();
					writeFileSync(join(disk, 'small.bin'), 'x');
					await registry.register('small.bin', { model: 'm' });
					writeFileSync(join(disk, 'large.bin'), Buffer.alloc(600_000, 1));
					await refuses(registry.register('large.bin', { model: 'm' }), 'disk-full', /disk is full/);
					assert.equal((await registry.versions()).total, 1);
					assert.deepEqual((await registry.verify([])).map(one => one.state), ['ok']);
					rmSync(join(disk, 'large.bin'));
					writeFileSync(join(disk, 'next.bin'), 'y');
					assert.equal((await registry.register('next.bin', { model: 'm' })).version.number, 2);
					await registry.close();
				} finally {
					execFileSync('umount', [disk]);
				}
			});
		});
	});
});
