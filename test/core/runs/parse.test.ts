import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RegistryError } from '../../../src/core/errors';
import { Numeral, type Data } from '../../../src/core/parse/data';
import { metricsOf, paramsOf } from '../../../src/core/runs/parse/flatten';
import { parsePlain } from '../../../src/core/runs/parse/parsePlain';
import { parseTolerantJson } from '../../../src/core/parse/tolerantJson';

/** As JavaScript writes it: to compare with JSON.parse. */
function plain(data: Data): unknown {
	if (data instanceof Numeral) { return data.value; }
	if (data instanceof Map) { return Object.fromEntries([...data as ReadonlyMap<string, Data>].map(([key, value]) => [key, plain(value)])); }
	return Array.isArray(data) ? (data as readonly Data[]).map(plain) : data;
}

const source = { tool: 'test' };
const params = (text: string, name: string): Record<string, unknown> => Object.fromEntries(paramsOf(parsePlain(text, name), { source }).map(one => [one.name, one.text === undefined ? one.value : [one.value, one.text]]));

describe('tolerant JSON', () => {
	it('reads whatever JSON.stringify writes, as JSON.parse does', () => {
		fc.assert(fc.property(fc.json(), fc.constantFrom(0, 2), (json, indent) => {
			const text = JSON.stringify(JSON.parse(json), null, indent);
			assert.deepEqual(plain(parseTolerantJson(text, 'x')), JSON.parse(text));
		}));
	});

	it('reads the numbers that Python writes and JSON has no word for', () => {
		assert.deepEqual(plain(parseTolerantJson('{"a": NaN, "b": [Infinity, -Infinity], "c": "NaN"}', 'x')), { a: NaN, b: [Infinity, -Infinity], c: 'NaN' });
	});

	it('names the file and the line of what is no JSON', () => {
		for (const text of ['', '{', '{"a": 1,\n}', '[1 2]', '"abc', '{"a" 1}', '[1]x', '\\', '{a:1}', '"\\q"', '"\\u12"', '-', 'nul']) {
			assert.throws(() => parseTolerantJson(text, 'm/metrics.json'), (error: unknown) => RegistryError.is(error, 'damaged-file') && error.message.includes('m/metrics.json') && /line \d/.test(error.message), text);
		}
		assert.throws(() => parseTolerantJson('['.repeat(100_000), 'x'), /nested too deep/);
	});

	it('keeps __proto__ as a key', () => {
		assert.deepEqual(paramsOf(parseTolerantJson('{"__proto__": {"admin": 1}, "constructor": 2}', 'x'), { source }).map(one => one.name), ['__proto__.admin', 'constructor']);
		assert.equal(({} as Record<string, unknown>)['admin'], undefined);
	});
});

describe('hyperparameters of plain files', () => {
	it('are flattened with dots and keep how a number was written', () => {
		const expected = { 'train.lr': [2e-5, '2e-5'], 'train.layers': [64, 32], 'train.blocks.0.units': 8, 'name': 'x', 'bias': true, 'clip': null, 'drop': [0.1, '0.10'], 'seed': '396124181827783759' };
		assert.deepEqual(params('train:\n  lr: 2e-5\n  layers: [64, 32]\n  blocks:\n    - units: 8\nname: x\nbias: true\nclip: null\ndrop: 0.10\nseed: 396124181827783759\n', 'params.yaml'), expected);
		assert.deepEqual(params('{"train": {"lr": 2e-5, "layers": [64, 32], "blocks": [{"units": 8}]}, "name": "x", "bias": true, "clip": null, "drop": 0.10, "seed": 396124181827783759}', 'params.json'), expected);
		const toml = Object.fromEntries(Object.entries(expected).filter(([name]) => name !== 'clip'));
		assert.deepEqual(params('name = "x"\nbias = true\ndrop = 0.10\nseed = 396124181827783759\n[train]\nlr = 2e-5\nlayers = [64, 32]\n[[train.blocks]]\nunits = 8\n', 'params.toml'), toml);
	});

	it('come from YAML with the tags of Python, anchors and merge keys, and nothing is constructed', () => {
		assert.deepEqual(params('base: &b {lr: 0.1, size: 3}\nchurn: {<<: *b, size: 4}\nt: !!python/tuple [1, 2]\no: !!python/object:my.Thing {a: 1}\nf: !!python/name:torch.optim.Adam ""\n', 'params.yaml'), {
			'base.lr': 0.1, 'base.size': 3, 'churn.lr': 0.1, 'churn.size': 4, 't': [1, 2], 'o.a': 1, 'f': 'torch.optim.Adam',
		});
	});

	it('a bomb of aliases or of nesting is one sentence', () => {
		const bomb = `a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(', ')}]`).join('\n')}`;
		for (const text of [bomb, '['.repeat(20_000), '{a: '.repeat(20_000), '- '.repeat(20_000), 'a: &a [*a]', 'a: [1', '\t: x']) {
			const begun = Date.now();
			assert.throws(() => parsePlain(text, 'p/params.yaml'), (error: unknown) => RegistryError.is(error, 'damaged-file') && error.message.startsWith('p/params.yaml'), text.slice(0, 20));
			assert.ok(Date.now() - begun < 2000, text.slice(0, 20));
		}
		assert.throws(() => parsePlain('a = ', 'params.toml'), (error: unknown) => RegistryError.is(error, 'damaged-file'));
	});

	it('metrics are the numbers, with nan and inf as words too', () => {
		assert.deepEqual(metricsOf(parsePlain('{"auc": 0.9130, "by": {"f1": NaN, "who": "me"}, "worst": "-inf", "ok": true}', 'metrics.json'), { source }).map(({ name, value, text }) => [name, value, text]), [
			['auc', 0.913, '0.9130'], ['by.f1', NaN, undefined], ['worst', -Infinity, undefined],
		]);
	});
});
