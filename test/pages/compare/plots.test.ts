import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compare } from '../../../src/core/compare/compare';
import { barsOf } from '../../../webview-ui/compare/charts/barsOf';
import { brushAfter, insideOf } from '../../../webview-ui/compare/charts/brush';
import { decimated } from '../../../webview-ui/compare/charts/decimated';
import { importanceOf, leastVersions } from '../../../webview-ui/compare/charts/importanceOf';
import { axesChosen, axesOf, axisChoices } from '../../../webview-ui/compare/charts/parallel';
import { pathOf, svgOf } from '../../../webview-ui/compare/charts/picture';
import { chosen, metricsOf, parametersOf, spreadsWide, type Quantity } from '../../../webview-ui/compare/charts/quantities';
import { plainTick } from '../../../webview-ui/compare/charts/scale';
import { scatterOf } from '../../../webview-ui/compare/charts/scatterOf';
import { strengthWords } from '../../../webview-ui/compare/charts/strengthWords';
import { barsSpec, curvesSpec, importanceSpec, parallelSpec, scatterSpec } from '../../../webview-ui/compare/charts/vegaLite';
import { compared } from '../../core/compare/facts';

const versions = Array.from({ length: 12 }, (_, i) => compared(i + 1, {
	metrics: { auc: (80 + i) / 100, log_loss: (50 - 2 * i) / 100 }, params: { lr: 10 ** -(i % 4 + 1), 'opt.name': i % 2 ? 'adam' : 'sgd', leaves: 10 + i, ...(i === 3 ? {} : { depth: i % 3 }), objective: 'binary' },
	evaluations: i < 3 ? [{ context: { dataset: { name: 'holdout.csv' } }, metrics: { auc: (70 + i) / 100 } }] : [],
}));
const comparison = compare({ versions, base: 2, code: undefined });
const metrics = metricsOf(comparison), parameters = parametersOf(comparison);
const named = (name: string): Quantity => { const found = [...metrics, ...parameters].find(one => one.name === name); assert.ok(found, name); return found; };

