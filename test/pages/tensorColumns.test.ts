import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Tensor } from '../../src/core/model';
import { packTensors, unpackNames } from '../../src/protocol/tensorColumns';

const counted = (tensors: readonly { readonly numbers: number; readonly tied: number }[]) => ({ numbers: Float64Array.from(tensors, one => one.numbers), tied: Int32Array.from(tensors, one => one.tied) });
const tensor: fc.Arbitrary<Tensor & { readonly numbers: number; readonly tied: number }> = fc.record({
	name: fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('a.b.weight', 'a.b.bias', 'a.c.weight', '')),
	dtype: fc.constantFrom('F32', 'BF16', 'Q4_K'),
	shape: fc.array(fc.oneof(fc.nat(), fc.constant(null), fc.constant('batch')), { maxLength: 4 }),
	bytes: fc.option(fc.nat(), { nil: undefined }),
	numbers: fc.nat(),
	tied: fc.integer({ min: -1, max: 5 }),
}, { noNullPrototype: true });

describe('tensors as columns', () => {
	it('come out as they went in', () => {
		fc.assert(fc.property(fc.array(tensor, { maxLength: 40 }), tensors => {
			const columns = packTensors(tensors, counted(tensors));
			const names = unpackNames(columns);
			const again = tensors.map((_one, at) => ({
				name: names[at], dtype: columns.dtypes[columns.dtype[at] ?? -1], shape: columns.shapes[columns.shape[at] ?? -1],
				bytes: Number.isNaN(columns.bytes[at]) ? undefined : columns.bytes[at], numbers: columns.numbers[at], tied: columns.tied[at],
			}));
			assert.deepEqual(again, tensors);
		}));
	});

	it('say a name that repeats the one before in its own end', () => {
		const names = ['encoder.layer.0.weight', 'encoder.layer.0.bias', 'encoder.layer.1.weight'];
		const tensors = names.map(name => ({ name, dtype: 'F32', shape: [2], bytes: 8, numbers: 2, tied: -1 }));
		const { tails } = packTensors(tensors, counted(tensors));
		assert.deepEqual(tails, ['encoder.layer.0.weight', 'bias', '1.weight']);
	});
});
