import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Tensor } from '../../../src/core/model';
import { finderOf, type Finder } from '../../../webview-ui/inspect/tensors/find';
import { modulesOf, type Module } from '../../../webview-ui/inspect/tensors/module';
import { naturalKey, type Sort } from '../../../webview-ui/inspect/tensors/order';
import { TensorTree, type TreeRow } from '../../../webview-ui/inspect/tensors/tensorTree';
import { distilRoberta, f32, listOf } from './models';
import { treeText } from './treeText';

const nothing: ReadonlyMap<string, boolean> = new Map();

function text(tensors: readonly Tensor[], sort?: Sort, most = 40): string {
	const list = listOf(tensors);
	const tree = new TensorTree(list, sort);
	return `\n${treeText(list, tree, tree.rows(nothing, tree.openAtFirst(most)))}\n`;
}

const name = fc.oneof(
	fc.array(fc.constantFrom('a', 'b', 'layer', '0', '1', '2', '10', 'weight', 'bias', ''), { minLength: 1, maxLength: 5 }).map(parts => parts.join('.')),
	fc.array(fc.constantFrom('dense', 'kernel:0', '1'), { minLength: 1, maxLength: 4 }).map(parts => parts.join('/')),
	fc.string({ unit: 'grapheme' }),
);
const tensors = fc.uniqueArray(name, { maxLength: 60 }).chain(names => fc.tuple(...names.map(one => fc.tuple(fc.nat(5), fc.nat(5)).map(([x, y]) => f32(one, x, y)))));
const sort = fc.option(fc.record({ column: fc.constantFrom('name', 'dtype', 'shape', 'numbers', 'bytes'), descending: fc.boolean() }, { noNullPrototype: true }), { nil: undefined });

function indicesIn(module: Module): readonly number[] {
	return module.children.flatMap(child => (typeof child === 'number' ? [child] : indicesIn(child)));
}

const everyPath = (tree: TensorTree) => new Map(tree.pathsBelow(tree.root).map(path => [path, true]));

