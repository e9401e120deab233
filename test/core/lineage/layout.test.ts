import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { layout } from '../../../src/core/lineage/layout';
import { rowOrder } from '../../../src/core/lineage/order';
import { gridText, made, steps, type Step } from './graphs';

describe('the grid of a lineage', () => {
	it('has a row for every node, newest on top, and nothing above what came from it', () => {
		fc.assert(fc.property(steps(40), history => {
			const graph = made(history);
			const { nodes, edges } = layout(graph);
			assert.deepEqual(nodes.map(node => node.row).sort((a, b) => a - b), nodes.map((_, i) => i));
			assert.equal(nodes.length, graph.nodes.size);
			assert.equal(edges.length, graph.edges.length);
			for (const { fromRow, toRow } of edges) { assert.ok(toRow < fromRow); }
			const versions = rowOrder(graph).filter(key => key.startsWith('version:'));
			assert.deepEqual(versions, [...versions].sort().reverse());
		}), { numRuns: 300 });
	});

	it('never draws an edge through a node, nor two parents\' edges in one place', () => {
		fc.assert(fc.property(steps(60), history => {
			const { nodes, edges, lanes } = layout(made(history));
			const standing = new Map(nodes.map(({ key, row, lane }) => [`${row}:${lane}`, key]));
			const passing = new Map<string, string>();
			for (const { edge, fromRow, toRow, lane, fromLane, toLane } of edges) {
				assert.ok(lane < lanes && fromLane < lanes && toLane < lanes);
				for (let row = toRow + 1; row < fromRow; row++) {
					assert.equal(standing.get(`${row}:${lane}`), undefined, `an edge of ${edge.from} passes through a node`);
					assert.equal(passing.get(`${row}:${lane}`) ?? edge.from, edge.from, 'two parents share a lane');
					passing.set(`${row}:${lane}`, edge.from);
				}
			}
		}), { numRuns: 300 });
	});

	it('moves nothing when a newer version is added on top, whatever it was made of', () => {
		fc.assert(fc.property(steps(40), steps(1), (history, [newest]) => {
			assert.ok(newest);
			const before = layout(made(history)), after = layout(made([...history, newest]));
			const below = (grid: typeof before) => new Map(grid.nodes.map(({ key, row, lane }) => [key, `${grid.nodes.length - row}:${lane}`]));
			const places = below(after);
			for (const [key, place] of below(before)) { assert.equal(places.get(key), place); }
			const lanes = (grid: typeof before) => new Map(grid.edges.map(({ edge, lane }) => [`${edge.from} ${edge.to}`, lane]));
			const routes = lanes(after);
			for (const [key, lane] of lanes(before)) { assert.equal(routes.get(key), lane); }
		}), { numRuns: 300 });
	});

	it('reads like this', () => {
		const history: readonly Step[] = [
			{ model: 0, bases: [], data: [0] }, { model: 0, bases: [0], data: [0] }, { model: 1, bases: [], data: [1] }, { model: 0, bases: [1], data: [2] },
			{ model: 1, bases: [2], data: [1] }, { model: 0, bases: [0, 3], data: [] }, { model: 2, bases: [5, 4], data: [2] },
		];
		const graph = made(history);
		assert.equal(gridText(graph, layout(graph)), golden);
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
