import assert from 'node:assert/strict';
import { curvesOf } from '../../../src/core/compare/curves';
import { drawnCurves, valueAt } from '../../../webview-ui/compare/charts/drawn';
import { scaleOf } from '../../../webview-ui/compare/charts/scale';
import { smoothed } from '../../../webview-ui/compare/charts/smoothed';

describe('charts of a comparison', () => {
	it('smooth without a bend at the beginning, and leave gaps where they are', () => {
		assert.deepEqual(smoothed([5, 5, null, 5], 0.9).map(value => value === null ? null : Number(value.toFixed(9))), [5, 5, null, 5]);
		assert.deepEqual(smoothed([1, null, 3], 0), [1, null, 3]);
		assert.ok((smoothed([0, 0, 10], 0.5)[2] ?? 0) < 10);
	});

	it('have ticks at round numbers inside their values', () => {
		assert.deepEqual(scaleOf([0.801, 0.927], false, 5).ticks, [0.825, 0.85, 0.875, 0.9, 0.925]);
		assert.deepEqual(scaleOf([0.001, 5, -3], true, 5).ticks, [0.001, 0.01, 0.1, 1]);
		assert.equal(scaleOf([3, 3], false, 5).at(3), 0.5);
		assert.deepEqual(scaleOf([], false, 5).ticks.length > 0, true);
	});

	it('lose no spike and no gap when thinned', () => {
		const values = Array.from({ length: 10_000 }, (_, at) => (at === 7_777 ? 99 : at === 3_000 ? NaN : Math.sin(at / 50)));
		const found = curvesOf([{ version: 'a', histories: { loss: { steps: values.map((_, at) => at), values } } }], null);
		const [curve] = found?.curves ?? [];
		assert.ok(curve && found?.isThinned && curve.values.length <= 2_000 && curve.values.includes(99) && curve.values.includes(null));
		assert.deepEqual(curve.steps, [...curve.steps].sort((a, b) => a - b));
	});

	it('have all points of a part that is looked at closely, along any axis', () => {
		const steps = Array.from({ length: 10_000 }, (_, at) => at * 10), values = steps.map(Math.sqrt), times = steps.map(step => 5_000 + step * 100);
		const histories = { loss: { steps, values, times }, epoch: { steps: [0, 50_000, 100_000], values: [0, 5, 10] } };
		const part = (along: 'step' | 'epoch' | 'time', from: number, to: number) => curvesOf([{ version: 'a', histories }, { version: 'b', histories: { loss: { steps: [0, 10], values: [1, 2] } } }], 'loss', { along, from, to });
		assert.deepEqual(part('step', 500, 530)?.curves.map(curve => curve.steps), [[490, 500, 510, 520, 530, 540], [10]]);
		assert.equal(part('step', 500, 530)?.isThinned, false);
		assert.deepEqual(part('time', 50, 53)?.curves.map(curve => curve.steps), [[490, 500, 510, 520, 530, 540]]);
		assert.deepEqual(part('epoch', 0.05, 0.053)?.curves.map(curve => curve.steps), [[490, 500, 510, 520, 530, 540]]);
		assert.equal(part('step', 0, 100_000)?.isThinned, true);
		assert.deepEqual(part('step', -10, -5)?.curves.map(curve => curve.steps), [[0], [0]]);
	});

	it('keep labels apart, break lines at gaps, and know when a series has ended', () => {
		const columns = ['a', 'b', 'c'].map(id => ({ id, name: id })) as never;
		const drawn = drawnCurves(['a', 'b', 'c'].map((version, at) => ({ version, steps: [0, 1, 2], values: [1, at === 1 ? null : 1, 1 + at / 100] })), { columns, base: 0 }, { along: 'step', smoothing: 0, isLog: false }, { width: 500, height: 200, left: 50, right: 50, top: 10, bottom: 20 });
		const labels = drawn.curves.flatMap(curve => curve.end?.label ?? []).sort((a, b) => a - b);
		assert.ok(labels.every((label, at) => at === 0 || label - (labels[at - 1] ?? 0) >= 14 - 1e-9), labels.join());
		assert.equal(drawn.curves[1]?.path.match(/M/g)?.length, 2);
		assert.deepEqual([-1, 0, 1.5, 3].map(x => valueAt({ xs: [0, 1, 2], values: [5, 6, 7] }, x)), [undefined, 5, 6, null]);
	});
});
