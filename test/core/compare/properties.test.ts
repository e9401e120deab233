import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compare } from '../../../src/core/compare/compare';
import type { ComparedRow, Comparison } from '../../../src/core/compare/comparison';
import type { ComparedVersion } from '../../../src/core/compare/facts';
import { packed } from '../../../src/core/compare/packed';
import { unpacked } from '../../../src/core/present/unpacked';
import { compared, type Given } from './facts';

const name = fc.constantFrom('auc', 'log_loss', 'epoch', 'val/f1', 'lr', 'optimizer.beta', 'train_runtime_s', '__proto__', 'a b');
const records = <T>(value: fc.Arbitrary<T>) => fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, maxLength: 6 }).map(entries => Object.fromEntries(entries) as Readonly<Record<string, T>>);
const number = fc.oneof(fc.double({ min: -1e6, max: 1e6 }), fc.integer({ min: -3, max: 3 }), fc.constantFrom(NaN, Infinity, -Infinity, 0, 1e-9, 0.1 + 0.2));
const scalar = fc.oneof(fc.double({ noNaN: true }), fc.integer(), fc.string({ maxLength: 5 }), fc.boolean(), fc.constant(null));
const tensor = fc.record({ name: fc.constantFrom('a.weight', 'a.bias', 'layer.2', 'layer.10'), dtype: fc.constantFrom('F32', 'BF16'), shape: fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(null, 'N')), { maxLength: 2 }) });
const given: fc.Arbitrary<Given> = fc.record({
	metrics: records(number), params: records(fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }))), environment: records(fc.constantFrom('1.0', '1.1.0', '2.0.0rc1', 'local')),
	evaluations: fc.array(fc.record({ context: fc.record({ dataset: fc.record({ name: fc.constantFrom('a.csv', 'b.csv'), digest: fc.constantFrom('a'.repeat(64), 'b'.repeat(64)) }), slice: fc.constantFrom('x', 'y') }, { requiredKeys: [] }), metrics: records(number) }), { maxLength: 4 }),
	tensors: fc.uniqueArray(tensor, { selector: one => one.name, maxLength: 4 }), notes: fc.string({ maxLength: 20 }), tags: records(fc.string({ maxLength: 3 })),
	digest: fc.constantFrom('a'.repeat(64), 'b'.repeat(64)), bytes: fc.integer({ min: 1, max: 5 }), commit: fc.constantFrom('1'.repeat(40), '2'.repeat(40)),
});
const several = fc.array(given, { minLength: 2, maxLength: 5 }).map(all => all.map((one, at) => compared(at + 1, one)));

const of = (versions: readonly ComparedVersion[], base = 0) => compare({ versions, base, code: undefined });
const rowsOf = ({ sections }: Comparison) => sections.flatMap(section => section.rows.map(row => ({ ...row, section: section.id })));
/** A change the other way round. Factors and percentages have no exact opposite in the digits that are shown. */
const turned: Readonly<Record<string, string>> = { added: 'removed', removed: 'added', better: 'worse', worse: 'better' };

describe('a comparison', () => {
	it('of equals finds nothing', () => {
		fc.assert(fc.property(given, fc.integer({ min: 2, max: 4 }), (one, count) => {
			const result = of(Array.from({ length: count }, (_, at) => compared(at + 1, one)));
			assert.deepEqual(result.sections.map(section => section.differ), result.sections.map(() => 0));
			assert.ok(rowsOf(result).every(row => !row.differs && row.size === 0 && row.cells.every(cell => cell.change === undefined && cell.relative === undefined && cell.mark === undefined)));
			assert.ok(result.summary.columns.every(({ spans }) => /^No difference from v1 was found\.$/.test(spans.map(span => span.text).join(' '))));
		}));
	});

	it('the other way round is the same with the signs turned', () => {
		fc.assert(fc.property(given, given, (a, b) => {
			const versions = [compared(1, a), compared(2, b)];
			const [there, back] = [rowsOf(of(versions, 0)), rowsOf(of(versions, 1))];
			assert.deepEqual(there.map(({ key, differs, size }) => [key, differs, size]), back.map(({ key, differs, size }) => [key, differs, size]));
			for (const [at, row] of there.entries()) {
				const [forth, home] = [row.cells[1], back[at]?.cells[0]];
				assert.equal(forth?.same, home?.same, row.key);
				assert.equal(turned[forth?.verdict ?? ''] ?? forth?.verdict, home?.verdict, row.key);
				assert.equal(forth?.change === undefined, home?.change === undefined, `${row.key}: ${forth?.change} and ${home?.change}`);
				if (forth?.change !== undefined && turned[forth.change] !== undefined) { assert.equal(turned[forth.change], home?.change); }
				if ((row.section === 'metrics' || row.section === 'evaluations') && /^[+\u2212]/.test(forth?.change ?? '')) { assert.equal(home?.change, (forth?.change ?? '').replace(/^./, sign => (sign === '+' ? '\u2212' : '+'))); }
				assert.deepEqual(row.cells.map(cell => [cell.text, cell.mark]), back[at]?.cells.map(cell => [cell.text, cell.mark]));
			}
		}));
	});

	it('has the same rows in whatever order its columns come', () => {
		fc.assert(fc.property(several, fc.nat(), fc.nat(), (versions, turn, which) => {
			const base = which % versions.length, by = turn % versions.length;
			const order = [...versions.slice(by), ...versions.slice(0, by)].reverse();
			const one = of(versions, base), other = of(order, order.indexOf(versions[base] as ComparedVersion));
			const at = versions.map(version => order.indexOf(version));
			const moved = (row: ComparedRow) => ({ ...row, cells: at.map(index => row.cells[index]) });
			assert.deepEqual(one.sections.map(({ rows, differ, equal }) => [rows, differ, equal]), other.sections.map(({ rows, differ, equal }) => [rows.map(moved), differ, equal]));
		}));
	});

	it('counts its rows, marks what equals the base, and leaves no cell empty', () => {
		fc.assert(fc.property(several, fc.nat(), (versions, which) => {
			const base = which % versions.length;
			const result = of(versions, base);
			for (const { rows, differ, equal, unlisted } of result.sections) {
				assert.equal(rows.filter(row => row.differs).length, differ);
				assert.equal(rows.length + unlisted, differ + equal);
				assert.equal(new Set(rows.map(row => row.key)).size, rows.length);
				for (const row of rows) {
					assert.equal(row.cells.length, versions.length);
					assert.ok(row.cells.every(cell => cell.text !== ''), row.key);
					assert.equal(row.cells[base]?.change, undefined);
					assert.ok(!row.cells.some(cell => cell.same && cell.change !== undefined), row.key);
					if (!row.differs) { assert.equal(row.size, 0); } else { assert.ok(row.size > 0 && row.size <= 2, `${row.key} ${row.size}`); }
				}
			}
			assert.equal(JSON.stringify(JSON.parse(JSON.stringify(result))), JSON.stringify(result));
		}));
	});
});

describe('a comparison as one text', () => {
	it('is the same when it is read', () => {
		fc.assert(fc.property(fc.array(given, { minLength: 2, maxLength: 8 }), fc.nat(), fc.boolean(), (all, which, isSame) => {
			const versions = all.map((one, at) => compared(at + 1, isSame ? all[0] ?? one : one));
			const comparison = of(versions, which % versions.length);
			assert.deepEqual(unpacked(packed(comparison)), comparison);
		}));
	});
});
