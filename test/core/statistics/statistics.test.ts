import assert from 'node:assert/strict';
import fc from 'fast-check';
import { association } from '../../../src/core/statistics/association';
import { correlation } from '../../../src/core/statistics/correlation';
import { correlationRatio } from '../../../src/core/statistics/correlationRatio';
import { ranks } from '../../../src/core/statistics/ranks';
import { trend } from '../../../src/core/statistics/trend';

const numbers = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 30 });

describe('statistics', () => {
	it('ranks: equal values share the mean, and all ranks add up', () => {
		assert.deepEqual(ranks([10, 30, 10, 20]), [1.5, 4, 1.5, 3]);
		fc.assert(fc.property(numbers, list => {
			assert.equal(ranks(list).reduce((sum, rank) => sum + rank, 0), list.length * (list.length + 1) / 2);
			assert.ok(list.every((value, at) => list.every((other, index) => value >= other || (ranks(list)[at] ?? 0) < (ranks(list)[index] ?? 0))));
		}));
	});

	it('correlation: known values, symmetric, within its bounds, and unmoved by scale', () => {
		assert.equal(correlation([1, 2, 3, 4], [10, 20, 30, 40])?.toFixed(12), '1.000000000000');
		assert.equal(correlation([1, 2, 3], [3, 2, 1])?.toFixed(12), '-1.000000000000');
		assert.equal(correlation([1, 1, 1], [1, 2, 3]), undefined);
		// By hand: Anscombe's first set.
		assert.equal(correlation([10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5], [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68])?.toFixed(3), '0.816');
		fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), { minLength: 3 }), pairs => {
			const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
			const found = correlation(a, b);
			assert.ok(found === undefined || Math.abs(found) <= 1);
			assert.equal(found?.toFixed(9), correlation(b, a)?.toFixed(9));
			assert.equal(found?.toFixed(9), correlation(a.map(x => 3 * x + 7), b)?.toFixed(9));
		}));
	});

	it('correlation ratio: 1 where groups explain all, 0 where they explain nothing, undefined where they always would', () => {
		assert.equal(correlationRatio(['a', 'a', 'b', 'b'], [1, 1, 2, 2]), 1);
		assert.equal(correlationRatio(['a', 'b', 'a', 'b'], [1, 1, 2, 2]), 0);
		assert.equal(correlationRatio(['a', 'b', 'c'], [1, 2, 3]), undefined);
		assert.equal(correlationRatio(['a', 'a'], [1, 2]), undefined);
	});

	it('an association says what it is, over how many, and whether chance does as well', () => {
		const xs = Array.from({ length: 13 }, (_, at) => at);
		const against = association(xs, xs.map(x => -(x ** 3)), 8);
		assert.deepEqual({ ...against, strength: against?.strength.toFixed(9) }, { kind: 'rank', strength: '1.000000000', sign: -1, n: 13, groups: 0, chance: 1 / 300 });
		const random = association(xs, xs.map(x => (x * 7919) % 13 + Math.sin(x)), 8);
		assert.ok((random?.chance ?? 0) > 0.05, JSON.stringify(random));
		assert.equal(association(xs.slice(0, 7), xs.slice(0, 7), 8), undefined);
		assert.equal(association([1, 1, 1, 1], [1, 2, 3, 4]), undefined);
		const groups = association(['adam', 'sgd', 'adam', 'sgd', undefined, 'adam', 'sgd', 'adam', 'sgd'], [1, 5, 1.1, 5.1, 9, 0.9, 4.9, 1, NaN]);
		assert.deepEqual([groups?.kind, groups?.n, groups?.groups, groups?.sign], ['groups', 7, 2, 0]);
	});

	it('an association is the same whatever the units, and turned where the outcome is', () => {
		fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), { minLength: 4, maxLength: 12 }), pairs => {
			const [xs, ys] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
			const [one, scaled, turned] = [association(xs, ys), association(xs.map(x => Math.exp(x / 3)), ys), association(xs, ys.map(y => -y))];
			assert.equal(one?.strength.toFixed(9), scaled?.strength.toFixed(9));
			assert.equal(one?.strength.toFixed(9), turned?.strength.toFixed(9));
			if (one && one.strength > 1e-9) { assert.equal(one.sign, -(turned?.sign ?? 0)); }
		}), { numRuns: 50 });
	});

	it('a trend goes through what is on a line, and says how much it explains', () => {
		assert.deepEqual(trend([{ x: 0, y: 1 }, { x: 1, y: 3 }, { x: 2, y: 5 }]), { slope: 2, intercept: 1, r2: 1, n: 3 });
		assert.equal(trend([{ x: 1, y: 1 }, { x: 1, y: 3 }, { x: 1, y: 5 }]), undefined);
		assert.equal(trend([{ x: 0, y: 1 }, { x: 1, y: 3 }]), undefined);
		fc.assert(fc.property(fc.array(fc.record({ x: fc.integer({ min: -9, max: 9 }), y: fc.integer({ min: -9, max: 9 }) }), { minLength: 3 }), points => {
			const line = trend(points);
			if (!line) { return; }
			// Least squares leave nothing over.
			assert.ok(Math.abs(points.reduce((sum, { x, y }) => sum + y - line.intercept - line.slope * x, 0)) < 1e-6);
			assert.ok(line.r2 >= 0 && line.r2 <= 1);
		}));
	});
});
