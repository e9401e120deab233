import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatAge } from '../../../src/core/present/age';
import { shortCommit, shortDigest } from '../../../src/core/present/hash';
import { formatParam, paramDistance } from '../../../src/core/present/parameter';
import { plainLine, plainText } from '../../../src/core/present/plain';
import { formatCount, formatCountShort, formatDuration, formatProgress, formatSize } from '../../../src/core/present/quantities';
import { formatSince, formatWhen, formatWhenShort } from '../../../src/core/present/when';
import type { ParamValue } from '../../../src/core/model';

const second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;

describe('present: quantities', () => {
	const table: [string, string, string][] = [
		['count', formatCount(702_100), '702,100'], ['count', formatCount(-1234), '−1,234'], ['count', formatCount(7), '7'],
		['short count', formatCountShort(82_118_400), '82.1 M'], ['short count', formatCountShort(999), '999'], ['short count', formatCountShort(999_950), '1.00 M'],
		['short count', formatCountShort(1_500), '1.50 k'], ['short count', formatCountShort(7_242_000_000), '7.24 B'],
		['size', formatSize(2_140_000), '2.14 MB'], ['size', formatSize(0), '0 B'], ['size', formatSize(999), '999 B'], ['size', formatSize(999_600), '1.00 MB'], ['size', formatSize(11_800), '11.8 kB'],
		['size', formatSize(328_000_000), '328 MB'], ['size', formatSize(5e18), '5,000 PB'],
		['progress', formatProgress(1_200_000_000, 6_400_000_000, 840_000_000), '1.2 of 6.4 GB, 840 MB/s'], ['progress', formatProgress(10, 100), '10 of 100 B'],
		['progress', formatProgress(12_345_678, 328_000_000, 1_234_567), '12 of 328 MB, 1.2 MB/s'], ['progress', formatProgress(7, 5, Infinity), '5 of 5 B'], ['progress', formatProgress(4e8, 3.2e9, 98_400_000), '0.4 of 3.2 GB, 98 MB/s'], ['progress', formatProgress(4e8, 3.2e9, 1e6), '0.4 of 3.2 GB, 1.0 MB/s'],
		['duration', formatDuration(412 * second), '412 s'], ['duration', formatDuration(hour + 25 * minute), '1 h 25 min'], ['duration', formatDuration(12 * minute + 34 * second), '12 min 34 s'],
		['duration', formatDuration(2 * day), '2 d'], ['duration', formatDuration(2 * day + 3 * hour), '2 d 3 h'], ['duration', formatDuration(4120), '4.12 s'], ['duration', formatDuration(5), '5 ms'],
		['duration', formatDuration(600 * second - 1), '10 min'], ['duration', formatDuration(NaN), 'not recorded'], ['duration', formatDuration(hour - 1), '1 h'],
		['commit', shortCommit('a41f9c2e55aa'), 'a41f9c2'], ['digest', shortDigest('9c41e07a'.padEnd(60, '0') + 'b2d6'), '9c41e07a…b2d6'],
		['prose', formatWhen(new Date(2026, 10, 21, 9, 14)), '21 Nov 2026, 09:14'], ['since', formatSince(new Date(2026, 10, 3), new Date(2026, 11, 1)), 'since 3 Nov'],
		['since', formatSince(new Date(2025, 10, 3), new Date(2026, 11, 1)), 'since 3 Nov 2025'], ['line', formatWhenShort(new Date(2026, 10, 21, 9, 14), new Date(2026, 11, 1)), '21 Nov 09:14'],
		['line', formatWhenShort(new Date(2025, 10, 21), new Date(2026, 11, 1)), '21 Nov 2025'], ['line', formatWhen(new Date(NaN)), 'not recorded'],
	];
	for (const [what, found, text] of table) {
		it(`${what}: ${text}`, () => assert.equal(found, text));
	}

	const ages: [number, string][] = [
		[-5 * day, 'now'], [0, 'now'], [59 * second, 'now'], [5 * minute, '5 min'], [6 * hour, '6 h'], [9 * day, '9 d'], [30 * day + hour, '30 d'], [31 * day, '1 mo'], [100 * day, '3 mo'],
		[364 * day, '11 mo'], [366 * day, '1 y'], [800 * day, '2 y'],
	];
	const now = new Date('2026-11-23T08:15:02Z');
	for (const [passed, text] of ages) {
		it(`age: ${text}`, () => assert.equal(formatAge(new Date(now.getTime() - passed), now), text));
	}

	it('sizes and counts never show more than 3 digits under 1000 of the largest unit', () => {
		fc.assert(fc.property(fc.integer({ min: 0, max: 1e14 }), bytes => {
			assert.match(formatSize(bytes), /^(?:\d{1,3}|\d\d?\.\d|\d\.\d\d) (?:B|kB|MB|GB|TB)$/);
			assert.match(formatCountShort(bytes), /^(?:\d{1,3}|(?:\d{1,3}|\d\d?\.\d|\d\.\d\d) [kMBT])$/);
		}));
	});
});

describe('present: parameters', () => {
	const texts: [ParamValue, string | undefined, string][] = [
		[0.00002, undefined, '2e-5'], [0.00002, '2e-05', '2e-05'], [0.001, undefined, '0.001'], [true, undefined, 'true'], [null, undefined, 'none'], ['', undefined, `''`],
		[[64, 0.0001, 'x'], undefined, '[64, 1e-4, x]'], [NaN, undefined, 'NaN'], [0, undefined, '0'], [1e21, undefined, '1e21'],
	];
	for (const [value, written, text] of texts) {
		it(`writes ${JSON.stringify(value)} as ${text}`, () => assert.equal(formatParam(value, written), text));
	}
	const distances: [string, ParamValue, ParamValue, string | undefined][] = [
		['lr', 1e-5, 2e-5, '×0.5'], ['batch_size', 64, 32, '×2'], ['optimizer.hidden_dim', 96, 64, '×1.5'], ['n_layers', 5, 4, '+1'], ['epochs', 10, 40, '−30'],
		['num_leaves', 127, 31, '+96'], ['dropout', 0.1, 0, '+0.1'], ['x', 0.3, 0.1, '×3'], ['x', 'a', 'b', 'changed'], ['x', 1, '1', 'changed'], ['x', 1, 1, undefined], ['x', [1, 2], [1, 2], undefined], ['x', null, 3, 'changed'],
	];
	for (const [name, value, base, text] of distances) {
		it(`${name} from ${String(base)} to ${String(value)} is ${String(text)}`, () => assert.equal(paramDistance(name, value, base), text));
	}
});

describe('present: text from outside', () => {
	it('shows what would act on a terminal, and keeps what people write', () => {
		assert.equal(plainLine('a\u001b[31mred\u0007\u009b2J\r\nb'), 'a\uFFFD[31mred\uFFFD\uFFFD2J b');
		assert.equal(plainLine('user\u202Efdp.exe\u200B'), 'user\uFFFDfdp.exe\uFFFD');
		assert.equal(plainLine('模型 👩‍🔬 café'), '模型 👩‍🔬 café');
		assert.equal(plainLine('half \ud83d of a pair'), 'half \uFFFD of a pair');
		assert.equal(plainText('# Card\r\n\tindented\u001b'), '# Card\n\tindented\uFFFD');
	});
	it('leaves no control character, whatever comes', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary' }), text => { assert.doesNotMatch(plainLine(text), /\p{Cc}/u); }));
	});
});
