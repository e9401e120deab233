import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseSearch } from '../../../src/core/search/parseSearch';
import { printSearch } from '../../../src/core/search/printSearch';
import { expressions } from './expressions';

function parsed(text: string) {
	const found = parseSearch(text);
	assert.ok('expression' in found, `${text}: ${'fault' in found ? found.fault.why : ''}`);
	return found.expression;
}

/** 'offset+length why' */
function fault(text: string): string {
	const found = parseSearch(text);
	assert.ok('fault' in found, text);
	return `${found.fault.offset}+${found.fault.length} ${found.fault.why}`;
}

describe('the search language: reading', () => {
	it('reads what the documentation shows', () => {
		assert.deepEqual(parsed(`metrics.accuracy > 0.9 and params.lr <= 1e-3 and tag.team = "risk" and (alias = production or created > 2026-01-01) and not archived`), {
			is: 'all', of: [
				{ is: 'order', field: { name: 'metrics', of: 'accuracy' }, operator: '>', value: { is: 'number', number: 0.9 } },
				{ is: 'order', field: { name: 'params', of: 'lr' }, operator: '<=', value: { is: 'number', number: 0.001 } },
				{ is: 'equals', field: { name: 'tag', of: 'team' }, negated: false, values: [{ is: 'text', text: 'risk' }] },
				{ is: 'any', of: [
					{ is: 'equals', field: { name: 'alias' }, negated: false, values: [{ is: 'text', text: 'production' }] },
					{ is: 'order', field: { name: 'created' }, operator: '>', value: { is: 'date', date: '2026-01-01' } },
				] },
				{ is: 'not', of: { is: 'has', field: { name: 'archived' } } },
			],
		});
	});

	for (const [text, printed] of [
		['', ''], ['  ', ''],
		['churn production', 'churn and production'], ['"what was tried"', '"what was tried"'], ["don't", `"don't"`], ['models/churn.bin', 'models/churn.bin'],
		['a or b and not c', 'a or b and not c'], ['(a or b) c', '(a or b) and c'], ['NOT (a AND b)', 'not (a and b)'], ['a && b || c', 'a and b or c'], ['((a))', 'a'], ['not not a', 'not not a'],
		['metrics."val/f1 score">=.5', 'metrics."val/f1 score" >= 0.5'], ['params.optimizer.lr == 1E-3', 'params.optimizer.lr = 0.001'], ['metric.loss = NaN', 'metrics.loss = nan'], ['metrics.loss≠-inf', 'metrics.loss != -inf'],
		['params.seed = "3"', 'params.seed = "3"'], ['params.bn = TRUE', 'params.bn = true'], ['params.x = null', 'params.x = null'], ["tag.team in ('a', b c)".replace(' c', ''), 'tag.team in (a, b)'], ['alias not in (production, staging)', 'alias not in (production, staging)'],
		['alias in (production)', 'alias = production'], ['size > 10MB', 'size > 10000000'], ['bytes <= 1.5KiB', 'size <= 1536'], ['parameters >= 7b', 'parameters >= 7000000000'], ['version = v7', 'version = 7'],
		['created > 7D', 'created > 7d'], ['created = 2026-01-01t08:30z', 'created = 2026-01-01T08:30Z'], ['registered = Today', 'created = today'], ['name ~ /^churn-\\d+/i', 'model ~ /^churn-\\d+/i'], ['notes !~ leak', 'notes !~ leak'],
		['digest = sha256:ABCD', 'digest = abcd'], ['by = "Ada Lovelace"', 'author = "Ada Lovelace"'], ['metrics.auc', 'metrics.auc'], ['model', '"model"'], ['"archived"', '"archived"'], ['path ~ "/"', 'path ~ "/"'],
	] as const) {
		it(`${text} is ${printed}`, () => { assert.equal(printSearch(parsed(text)), printed); });
	}

	for (const [text, said] of [
		['acuracy > 0.9', `0+7 there is no field 'acuracy'; did you mean metrics.acuracy, params.acuracy or tag.acuracy?`],
		['metirc.auc > 1', `0+10 there is no field 'metirc.auc'; did you mean 'metric.auc'?`],
		['not aliass = x', `4+6 there is no field 'aliass'; did you mean 'alias'?`],
		['metrics > 1', '0+7 a name is missing: write metrics.NAME, or metrics."NAME" where it holds spaces'],
		['metrics. > 1', '0+8 a name is missing: write metrics..NAME, or metrics.."NAME" where it holds spaces'.replaceAll('..', '.')],
		['metrics.auc > high', '14+4 expected a number, nan or inf'], ['metrics.auc > ', '14+0 expected a number, nan or inf'], ['metrics.auc >', '13+0 expected a number, nan or inf'],
		['metrics.auc ~ 9', '12+1 ~ looks into texts, and metrics is compared with a number, nan or inf'],
		['model > churn', '6+1 model has no order: compare it by =, !=, ~ or in'], ['params.lr > "1"', '12+3 expected a number: only numbers have an order'],
		['created > soon', '10+4 expected a date such as 2026-01-31, or an age such as 7d'], ['created > 2026-02-30', '10+10 expected a date such as 2026-01-31, or an age such as 7d'], ['size > 10PX', '7+4 expected a size such as 10MB or 4GiB'],
		['(a or b', '7+0 expected ) for the ( at 1'], ['a)', '1+1 this ) closes nothing'], ['a and', '5+0 expected a condition, such as metrics.auc > 0.9, or a word'], ['and a', `0+3 expected a condition before 'and'; put the word in quotes to look for it`],
		['a or or b', `5+2 expected a condition before 'or'; put the word in quotes to look for it`], ['> 3', `0+1 expected a field or a word before '>'`], ['"lr" > 3', '0+4 expected a field: a name in quotes follows metrics., params. or tag.'],
		['tag.team = "risk', '11+5 the " that begins here is never closed'], ['alias in production', '9+10 expected a list in parentheses, such as in (a, b)'], ['alias in ()', '10+1 expected a text'], ['alias in (a b)', '12+1 expected , or ) in this list'],
		['model ~ /a', '8+2 the regular expression that begins here needs a / at its end'], ['model ~ /a/g', '11+1 the only flag is i, to ignore the case'], ['model ~ /a(b/', `10+1 this regular expression can't be used: this group is never closed`],
		['model ~ /(a)\\1/', `12+2 this regular expression can't be used: references back to a group are not supported`], ['model ~ /a(?=b)/', `10+3 this regular expression can't be used: look-ahead and look-behind are not supported`],
	] as const) {
		it(`${text}: ${said}`, () => { assert.equal(fault(text), said); });
	}

	it('reads what it prints as the same expression', () => {
		fc.assert(fc.property(expressions, expression => { assert.deepEqual(parsed(printSearch(expression)), expression, printSearch(expression)); }), { numRuns: 3_000 });
	});

	it('reads any text, or says what is wrong at a place inside of it', () => {
		const pieces = fc.constantFrom('metrics.', 'auc', '"', "'", '(', ')', ' ', 'and', 'or', 'not', 'in', '>', '=', '~', '/', '!', ',', '\\', '7d', 'params.x', '[', '{2}', '*', 'created', 'alias', '💥', '.');
		const any = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 30 }), fc.array(pieces, { maxLength: 14 }).map(list => list.join('')), fc.array(pieces, { maxLength: 14 }).map(list => list.join(' ')));
		fc.assert(fc.property(any, text => {
			const found = parseSearch(text);
			if ('expression' in found) { assert.deepEqual(parsed(printSearch(found.expression)), found.expression); return; }
			const { offset, length, why } = found.fault;
			assert.ok(offset >= 0 && length >= 0 && offset + length <= text.length, `${offset}+${length} of ${text.length}`);
			assert.ok(why.length > 0);
		}), { numRuns: 5_000 });
	});

	it('bounds what a text may ask for', () => {
		assert.match(fault('('.repeat(5_000)), /nested too deep/);
		assert.match(fault('not '.repeat(2_000) + 'a'), /nested too deep/);
		assert.match(fault('a '.repeat(4_000)), /300 conditions are the most/);
		assert.match(fault('a'.repeat(10_001)), /longer than 10000/);
		assert.match(fault(`alias in (${'a,'.repeat(2_000)}a)`), /1000 values are the most/);
		assert.match(fault(`model ~ /${'(a{50}){50}'}/`), /multiply into too much/);
	});
});