describe('the tree of tensors', () => {
	it('shows a transformer by its modules, and says which blocks are equal', () => {
		assert.equal(text(distilRoberta()), `
- roberta  101 tensors  F32  81,527,808  326 MB
  - embeddings  5 tensors  F32  39,000,576  156 MB
    word_embeddings.weight  [50265, 768]
    position_embeddings.weight  [514, 768]
    token_type_embeddings.weight  [1, 768]
    LayerNorm.weight  [768]
    LayerNorm.bias  [768]
  - encoder.layer  96 tensors, 6 of 6 blocks equal  F32  42,527,232  170 MB
    - 0  16 tensors  F32  7,087,872  28.4 MB
      - attention  10 tensors  F32  2,363,904  9.46 MB
        self.query.weight  [768, 768]
        self.query.bias  [768]
        self.key.weight  [768, 768]
        self.key.bias  [768]
        self.value.weight  [768, 768]
        self.value.bias  [768]
        output.dense.weight  [768, 768]
        output.dense.bias  [768]
        output.LayerNorm.weight  [768]
        output.LayerNorm.bias  [768]
      - intermediate.dense  2 tensors  F32  2,362,368  9.45 MB
        weight  [3072, 768]
        bias  [3072]
      - output  4 tensors  F32  2,361,600  9.45 MB
        dense.weight  [768, 3072]
        dense.bias  [768]
        LayerNorm.weight  [768]
        LayerNorm.bias  [768]
    + 1  16 tensors  F32  7,087,872  28.4 MB
    + 2  16 tensors  F32  7,087,872  28.4 MB
    + 3  16 tensors  F32  7,087,872  28.4 MB
    + 4  16 tensors  F32  7,087,872  28.4 MB
    + 5  16 tensors  F32  7,087,872  28.4 MB
- classifier  4 tensors  F32  592,899  2.37 MB
  dense.weight  [768, 768]
  dense.bias  [768]
  out_proj.weight  [3, 768]
  out_proj.bias  [3]
`);
	});

	it('shows a small model without modules', () => {
		assert.equal(text([f32('fc1.weight', 4, 2), f32('fc1.bias', 4), f32('fc2.weight', 1, 4)]), '\nfc1.weight  [4, 2]\nfc1.bias  [4]\nfc2.weight  [1, 4]\n');
	});

	it('says how many blocks are equal where not all are', () => {
		const block = (at: number, width: number) => Array.from({ length: 5 }, (_none, i) => f32(`h.${at}.part.${i}`, width));
		assert.match(text([...block(0, 8), ...block(1, 8), ...block(2, 8), ...block(3, 16)]), /- h {2}20 tensors, 3 of 4 blocks equal/);
	});

	it('counts blocks as people do, where the file sorted them as text', () => {
		const names = [0, 1, 10, 11, 2, 3].flatMap(at => Array.from({ length: 13 }, (_none, i) => f32(`blk.${at}.t${i}`, 2)));
		// One row wouldn't say much: it is open although there is no room for what is in it.
		assert.deepEqual([...text(names, undefined, 1).matchAll(/\+ (\d+) /g)].map(([, at]) => at), ['0', '1', '2', '3', '10', '11']);
	});

	it('puts what has a name in common under it, however little it is', () => {
		assert.equal(text([f32('lora_unet_mid.alpha'), f32('lora_unet_mid.lora_down.weight', 4, 8)]), '\n- lora_unet_mid  2 tensors  F32  33  132 B\n  alpha  []\n  lora_down.weight  [4, 8]\n');
	});

	it('sorts tensors and modules by their sums', () => {
		const list = listOf(distilRoberta());
		const tree = new TensorTree(list, { column: 'bytes', descending: true });
		assert.deepEqual(tree.branches(tree.root).map(branch => branch.label), ['roberta', 'classifier']);
		const ascending = new TensorTree(list, { column: 'name', descending: false });
		assert.deepEqual(ascending.branches(ascending.root).map(branch => branch.label), ['classifier', 'roberta']);
	});

	it('has every tensor in exactly one place, under a label that ends its name', () => {
		fc.assert(fc.property(tensors, sort, (all, by) => {
			const list = listOf(all);
			const tree = new TensorTree(list, by);
			const rows = tree.rows(everyPath(tree), new Set());
			const shown = rows.filter((row): row is TreeRow & { kind: 'tensor' } => row.kind === 'tensor');
			assert.deepEqual(shown.map(row => row.index).sort((a, b) => a - b), all.map((_tensor, at) => at));
			for (const { index, label } of shown) { assert.ok(list.names[index]?.endsWith(label)); }
			// Labels from the root down say the whole name.
			const trail: string[] = [];
			for (const row of rows) {
				trail.length = row.level - 1;
				trail.push(row.label);
				if (row.kind === 'tensor') { assert.equal(trail.join('.').replaceAll('/', '.'), list.names[row.index]?.replaceAll('/', '.')); }
			}
			assert.equal(new Set(rows.map(row => row.key)).size, rows.length, 'keys are unique');
		}));
	});

	it('sums up what is below', () => {
		fc.assert(fc.property(tensors, all => {
			const list = listOf(all);
			const check = (module: Module) => {
				const within = indicesIn(module);
				assert.equal(module.tensors, within.length);
				assert.equal(module.numbers, within.reduce((sum, at) => sum + (list.numbers[at] ?? 0), 0));
				assert.equal(module.bytes, within.reduce((sum, at) => sum + (list.bytes[at] ?? 0), 0));
				assert.ok(within.every(at => list.names[at]?.startsWith(module.path)));
				for (const child of module.children) { if (typeof child !== 'number') { check(child); } }
			};
			check(modulesOf(list));
		}));
	});

	it('numbers siblings from 1, and never shows what is folded away', () => {
		fc.assert(fc.property(tensors, fc.nat(60), (all, most) => {
			const tree = new TensorTree(listOf(all), undefined);
			const rows = tree.rows(nothing, tree.openAtFirst(most));
			const open = [{ level: 0, left: tree.branches(tree.root).length, at: 0 }];
			for (const row of rows) {
				while ((open.at(-1)?.left ?? 0) === 0) { open.pop(); }
				const parent = open.at(-1);
				assert.ok(parent && row.level === parent.level + 1 && row.position === ++parent.at);
				parent.left--;
				if (row.kind === 'module' && row.isOpen) { open.push({ level: row.level, left: tree.branches(row.module).length, at: 0 }); }
			}
		}));
	});

	it('calls blocks equal only where names, dtypes and shapes are', () => {
		fc.assert(fc.property(fc.array(fc.uniqueArray(fc.tuple(fc.constantFrom('w', 'b', 'g', 'sub.w'), fc.nat(2)), { selector: ([one]) => one, minLength: 1 }), { minLength: 2, maxLength: 6 }), blocks => {
			const list = listOf(blocks.flatMap((parts, at) => parts.map(([part, size]) => f32(`h.${at}.${part}`, size + 1))));
			const alike = blocks.map(parts => JSON.stringify([...parts].sort(([a], [b]) => (a < b ? -1 : 1))));
			const most = Math.max(...alike.map(one => alike.filter(other => other === one).length));
			const [h] = modulesOf(list).children;
			assert.deepEqual(new TensorTree(list, undefined).blocks(h as Module), { count: blocks.length, equal: most });
		}));
	});
});

describe('finding tensors', () => {
	const matching = (query: string, isRegex: boolean) => {
		const finder = finderOf({ text: query, isRegex });
		assert.ok(typeof finder === 'object');
		return distilRoberta(2).filter(tensor => finder.matches(tensor.name)).length;
	};

	it('finds text in any case', () => {
		assert.equal(matching('layernorm', false), 10);
		assert.equal(matching('.*bias', false), 0);
	});

	it('finds by regular expression, and says what is wrong with one', () => {
		assert.equal(matching('query.*bias$', true), 2);
		const wrong = finderOf({ text: 'query(', isRegex: true });
		assert.ok(typeof wrong === 'string');
		assert.match(wrong, /regular expression/i);
		assert.equal(finderOf({ text: '', isRegex: true }), undefined);
	});

	it('says where a match stands', () => {
		fc.assert(fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (before, wanted, after) => {
			const found = (finderOf({ text: wanted, isRegex: false }) as Finder).range(before + wanted + after);
			assert.ok(found && found[0] <= before.length && found[1] - found[0] === wanted.length);
		}));
	});
});

describe('names in the order of their numbers', () => {
	it('puts 2 before 10 at every place', () => {
		fc.assert(fc.property(fc.nat(), fc.nat(), fc.constantFrom('', '.weight'), (a, b, end) => {
			const [first, second] = [naturalKey(`layer.${a}${end}`), naturalKey(`layer.${b}${end}`)];
			assert.equal(first < second, a < b);
		}));
	});
});
