import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox } from './sandbox';
import { noise, refused, sandbox, sha } from './sandbox';

describe('check', () => {
	let box: Sandbox;
	beforeEach(async () => { box = await sandbox(); });
	afterEach(() => box.remove());
	const stored = async (path: string, policy: 'copy' | 'reference') => {
		const staged = await box.store.stage(join(box.workspace, path), { policy });
		await staged.publish();
		return { ...staged, path };
	};

	it('tells stored bytes that are there, changed and missing', async () => {
		for (const name of ['a', 'b', 'c', 'd']) { await box.file(`m/${name}`, `bytes ${name}`); }
		const artifact = await stored('m', 'copy');
		const states = async (deep: boolean) => (await box.store.check(artifact, { deep })).map(one => `${one.file.path} ${one.state}`);
		assert.deepEqual(await states(true), ['a ok', 'b ok', 'c ok', 'd ok']);
		const object = (name: string) => box.store.objectPath(sha(`bytes ${name}`));
		for (const name of ['b', 'c']) { await chmod(object(name), 0o644); }
		await writeFile(object('b'), 'Bytes b');
		await writeFile(object('c'), 'short');
		await rm(object('d'));
		assert.deepEqual(await states(true), ['a ok', 'b modified', 'c modified', 'd missing']);
		assert.deepEqual(await states(false), ['a ok', 'b ok', 'c modified', 'd missing']);
		const [first] = await box.store.check(artifact, { deep: false });
		assert.equal(first?.at, object('a'));
	});

	it('looks for referred bytes in the workspace', async () => {
		await box.file('m/a', 'aa');
		await box.file('m/sub/b', 'bb');
		const artifact = await stored('m', 'reference');
		const states = async () => (await box.store.check(artifact, { deep: true })).map(one => one.state);
		assert.deepEqual(await states(), ['ok', 'ok']);
		await box.file('m/a', 'xx');
		await rename(join(box.workspace, 'm/sub/b'), join(box.workspace, 'm/sub/c'));
		assert.deepEqual(await states(), ['modified', 'missing']);
		await mkdir(join(box.workspace, 'm/sub/b'));
		assert.deepEqual(await states(), ['modified', 'modified']);
		if (process.platform !== 'win32') {
			await rm(join(box.workspace, 'm/a'));
			execFileSync('mkfifo', [join(box.workspace, 'm/a')]);
			assert.deepEqual(await states(), ['modified', 'modified']);
			await rm(join(box.workspace, 'm/a'));
			await symlink('/etc/hostname', join(box.workspace, 'm/a'));
			assert.deepEqual(await states(), ['missing', 'modified']);
		}
		const file = { ...await stored('m/sub/c', 'reference') };
		assert.deepEqual((await box.store.check(file, { deep: true })).map(one => [one.state, one.at]), [['ok', join(box.workspace, 'm/sub/c')]]);
	});

	it('follows no path of a hostile record', async () => {
		const files = [{ path: 'passwd', sha256: sha('x'), bytes: 1 }];
		for (const path of ['../../etc', '/etc', '..', 'a/../..', 'C:/x']) {
			await refused(box.store.check({ kind: 'directory', storage: 'reference', path, files }, { deep: true }), 'bad-path');
			await refused(box.store.check({ kind: 'file', storage: 'reference', path, files }, { deep: true }), 'bad-path');
		}
		await refused(box.store.check({ kind: 'file', storage: 'copy', path: 'a', files: [{ path: 'a', sha256: '../../../../etc/passwd', bytes: 1 }] }, { deep: true }), 'bad-value');
		assert.throws(() => box.store.objectPath('A'.repeat(64)), /hexadecimal/);
		assert.throws(() => box.store.objectPath('__proto__'), /hexadecimal/);
	});

	it('reports progress to the end, whatever is missing', async () => {
		await box.file('m/a', noise(100_000));
		await box.file('m/b', noise(50_000, 2));
		const artifact = await stored('m', 'copy');
		await rm(box.store.objectPath(artifact.files[1]?.sha256 ?? ''));
		const seen: number[] = [];
		await box.store.check(artifact, { deep: true, onProgress: ({ bytes }) => seen.push(bytes) });
		assert.deepEqual([seen[0], seen.at(-1)], [0, 150_000]);
	});
});

describe('findElsewhere', () => {
	let box: Sandbox;
	beforeEach(async () => { box = await sandbox(); });
	afterEach(() => box.remove());
	const wanted = (text: string) => ({ sha256: sha(text), bytes: text.length });

	it('finds moved bytes by size, then digest, nearest to the top, and not where others\' files are', async () => {
		await box.file('moved/here/a.bin', 'aaaa');
		await box.file('moved/z.bin', 'aaaa');
		await box.file('other.bin', 'xxxx');
		await box.file('b.bin', 'bbbb');
		for (const folder of ['.git', 'node_modules/x', '.model-registry/artifacts', 'venv/lib', 'conda/lib']) { await box.file(`${folder}/c.bin`, 'cccc'); }
		await box.file('venv/pyvenv.cfg', '');
		await box.file('conda/conda-meta/history', '');
		await symlink('/etc', join(box.workspace, 'outside'));
		const found = await box.store.findElsewhere([wanted('aaaa'), wanted('bbbb'), wanted('cccc'), wanted('nowhere')], { exclude: ['b.bin'] });
		assert.deepEqual([...found], [[sha('aaaa'), 'moved/z.bin']]);
	});

	it('looks in a workspace that is a Python environment itself', async () => {
		await box.file('pyvenv.cfg', '');
		await box.file('m/a', 'aaaa');
		assert.deepEqual([...await box.store.findElsewhere([wanted('aaaa')])], [[sha('aaaa'), 'm/a']]);
	});
});