describe('what charts of a comparison draw', () => {
	it('are metrics, those of evaluations too, and the parameters that differ: numbers as numbers, the rest as groups', () => {
		assert.deepEqual(metrics.map(one => one.name), ['auc', 'log_loss', 'holdout.csv · auc']);
		assert.deepEqual(parameters.map(one => [one.name, one.isNumeric, one.groups]), [['depth', true, []], ['leaves', true, []], ['lr', true, []], ['opt.name', false, ['adam', 'sgd']]]);
		assert.deepEqual([named('depth').values[3], named('opt.name').values.slice(0, 2)], [undefined, [1, 0]]);
		assert.equal(chosen(metrics, 'metrics/gone')?.name, 'auc');
		assert.deepEqual([spreadsWide(named('lr')), spreadsWide(named('leaves'))], [true, false]);
	});

	it('bars: of values or of differences, the best first when sorted, judged by direction', () => {
		const bars = (name: string, isDifference: boolean, isSorted: boolean) => barsOf(named(name), comparison.columns, 2, { isDifference, isSorted }).map(bar => `${bar.name} ${bar.text}${bar.isBetter === undefined ? '' : bar.isBetter ? ' ▲' : ' ▽'}`);
		assert.deepEqual(bars('auc', false, false).slice(0, 2), ['v3 0.82', 'v1 0.80']);
		assert.deepEqual(bars('log_loss', true, true).slice(0, 1), ['v12 \u22120.18 ▲']);
		assert.deepEqual(bars('log_loss', true, true).slice(-1), ['v1 +0.04 ▽']);
		assert.deepEqual(bars('holdout.csv · auc', false, true).slice(-1), ['v12 not evaluated']);
	});

	it('scatter: the trend over powers of ten, and how they go together over the versions that have both', () => {
		const { points, line, association } = scatterOf(named('leaves'), named('auc'), false);
		assert.deepEqual([points.length, line?.slope.toFixed(6), association?.strength.toFixed(6), association?.sign], [12, '0.010000', '1.000000', 1]);
		assert.equal(scatterOf(named('depth'), named('auc'), true).points.length, 8);
		assert.equal(scatterOf(named('opt.name'), named('auc'), false).line, undefined);
		assert.match(strengthWords(association ?? assert.fail()), /^Rank correlation 1\.00 over 12 versions\.$/);
	});

	it('importance: the strongest first, none under eight versions', () => {
		const found = importanceOf(parameters, named('auc'));
		assert.deepEqual([found[0]?.parameter.name, found[0]?.association.chance], ['leaves', 1 / 300]);
		assert.ok(found.every((one, at) => at === 0 || one.association.strength <= (found[at - 1]?.association.strength ?? 0)));
		const few = compare({ versions: versions.slice(0, leastVersions - 1), base: 0, code: undefined });
		assert.deepEqual(importanceOf(parametersOf(few), metricsOf(few)[0] ?? assert.fail()), []);
	});

	it('parallel coordinates: every value on its axis, and back again; what is missing below', () => {
		const box = { width: 600, height: 300, left: 50, right: 50, top: 30, bottom: 30 };
		const axes = axesOf(axesChosen(comparison, [], named('auc')), box);
		assert.equal(axes.at(-1)?.quantity.name, 'auc');
		for (const axis of axes) {
			for (const value of axis.quantity.values) {
				const y = axis.y(value);
				if (value === undefined) { assert.ok(y > 270); continue; }
				assert.ok(y >= 30 - 1e-9 && y <= 270 + 1e-9 && Math.abs(axis.value(y) - value) < 1e-6 * Math.max(1, Math.abs(value)), `${axis.quantity.name} ${value} ${y}`);
			}
		}
		assert.deepEqual(axesChosen(comparison, ['parameters/lr', 'gone', 'metrics/auc'], undefined).map(one => one.name), ['lr', 'auc']);
	});

	it('a brush holds what is inside all of its parts, and is moved by keys to the edges and no further', () => {
		const inside = insideOf(axisChoices(comparison), { 'metrics/auc': [0.85, 1], 'parameters/opt.name': [-0.5, 0.5] });
		assert.deepEqual(inside?.flatMap((one, at) => (one ? [comparison.columns[at]?.name] : [])), ['v6', 'v8', 'v10', 'v12']);
		assert.equal(insideOf(axisChoices(comparison), {}), undefined);
		assert.equal(insideOf(axisChoices(comparison), { 'parameters/depth': [0, 9] })?.[3], false);
		assert.deepEqual(brushAfter('ArrowUp', false, undefined, 0, 10, 1), [1, 10]);
		assert.deepEqual(brushAfter('ArrowDown', true, [1, 10], 0, 10, 1), [1, 9]);
		assert.equal(brushAfter('ArrowDown', false, [1, 10], 0, 10, 1), undefined);
		fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('ArrowUp', 'ArrowDown'), fc.boolean())), keys => {
			let brush: readonly [number, number] | undefined;
			for (const [key, isShift] of keys) {
				brush = brushAfter(key, isShift, brush, -1, 1, 0.1);
				assert.ok(!brush || (brush[0] >= -1 && brush[0] <= brush[1] && brush[1] <= 1), String(brush));
			}
		}));
	});
});

describe('lines of many points', () => {
	it('keep every extreme, every gap and their order, and stay within what was asked', () => {
		fc.assert(fc.property(fc.array(fc.option(fc.integer({ min: -99, max: 99 }), { nil: null, freq: 12 }), { minLength: 1, maxLength: 400 }), fc.integer({ min: 9, max: 60 }), (values, most) => {
			const xs = values.map((_, at) => at * 2);
			const kept = decimated(xs, values, -Infinity, Infinity, most);
			assert.ok(kept.every((at, i) => i === 0 || at > (kept[i - 1] ?? 0)), kept.join());
			assert.ok(kept.length <= Math.max(most, 3) + 1, `${kept.length} of ${most}`);
			const known = values.filter(value => value !== null), shown = kept.flatMap(at => values[at] ?? []);
			if (known.length) { assert.deepEqual([Math.min(...shown), Math.max(...shown)], [Math.min(...known), Math.max(...known)]); }
		}));
	});

	it('are cut to a window with one point beyond each edge', () => {
		const xs = [0, 1, 2, 3, 4, 5, 6, 7], values = xs;
		assert.deepEqual(decimated(xs, values, 2.5, 5, 100), [2, 3, 4, 5, 6]);
		assert.deepEqual(decimated(xs, values, 9, 12, 100), []);
		assert.deepEqual(decimated(xs, values, -9, 0.5, 100), [0, 1]);
	});
});

