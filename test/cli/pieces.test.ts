import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseMetric, parseNumber, parseParam, pair } from '../../src/cli/given';
import { toJson } from '../../src/cli/json';
import { parse } from '../../src/cli/parse';
import { showProgress } from '../../src/cli/progress';
import { style, wantsColour } from '../../src/cli/style';
import { table } from '../../src/cli/table';
import { targetOf } from '../../src/cli/target';
import type { Terminal } from '../../src/cli/terminal';
import { cut, displayWidth } from '../../src/cli/width';

describe('cli: pieces', () => {
	it('counts cells as a terminal does', () => {
		for (const [text, cells] of [['churn', 5], ['语言模型', 8], ['ﾊﾝｶｸ', 4], ['café', 4], ['cafe\u0301', 4], ['👩‍🔬', 2], ['🇩🇪', 2], ['▲ +0.0033', 9], ['', 0], ['½', 1]] as const) { assert.equal(displayWidth(text), cells, text); }
		assert.equal(cut('语言模型', 5), '语言…');
		assert.equal(cut('churn', 5), 'churn');
	});

	it('a cut text fits, whatever it is', () => {
		fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 1, max: 20 }), (text, cells) => { assert.ok(displayWidth(cut(text, cells)) <= cells); }));
	});

	it('lines columns up, wide characters and paint included', () => {
		const { green } = style(true);
		assert.deepEqual(table([['语言', { text: '1', right: true }, 'x'], ['a', { text: '20', right: true, paint: green }, 'yy']]), ['语言   1  x', 'a     \u001b[32m20\u001b[39m  yy']);
		assert.deepEqual(table([]), []);
	});

	it('reads numbers as people and Python write them', () => {
		const numbers: [string, number | undefined][] = [
			['0.9130', 0.913], ['-1e-3', -0.001], ['+5', 5], ['.5', 0.5], ['5.', 5], ['nan', NaN], ['NaN', NaN], ['-nan', NaN], ['inf', Infinity], ['-Infinity', -Infinity], ['+inf', Infinity],
			['', undefined], ['1,5', undefined], ['0x10', undefined], ['1e', undefined], ['e5', undefined], ['.', undefined], ['12abc', undefined], ['1 2', undefined],
		];
		for (const [text, value] of numbers) { assert.deepEqual(parseNumber(text), value, text); }
		assert.throws(() => parseMetric('auc', 'high'), /'high' is not a number/);
	});

	it('reads parameters, and leaves what is no value a text', () => {
		const params: [string, unknown][] = [
			['2e-05', 2e-5], ['31', 31], ['true', true], ['False', false], ['null', null], ['[1, "a", null]', [1, 'a', null]], ['[[1]]', '[[1]]'], ['[1,', '[1,'], ['"31"', '31'], ['"', '"'], ['{"a":1}', '{"a":1}'], ['', ''],
			['0031', '0031'], ['12345678901234567890', '12345678901234567890'], ['1e999', '1e999'], ['nan', 'nan'], ['None', 'None'], ['a=b', 'a=b'],
		];
		for (const [text, value] of params) { assert.deepEqual(parseParam(text), value, text); }
		assert.deepEqual(pair('--tag', 'a=b=c'), ['a', 'b=c']);
		assert.throws(() => pair('--tag', '=b'), /takes KEY=VALUE/);
		fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), value => { const read = parseParam(String(value)); assert.ok(read === value || read === String(value)); }));
	});

	it('takes values and texts that begin with a dash', () => {
		const own = { notes: { type: 'string', about: '' }, metric: { type: 'string', multiple: true, about: '' }, quick: { type: 'boolean', about: '' } } as const;
		assert.deepEqual({ ...parse(['x', '--notes', '- a', '--metric', 'a=-1', '--metric=b=2', '- text', '-0.5', '--quick', '-', '-C', '-dir', '--', '--notes'], own).values }, { notes: '- a', metric: ['a=-1', 'b=2'], quick: true, directory: '-dir' });
		assert.deepEqual(parse(['x', '- text', '-0.5', '-', '--', '--notes'], own).args, ['x', '- text', '-0.5', '-', '--notes']);
		assert.deepEqual({ ...parse(['--notes', '--unheard of', '-C/tmp'], own).values }, { notes: '--unheard of', directory: '/tmp' });
	});

	it('knows a version from a model', () => {
		assert.deepEqual(['churn', 'churn@v1', 'models:/churn/1', '01KAX3HM0000000000000000AA'].map(targetOf), [{ model: 'churn' }, { ref: 'churn@v1' }, { ref: 'models:/churn/1' }, { ref: '01KAX3HM0000000000000000AA' }]);
	});

	it('writes JSON without a number that is none, and without what acts on a terminal', () => {
		assert.equal(toJson([NaN, -Infinity, 1, { a: undefined, b: null }]).replace(/\s/g, ''), '["NaN","-Infinity",1,{"b":null}]');
		const evil = 'a\u009b31m\u202E\u2028\u{E0041}b';
		assert.doesNotMatch(toJson(evil), /[\u007f-\u009f\u202e\u2028]|\u{E0041}/u);
		assert.equal(JSON.parse(toJson(evil)), evil);
		fc.assert(fc.property(fc.jsonValue(), value => { assert.deepEqual(JSON.parse(toJson(value)), JSON.parse(JSON.stringify(value))); }));
	});

	it('wants colour as it is told', () => {
		assert.equal(wantsColour(true, {}), true);
		assert.equal(wantsColour(false, {}), false);
		assert.equal(wantsColour(true, { NO_COLOR: '1' }), false);
		assert.equal(wantsColour(true, { NO_COLOR: '' }), true);
		assert.equal(wantsColour(true, { TERM: 'dumb' }), false);
		assert.equal(wantsColour(false, { FORCE_COLOR: '1', NO_COLOR: '1' }), true);
		assert.equal(wantsColour(true, { FORCE_COLOR: '0' }), false);
	});

	it('shows progress in place, with the rate of the last seconds', () => {
		const lines: string[] = [];
		let now = 0;
		const terminal: Terminal = { out() {}, err() {}, status: line => { lines.push(line); }, style: style(false), columns: undefined };
		const progress = showProgress(terminal, 'Registering churn', () => now);
		progress({ bytes: 100, total: 6.4e9 });
		assert.deepEqual(lines, [], 'what is done at once is not spoken of');
		for (let i = 1; i <= 15; i++) { now = i * 100; progress({ bytes: i * 84e6, total: 6.4e9 }); }
		assert.equal(lines.at(-1), 'Registering churn: 1.3 of 6.4 GB, 840 MB/s');
		now += 50;
		const said = lines.length;
		progress({ bytes: 2e9, total: 6.4e9 });
		assert.equal(lines.length, said, 'not more often than ten times a second');
	});
});
