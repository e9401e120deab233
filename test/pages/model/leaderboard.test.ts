import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Version } from '../../../src/core/model';
import { packVersions } from '../../../src/core/present/packVersions';
import { movedColumn, nextSorts, pinnedFirst, toggledColumn } from '../../../webview-ui/model/board/arrange';
import { columnSummary } from '../../../webview-ui/model/board/columnSummary';
import { chartData, thinned, ticks } from '../../../webview-ui/model/chartData';
import { allColumns, differingColumns } from '../../../webview-ui/model/columnIds';
import { boardColumns } from '../../../webview-ui/model/columns';
import { sortedRows } from '../../../webview-ui/model/order';
import { paintPieces } from '../../../webview-ui/model/search/paint';
import type { Sorting } from '../../../webview-ui/shared/grid/column';
import { versionList, type VersionList } from '../../../webview-ui/model/versionList';

function version(number: number, now: Partial<Version>): Version {
	return {
		id: `01KAX${String(number).padStart(21, '0')}`, model: 'churn', number, label: `v${number}`, ref: `churn@v${number}`, aliases: [], contested: [], tags: {},
		artifact: { digest: '', kind: 'file', format: 'lightgbm', bytes: 1, path: 'churn.txt', storage: 'copy' }, framework: undefined, summary: undefined, parameters: undefined, tensorCount: undefined,
		inputCount: 0, evaluationCount: 0, params: {}, metrics: {}, written: {}, git: null, at: new Date(number * 1000), by: { name: 'Rosa', email: '' }, notes: '', archived: false, purged: undefined, ...now,
	};
}

const versions = [
	version(4, { metrics: { auc: 0.88, loss: 0.3 }, params: { lr: 0.01, seed: 1, kind: 'dart' } }),
	version(3, { metrics: { auc: 0.80, loss: 0.3 }, params: { lr: 0.1, seed: 1 }, aliases: ['staging'] }),
	version(2, { metrics: { auc: NaN, loss: 0.3 }, params: { lr: 2e-5, seed: 1 }, archived: true }),
	version(1, { metrics: { auc: 0.85, loss: 0.3 }, params: { lr: 0.1, seed: 1 } }),
];

/** As it comes over the wire, in two parts. */
const list: VersionList = versionList([packVersions(versions.slice(0, 1)), packVersions(versions.slice(1))]);

const sorted = (column: string, descending: boolean) => sortedRows(list, list.rows, [{ column, descending }]).map(({ at }) => list.labels[at]);

