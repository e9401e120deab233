import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { drawnOf, pairOf, type Drawn } from '../../../webview-ui/lineage/drawn';
import { litOf, relatives } from '../../../webview-ui/lineage/lit';
import { titleOf } from '../../../webview-ui/lineage/sentence';
import { pathsIn, strokesOf } from '../../../webview-ui/lineage/strokes';
import { alongEdges, rowFor } from '../../../webview-ui/lineage/walk';
import { made, steps, type Step } from '../../core/lineage/graphs';
import { lineageOf } from './lineages';

/** The rows with their lanes, 'o' a row, '|' where a line passes. */
function text({ rows, grid, lanes }: Drawn): string {
	return rows.map((row, at) => {
		const cells = Array.from({ length: grid.lanes }, (_none, lane) => (lanes[at] === lane ? row.is === 'fold' ? '8' : row.node.kind === 'version' ? 'o' : '#' : grid.edges.some(edge => edge.lane === lane && edge.toRow < at && at < edge.fromRow) ? '|' : ' '));
		return `${cells.join(' ')}  ${titleOf(row)}`;
	}).join('\n') + '\n';
}

const history: readonly Step[] = [
	{ model: 0, bases: [], data: [0] }, { model: 0, bases: [0], data: [0] }, { model: 1, bases: [], data: [1] }, { model: 0, bases: [1], data: [2] },
	{ model: 1, bases: [2], data: [1] }, { model: 0, bases: [0, 3], data: [] }, { model: 2, bases: [5, 4], data: [2] },
];
const choices = fc.record({ hidden: fc.subarray(['dataset', 'base-model', 'run']), folded: fc.subarray(Array.from({ length: 12 }, (_none, at) => `m${at}`)) });

