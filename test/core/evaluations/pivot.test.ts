import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { pivot } from '../../../src/core/evaluations/pivot';
import type { Evaluation } from '../../../src/core/model';

const evaluation: fc.Arbitrary<Evaluation> = fc.record({
	record: fc.uuid(), version: fc.constantFrom('v1', 'v2', 'v3'),
	context: fc.constantFrom({ split: 'test' }, { split: 'test', slice: 'region=eu' }, { dataset: { name: 'a', digest: 'd' } }, { dataset: { name: 'b', digest: 'd' } }, {}),
	metrics: fc.dictionary(fc.constantFrom('auc', 'log_loss', 'epoch'), fc.constantFrom(0, 1, 0.5, NaN, Infinity), { maxKeys: 3, noNullPrototype: true }),
	source: fc.constant(undefined), command: fc.constant(undefined), at: fc.nat(5).map(n => new Date(n)), recorded: fc.constant(new Date(0)), by: fc.constant({ name: 'Ada', email: '' }),
}, { noNullPrototype: true });
const versions = ['v3', 'v2', 'v1'];

describe('evaluations as a pivot', () => {
	it('is the same for every order of the evaluations, and the best are really the best', () => {
		fc.assert(fc.property(fc.uniqueArray(evaluation, { selector: one => one.record, maxLength: 12 }), all => {
			const table = pivot(all, versions, { directions: {} });
			const other = pivot([...all].reverse(), versions, { directions: {} });
			const rows = (one: typeof table) => one.contexts.map(({ key, rows: r }) => [key, r]);
			assert.deepEqual(rows(other).sort(), rows(table).sort());
			for (const row of table.contexts.flatMap(context => context.rows)) {
				for (const best of row.best) {
					const value = row.cells.find(cell => cell.version === best)?.value ?? NaN;
					for (const { value: other } of row.cells) { assert.ok(Number.isNaN(other) || (row.direction === 'higher' ? value >= other : value <= other)); }
				}
				if (row.direction === undefined) { assert.deepEqual(row.best, []); }
			}
		}), { numRuns: 500 });
	});

	it('knows data by its bytes, takes the latest of several, and the team\'s direction', () => {
		const of = (record: string, version: string, name: string, at: number, auc: number): Evaluation => ({ record, version, context: { dataset: { name, digest: 'd' } }, metrics: { auc }, source: undefined, command: undefined, at: new Date(at), recorded: new Date(9), by: { name: '', email: '' } });
		const all = [of('r1', 'v1', 'a.csv', 1, 0.5), of('r2', 'v1', 'moved.csv', 2, 0.6), of('r3', 'v2', 'a.csv', 1, 0.7)];
		const [context, ...more] = pivot(all, versions, { directions: { auc: 'lower' } }).contexts;
		assert.deepEqual(more, []);
		assert.deepEqual(context?.rows, [{ metric: 'auc', direction: 'lower', cells: [{ version: 'v2', value: 0.7, record: 'r3' }, { version: 'v1', value: 0.6, record: 'r2' }], best: ['v1'] }]);
	});
});