describe('the leaderboard', () => {
	it('shows the columns that differ at first: values, and whether there is one', () => {
		assert.deepEqual(differingColumns(list, 'auc'), ['version', 'aliases', 'metrics.auc', 'params.kind', 'params.lr', 'age']);
		assert.ok(differingColumns(versionList([packVersions(versions.slice(0, 1))]), 'auc').includes('params.seed'), 'a single version shows all that it has');
	});

	it('sorts numbers as numbers, with what has none last either way, and equals newest first', () => {
		assert.deepEqual(sorted('metrics.auc', true), ['v4', 'v1', 'v3', 'v2']);
		assert.deepEqual(sorted('metrics.auc', false), ['v3', 'v1', 'v4', 'v2']);
		assert.deepEqual(sorted('params.lr', false), ['v2', 'v4', 'v3', 'v1']);
		assert.deepEqual(sorted('params.kind', true), ['v4', 'v3', 'v2', 'v1']);
		assert.deepEqual(sorted('version', false), ['v1', 'v2', 'v3', 'v4']);
	});

	it('has any tag as a column, once it is chosen', () => {
		const tagged = versionList([packVersions([version(3, { tags: { team: 'risk', depth: '10' } }), version(2, { tags: { depth: '9', checked: '' } }), version(1, {})])]);
		assert.deepEqual(allColumns(tagged, undefined).filter(id => id.startsWith('tag')), ['tags', 'tag.checked', 'tag.depth', 'tag.team']);
		assert.deepEqual(differingColumns(tagged, undefined).filter(id => id.startsWith('tag')), ['tags']);
		assert.deepEqual(sortedRows(tagged, tagged.rows, [{ column: 'tag.depth', descending: false }]).map(({ at }) => tagged.labels[at]), ['v2', 'v3', 'v1']);
		assert.equal(columnSummary(tagged, tagged.rows, 'tag.team')?.text, '1 value');
		const [column] = boardColumns(['tag.checked'], new Set(), tagged, { directions: {}, metric: undefined, baseline: undefined } as never, () => undefined, new Date(0));
		assert.deepEqual([column?.title, ...tagged.rows.map(row => column?.text(row))], ['Tag checked', '', 'checked', '']);
	});

	it('sorts by several columns, the first counting most', () => {
		const by = (...sorts: readonly Sorting[]) => sortedRows(list, list.rows, sorts).map(({ at }) => list.labels[at]);
		assert.deepEqual(by({ column: 'metrics.loss', descending: false }, { column: 'metrics.auc', descending: false }), ['v3', 'v1', 'v4', 'v2']);
		assert.deepEqual(by({ column: 'params.lr', descending: true }, { column: 'version', descending: false }), ['v1', 'v3', 'v4', 'v2']);
		assert.deepEqual(by(), ['v4', 'v3', 'v2', 'v1']);
		fc.assert(fc.property(fc.shuffledSubarray(['metrics.auc', 'metrics.loss', 'params.lr', 'params.kind', 'version', 'age', 'aliases', 'author', 'params.none'], { minLength: 1 }), fc.boolean(), (columns, descending) => {
			assert.deepEqual([...by(...columns.map(column => ({ column, descending })))].sort(), ['v1', 'v2', 'v3', 'v4'], 'no row is lost or doubled');
		}));
	});

	it('arranges: a head\'s presses, columns moved, shown where they belong, pinned', () => {
		const one = { column: 'a', descending: true }, other = { column: 'b', descending: false };
		assert.deepEqual(nextSorts([], 'a', true, false), [one]);
		assert.deepEqual(nextSorts([one], 'a', true, false), [{ column: 'a', descending: false }]);
		assert.deepEqual(nextSorts([{ column: 'a', descending: false }], 'a', true, false), []);
		assert.deepEqual(nextSorts([one], 'b', false, true), [one, other]);
		assert.deepEqual(nextSorts([one, other], 'a', true, true), [{ column: 'a', descending: false }, other]);
		assert.deepEqual(nextSorts([one, other], 'b', false, false), [other]);
		assert.deepEqual(movedColumn(['version', 'a', 'b', 'c'], 'c', 'a', false), ['version', 'c', 'a', 'b']);
		assert.deepEqual(movedColumn(['version', 'a', 'b', 'c'], 'a', 'c', true), ['version', 'b', 'c', 'a']);
		assert.deepEqual(toggledColumn(['version', 'c', 'age'], 'b', ['version', 'a', 'b', 'c', 'age']), ['version', 'b', 'c', 'age']);
		assert.deepEqual(pinnedFirst(['version', 'a', 'b'], ['b']), ['version', 'b', 'a']);
	});

	it('draws how a column is spread, and knows the bin of each row', () => {
		const auc = columnSummary(list, list.rows, 'metrics.auc');
		assert.equal(auc?.bins.reduce((sum, count) => sum + count, 0), 3, 'NaN is in no bin');
		assert.deepEqual([auc.binOf(0), auc.binOf(1), auc.binOf(2), auc.text], [9, 0, undefined, '0.80 to 0.88']);
		const kind = columnSummary(list, list.rows, 'params.kind');
		assert.deepEqual([kind?.bins, kind?.binOf(0), kind?.binOf(1), kind?.text], [[1], 0, undefined, '1 value']);
		assert.equal(columnSummary(list, list.rows, 'version'), undefined);
	});

	it('colours a search without losing a letter, and marks what is wrong', () => {
		fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => { assert.equal(paintPieces(text).map(piece => piece.text).join(''), text); }));
		assert.deepEqual(paintPieces('metrics.auc >= 1e-3 and not "a b"').filter(({ text }) => text.trim() !== '').map(({ kind }) => kind), ['field', 'operator', 'number', 'keyword', 'keyword', 'string']);
	});

	it('draws the versions that have a finite value, oldest first, with the best so far and what got worse', () => {
		const data = chartData(list, 'auc', 'higher');
		assert.deepEqual(data.points.map(({ label }) => label), ['v1', 'v3', 'v4']);
		assert.deepEqual(data.bestSoFar, [0.85, 0.85, 0.88]);
		assert.deepEqual(data.regressions.map(({ before, at }) => [before, at]), [[0, 1]]);
		assert.equal(data.best, 2);
		assert.deepEqual(chartData(list, 'auc', 'higher', 0.1).regressions, [], 'within the tolerance it is noise');
	});

	it('draws a hundred thousand points with few, and loses no peak', () => {
		const values = Array.from({ length: 100_000 }, (_none, at) => (at === 54_321 ? 5 : Math.sin(at)));
		const kept = thinned(values, 1_000);
		assert.ok(kept.length <= 1_002 && kept.includes(54_321) && kept.includes(0) && kept.includes(99_999));
		assert.deepEqual(ticks(0.836, 0.881, 4), [0.84, 0.86, 0.88]);
	});
});
