import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { manifestDigest, manifestOf, parseManifest } from '../../../src/core/artifacts/manifest';
import { sortedByPath } from '../../../src/core/artifacts/sorted';
import { RegistryError } from '../../../src/core/errors';
import { sandbox, sha } from './sandbox';

const hasSha256sum = () => spawnSync('sha256sum', ['--version']).status === 0;

const path = fc.stringMatching(/^[^\0/]{1,12}$/u).filter(text => !/\p{Cs}/u.test(text) && text !== '');
const files = fc.uniqueArray(fc.record({ path, sha256: fc.stringMatching(/^[0-9a-f]{64}$/) }), { selector: file => file.path, maxLength: 12 });

describe('manifest', () => {
	it('is read back as it was written, in the byte order of the paths', () => {
		fc.assert(fc.property(files, all => {
			const text = manifestOf(all);
			const sorted = [...all].sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
			assert.deepEqual(parseManifest(text), sorted.map(file => ({ sha256: file.sha256, path: file.path })));
			assert.equal(manifestOf(parseManifest(text)), text);
		}));
	});

	it('has one digest, however it is computed and whatever the order', async () => {
		await fc.assert(fc.asyncProperty(files, async all => {
			assert.equal(await manifestDigest(all), sha(manifestOf([...all].reverse())));
		}));
	});

	it('is what sha256sum prints and sha256sum -c checks, odd names included', async function () {
		if (!hasSha256sum()) { this.skip(); }
		const box = await sandbox();
		const names = ['b.bin', 'a.bin', 'sub/c d.bin', 'ümlaut.txt', '🦀.bin', '\uffee.bin', ' lead', 'back\\slash', 'new\nline', 'cr\rhere', '*star', '-dash', 'sub.txt', '\\start'];
		for (const name of names) {
			await mkdir(dirname(join(box.workspace, name)), { recursive: true });
			writeFileSync(join(box.workspace, name), `bytes of ${name}`);
		}
		const text = manifestOf(names.map(name => ({ path: name, sha256: sha(`bytes of ${name}`) })));
		const sorted = [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
		assert.equal(execFileSync('sha256sum', ['--', ...sorted], { cwd: box.workspace, encoding: 'utf8' }), text);
		const checked = spawnSync('sha256sum', ['-c', '--strict'], { cwd: box.workspace, input: text, encoding: 'utf8' });
		assert.equal(checked.status, 0, checked.stdout + checked.stderr);
		assert.equal(checked.stdout.match(/: OK$/gm)?.length, names.length);
		writeFileSync(join(box.workspace, 'a.bin'), 'other');
		assert.equal(spawnSync('sha256sum', ['-c', '--strict', '--status'], { cwd: box.workspace, input: text }).status, 1);
		await box.remove();
	});

	it('refuses what no manifest is, naming the line', () => {
		const line = (name: string) => `${'a'.repeat(64)}  ${name}\n`;
		const refused = (text: string, names: string) => assert.throws(() => parseManifest(text, 'm.txt'), error => RegistryError.is(error, 'damaged-file') && error.message.includes('m.txt') && error.message.includes(names));
		refused(line('a').trimEnd(), 'line 1 is cut off');
		refused(`${line('a')}nonsense\n`, 'line 2');
		refused(line('b') + line('a'), 'order');
		refused(line('a') + line('a'), 'line 2');
		refused(`${'A'.repeat(64)}  a\n`, 'line 1');
		refused(line('a\\b'), 'writing');
		refused(`\\${line('a')}`, 'writing');
		assert.deepEqual(parseManifest(''), []);
	});
});

describe('sortedByPath', () => {
	it('sorts many as it sorts few, without holding up the event loop', async () => {
		const many = Array.from({ length: 30_000 }, (_, i) => ({ path: `run-${(i * 7919) % 30_000}/model.bin` }));
		const sorted = await sortedByPath(many);
		assert.deepEqual(sorted, [...many].sort((a, b) => a.path < b.path ? -1 : 1));
	});
});