describe('the rows and lanes that the page draws', () => {
	it('are those of the whole, and those of a fold', () => {
		const lineage = lineageOf(history);
		assert.equal(text(drawnOf(lineage, { hidden: [], folded: [] })), golden);
		assert.equal(text(drawnOf(lineage, { hidden: [], folded: ['m0'] })), goldenFolded);
		assert.equal(text(drawnOf(lineage, { hidden: ['dataset'], folded: [], only: new Set([...relatives(lineage.graph, lineage.order[1] ?? '').up.keys()]) })), goldenNear);
	});

	it('have the commits without a version between those of the versions around them', () => {
		const lineage = lineageOf(history);
		const { rows } = drawnOf(lineage, { hidden: ['dataset'], folded: [], others: Float64Array.from([9, 8, 5.5, 2.5, 2.2, -1]) });
		assert.deepEqual(rows.map(row => titleOf(row)), ['2 commits without a version', 'm2 v6', '1 commit without a version', 'm0 v5', 'm1 v4', 'm0 v3', '2 commits without a version', 'm1 v2', 'm0 v1', 'm0 v0', '1 commit without a version']);
		assert.equal(rows.reduce((sum, row) => sum + (row.is === 'commits' ? row.count : 0), 0), 6);
	});

	it('cross the wire whole', () => {
		fc.assert(fc.property(steps(30), past => {
			const graph = made(past), { graph: got, order } = lineageOf(past);
			assert.deepEqual([...got.nodes.keys()], [...graph.nodes.keys()]);
			assert.deepEqual(got.edges.map(({ from, to, relation, source }) => [from, to, relation, source]), graph.edges.map(({ from, to, relation, source }) => [from, to, relation, source]));
			assert.deepEqual([...order].sort(), [...graph.nodes.keys()].sort());
		}), { numRuns: 60 });
	});

	it('hold every node once, in the order of time, whatever is folded or left out', () => {
		fc.assert(fc.property(steps(50), choices, (past, choice) => {
			const lineage = lineageOf(past);
			const { rows, rowOf, grid } = drawnOf(lineage, choice);
			const shown = rows.flatMap(row => (row.is === 'fold' ? row.members : [row.key]));
			assert.equal(new Set(shown).size, shown.length);
			assert.deepEqual([...shown].sort(), [...lineage.graph.nodes.values()].filter(node => !choice.hidden.includes(node.kind)).map(node => node.key).sort());
			for (const [at, row] of rows.entries()) { for (const key of row.is === 'fold' ? row.members : [row.key]) { assert.equal(rowOf.get(key), at); } }
			const firsts = rows.map(row => lineage.order.indexOf(row.is === 'fold' ? row.members[0] ?? '' : row.key));
			assert.deepEqual(firsts, [...firsts].sort((a, b) => a - b));
			for (const { fromRow, toRow } of grid.edges) { assert.ok(toRow < fromRow); }
			for (const { from, to } of lineage.graph.edges) {
				const a = rowOf.get(from), b = rowOf.get(to);
				if (a !== undefined && b !== undefined && a !== b) { assert.ok(grid.edges.some(edge => edge.fromRow === Math.max(a, b) && edge.toRow === Math.min(a, b))); }
			}
		}), { numRuns: 150 });
	});

	it('are walked along edges both ways, nearest first, and no key leaves them', () => {
		fc.assert(fc.property(steps(50), choices, fc.constantFrom('ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'), (past, choice, key) => {
			const drawn = drawnOf(lineageOf(past), choice);
			for (const at of drawn.rows.keys()) {
				const from = alongEdges(drawn, at, 'from'), to = alongEdges(drawn, at, 'to');
				assert.deepEqual(from, [...from].sort((a, b) => a - b));
				for (const other of from) { assert.ok(other > at && alongEdges(drawn, other, 'to').includes(at)); }
				for (const other of to) { assert.ok(other < at && alongEdges(drawn, other, 'from').includes(at)); }
				const next = rowFor(key, at, drawn.rows.length, 7);
				assert.ok(next !== undefined && next >= 0 && next < drawn.rows.length);
			}
			assert.equal(rowFor('x', 0, drawn.rows.length, 7), undefined);
		}), { numRuns: 80 });
	});

	it('light what a node came from and led to, and the lines between, and nothing else', () => {
		fc.assert(fc.property(steps(40), choices, fc.nat(100), (past, choice, pick) => {
			const lineage = lineageOf(past);
			const drawn = drawnOf(lineage, choice);
			const { up, down } = relatives(lineage.graph, lineage.order[pick % lineage.order.length] ?? '');
			const lit = litOf(lineage.graph, drawn, [up, down]);
			assert.deepEqual([...lit.nodes].sort(), [...new Set([...up.keys(), ...down.keys()])].sort());
			for (const line of lit.lines) { assert.ok(drawn.grid.edges.some(edge => pairOf(edge.fromRow, edge.toRow, drawn.rows.length) === line)); }
			const strokes = strokesOf(drawn, lit.lines);
			assert.equal(strokes.turns.filter(turn => turn.isLit).length, lit.lines.size);
		}), { numRuns: 120 });
	});

	it('are drawn in parts that together are the whole', () => {
		fc.assert(fc.property(steps(60), fc.nat(60), (past, cut) => {
			const drawn = drawnOf(lineageOf(past), { hidden: [], folded: [] });
			const strokes = strokesOf(drawn, undefined);
			const place = { x: (lane: number) => lane * 10, y: (row: number) => row * 10 };
			const bits = (first: number, end: number) => new Set(pathsIn(strokes, first, end, place).flatMap(({ kind, d }) => d.split('M').slice(1).map(bit => `${kind} ${bit}`)));
			const end = drawn.rows.length, middle = cut % (end + 1);
			assert.deepEqual([...new Set([...bits(0, middle), ...bits(middle, end)])].sort(), [...bits(0, end)].sort());
		}), { numRuns: 80 });
	});
});

const golden = `    o      m2 v6
o | |      m0 v5
| o |   |  m1 v4
o | | | |  m0 v3
| | # | |  dataset:name:d2
| o   | |  m1 v2
| #     |  dataset:name:d1
o       |  m0 v1
o |        m0 v0
#          dataset:name:d0
`;
const goldenFolded = `    o    m2 v6
| 8   |  m0, 4 versions
o |   |  m1 v4
| # |    dataset:name:d2
o   |    m1 v2
#        dataset:name:d1
`;
const goldenNear = `o    m0 v5
o |  m0 v3
o |  m0 v1
o    m0 v0
`;
