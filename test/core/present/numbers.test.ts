import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decimalsOf, decimalsWritten } from '../../../src/core/present/digits';
import { formatDelta, formatMetric, formatMetrics, formatRelativeDelta, metricDecimals } from '../../../src/core/present/numbers';

const number = (text: string) => Number(text.replaceAll('\u2212', '-').replaceAll(',', '').replace('∞', 'Infinity').replace('±', ''));

describe('present: numbers', () => {
	const single: [number, string][] = [
		[0.9127, '0.9127'], [0.912712, '0.9127'], [0.9, '0.9'], [1, '1'], [0, '0'], [-0, '0'], [-0.4, '−0.4'], [12.34567, '12.35'], [412, '412'],
		[12345.678, '12,346'], [1234.5678, '1235'], [0.00012346, '0.0001235'], [0.000001234567, '1.235e−6'], [-2e-7, '−2e−7'], [3e20, '3e20'],
		[NaN, 'NaN'], [Infinity, '∞'], [-Infinity, '−∞'],
	];
	for (const [value, text] of single) {
		it(`writes ${String(value)} as ${text}`, () => assert.equal(formatMetric(value), text));
	}

	const rows: [number[], string[]][] = [
		[[0.8764, 0.8731], ['0.8764', '0.8731']],
		[[0.9, 0.8764], ['0.9000', '0.8764']],
		[[0.91271, 0.91274], ['0.91271', '0.91274']],
		[[0.912712345, 0.912714345], ['0.912712', '0.912714']],
		[[0.3127321, 0.3176123], ['0.3127', '0.3176']],
		[[12.3, 0.0012], ['12.30', '1.2e−3']],
		[[3, 1e-7], ['3.000', '1e−7']],
		[[31, 127], ['31', '127']],
		[[NaN, 0.5, Infinity], ['NaN', '0.5', '∞']],
		[[], []],
	];
	for (const [values, texts] of rows) {
		it(`writes the row ${values.join(' ')} as ${texts.join(' ')}`, () => assert.deepEqual(formatMetrics(values), texts));
	}

	it('keeps the zeros that the source wrote', () => {
		assert.equal(formatMetric(0.913, metricDecimals([0.913], ['0.9130'])), '0.9130');
		assert.equal(decimalsWritten('91.30e-2'), 4);
		assert.equal(decimalsWritten('about one'), undefined);
		assert.equal(decimalsWritten('.'), undefined);
		assert.equal(decimalsOf(1.5e-6), 7);
	});

	const deltas: [number, number, string | undefined][] = [
		[0.0142, 4, '+0.0142'], [-0.0375, 4, '−0.0375'], [0, 4, '±0.0000'], [-0, 2, '±0.00'], [0.8764 - 0.8731, 4, '+0.0033'], [NaN, 4, undefined], [-Infinity, 2, '−∞'], [12345, 0, '+12,345'],
	];
	for (const [delta, decimals, text] of deltas) {
		it(`writes the delta ${delta} as ${String(text)}`, () => assert.equal(formatDelta(delta, decimals), text));
	}

	const relative: [number, number, string | undefined][] = [
		[0.9269, 0.9127, '+1.6 %'], [0.2497, 0.2872, '−13 %'], [1, 0, undefined], [1, -1, undefined], [-3, -2, '−50 %'], [0, 2, '−100 %'], [5, 5, '±0 %'],
		[12.34, 1, '+1,100 %'], [1.00012, 1, '+0.012 %'], [NaN, 1, undefined], [1, Infinity, undefined],
	];
	for (const [value, base, text] of relative) {
		it(`writes ${value} against ${base} as ${String(text)}`, () => assert.equal(formatRelativeDelta(value, base), text));
	}

	it('a value by itself never shows more decimals than its source, and reads back within rounding', () => {
		fc.assert(fc.property(fc.double({ min: -1e300, max: 1e300, noNaN: true }), value => {
			const text = formatMetric(value);
			assert.ok(!/^[-+\u2212]0*(?:\.0*)?$/.test(text), text);
			if (!text.includes('e')) { assert.ok((text.split('.')[1] ?? '').length <= decimalsOf(value), `${value} as ${text}`); }
			assert.ok(value === 0 || Math.abs(number(text) - value) <= Math.abs(value) * 1e-3, `${value} as ${text}`);
		}));
	});

	it('a row shares its decimals, and none shows more than the longest source', () => {
		fc.assert(fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 6 }), values => {
			const plain = formatMetrics(values).filter(text => !text.includes('e'));
			const decimals = new Set(plain.map(text => (text.split('.')[1] ?? '').length));
			assert.ok(decimals.size <= 1, plain.join(' '));
			assert.ok(Math.max(0, ...decimals) <= Math.max(...values.map(decimalsOf)));
			assert.ok(plain.every(text => !/^\u22120*(?:\.0*)?$/.test(text)));
		}));
	});

	it('deltas are symmetric up to their sign', () => {
		fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 0, max: 6 }), (delta, decimals) => {
			const there = formatDelta(delta, decimals) ?? '', back = formatDelta(-delta, decimals) ?? '';
			assert.equal(there.slice(1), back.slice(1));
			assert.ok(there.startsWith('±') ? back.startsWith('±') : there.startsWith('+') ? back.startsWith('\u2212') : back.startsWith('+'), `${there} ${back}`);
		}));
	});
});