/** What Vega-Lite 5 knows of the parts that we write: its `mark` types, and the types of a field. */
function check(spec: object): void {
	const { $schema, data, mark, layer, encoding } = spec as { $schema: string; data: { values: readonly Record<string, unknown>[] }; mark?: { type: string }; layer?: readonly { mark: { type: string }; encoding: object; transform?: readonly Record<string, unknown>[] }[]; encoding?: object };
	assert.equal($schema, 'https://vega.github.io/schema/vega-lite/v5.json');
	assert.ok(data.values.length > 0);
	const fields = new Set(data.values.flatMap(row => Object.keys(row)));
	for (const one of layer ?? [{ mark: mark ?? assert.fail('no mark'), encoding: encoding ?? assert.fail('no encoding') }]) {
		assert.ok(['bar', 'line', 'point', 'rule'].includes(one.mark.type), one.mark.type);
		for (const [channel, definition] of Object.entries(one.encoding) as [string, { field?: string; type?: string; condition?: object }][]) {
			assert.ok(['x', 'y', 'color', 'detail', 'strokeDash', 'opacity'].includes(channel), channel);
			if (definition.condition) { continue; }
			assert.ok(fields.has(definition.field ?? '') && ['quantitative', 'nominal', 'ordinal', 'temporal'].includes(definition.type ?? ''), JSON.stringify(definition));
			// A dot or bracket in a field's name would be read as a path.
			assert.match(definition.field ?? '', /^\w+$/);
		}
	}
	assert.deepEqual(JSON.parse(JSON.stringify(spec)), spec);
}

describe('charts as files', () => {
	it('are Vega-Lite with their data inline', () => {
		check(barsSpec('auc', barsOf(named('auc'), comparison.columns, 2, { isDifference: true, isSorted: false }), true, 600));
		for (const parameter of ['leaves', 'opt.name', 'lr']) { check(scatterSpec(named(parameter), named('auc'), scatterOf(named(parameter), named('auc'), parameter === 'lr'), comparison.columns, parameter === 'lr', 600)); }
		check(parallelSpec(axesOf(axesChosen(comparison, [], named('auc')), { width: 600, height: 300, left: 50, right: 50, top: 30, bottom: 30 }), comparison.columns, 600));
		check(importanceSpec('auc', importanceOf(parameters, named('auc')), 600));
		check(curvesSpec('loss', [{ version: 'a', steps: [0, 1], values: [1, null] }, { version: 'b', steps: [0], values: [2] }], version => version.toUpperCase(), { along: 'step', isLog: true }, 600));
	});

	it('are SVG by itself, and text of others in it is only text', () => {
		const look = { x: 1, y: 2, fill: 'rgb(1, 2, 3)', stroke: 'none', width: 1, dash: '', opacity: 1, font: '400 11px "Segoe UI", sans-serif', anchor: 'end' as const };
		const svg = svgOf({ width: 10, height: 10, background: '#1f1f1f', title: '</title><script>', shapes: [{ ...look, is: 'text', what: '"><script>alert(1)</script>&' }, { ...look, is: 'path', what: 'M0 0L1 1', stroke: 'red', dash: '2 2', opacity: 0.5 }] });
		assert.ok(!/<script|<\/title><s/.test(svg) && svg.includes('stroke-dasharray="2 2" opacity="0.5"'), svg);
		assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="10" height="10" viewBox="0 0 10 10"/);
	});

	it('have the paths of basic shapes', () => {
		const of = (name: string, attributes: Readonly<Record<string, string>>) => pathOf(name, attribute => attributes[attribute] ?? null);
		assert.equal(of('line', { x1: '1', y1: '2', x2: '3', y2: '4' }), 'M1 2L3 4');
		assert.equal(of('rect', { x: '1', y: '2', width: '3', height: '4' }), 'M1 2h3v4h-3Z');
		assert.equal(of('circle', { cx: '5', cy: '5', r: '2' }), 'M3 5a2 2 0 1 0 4 0a2 2 0 1 0 -4 0Z');
		assert.equal(of('g', {}), undefined);
	});

	it('have ticks as one would write them', () => {
		assert.deepEqual([0.05, 1e-4, -2e-5, 12_000, 0, 2.5, 3e7].map(plainTick), ['0.05', '1e\u22124', '\u22122e\u22125', '12,000', '0', '2.5', '3e7']);
	});
});
