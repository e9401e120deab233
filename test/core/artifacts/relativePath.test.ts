import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { flawOf } from '../../../src/core/artifacts/relativePath';

const platforms = ['linux', 'darwin', 'win32'] as const;
const part = fc.oneof(fc.constantFrom('..', '.', '', 'a', 'C:', 'c:x', '.git', '.GIT', '...', ' ', 'a\\..', '\\\\host', '\0', 'model.bin', 'CON', 'nul.txt', '~', '.model-registry', '\u202e', '.g\u200cit'), fc.string({ maxLength: 6, unit: 'binary' }));
const path = fc.array(part, { minLength: 1, maxLength: 6 }).map(parts => parts.join('/'));

describe('flawOf', () => {
	it('lets no path leave its folder, on any system', () => {
		fc.assert(fc.property(path, text => {
			for (const platform of platforms) {
				if (flawOf(text, platform) !== undefined) { continue; }
				const inPosix = posix.relative('/t', posix.join('/t', text));
				assert.ok(inPosix !== '' && !inPosix.startsWith('../') && inPosix !== '..' && posix.resolve('/t', text) === posix.join('/t', text));
				const inWindows = win32.relative('D:\\t', win32.resolve('D:\\t', text));
				assert.ok(inWindows !== '' && !inWindows.startsWith('..\\') && inWindows !== '..' && !win32.isAbsolute(inWindows), inWindows);
			}
		}), { numRuns: 3000 });
	});

	it('allows what models have for names', () => {
		for (const text of ['model.safetensors', 'variables/variables.data-00000-of-00001', '.hidden', 'größe/模型.bin', '..a', 'a..', 'a b', 'step:3', '.github/a', 'gitlike']) {
			assert.equal(flawOf(text, 'linux'), undefined, text);
		}
	});

	it('says why not', () => {
		const cases: [string, RegExp][] = [
			['', /empty/], ['a\nb', /control/], ['a\u0085b', /control/], ['a\\b', /backslash/], ['/etc/passwd', /relative/], ['C:/x', /relative/], ['c:x', /relative/], ['a/../b', /'\.\.'/], ['..', /'\.\.'/], ['./a', /'\.'/], ['a//b', /''/],
			['a/', /''/], ['.git/hooks/post-checkout', /no part/], ['sub/.GIT/config', /no part/], ['.git./x', /no part/], ['GIT~1/x', /no part/], ['.g\u200cit/x', /no part/], ['.model-registry/records/x', /no part/], ['\ud800', /Unicode/],
		];
		for (const [text, why] of cases) { assert.match(flawOf(text, 'linux') ?? '', why, text); }
		for (const text of ['step:3', 'aux', 'sub/COM1.bin', 'a.', 'a ', 'what?']) { assert.match(flawOf(text, 'win32') ?? '', /Windows/, text); }
	});
});
