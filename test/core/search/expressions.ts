import * as fc from 'fast-check';
import type { Expression, Field, Value } from '../../../src/core/search/expression';
import { fieldNames, isNamed, typeOf, type FieldType } from '../../../src/core/search/fields';

const names = fc.constantFrom('auc', 'loss', 'lr', 'val/f1 score', 'optimizer.lr', 'a"b\\', 'layers', 'team');
const texts = fc.oneof(fc.constantFrom('risk', 'churn', 'adam', 'main', 'a b', '', '0.5', 'true', 'and', 'x"y\\z', 'RISK'), fc.string({ maxLength: 6 }));
const numbers = fc.oneof(fc.constantFrom(0, 1, 0.5, -1, NaN, Infinity, -Infinity, 1e-3, 12, 3e21), fc.integer({ min: -3, max: 12 }));

const field: fc.Arbitrary<Field> = fc.constantFrom(...fieldNames).chain(name => (isNamed(name) ? names.map(of => ({ name, of })) : fc.constant({ name })));

/** With the prototype that literals have: tests compare strictly. */
const record: typeof fc.record = ((model: Record<string, fc.Arbitrary<unknown>>) => fc.record(model, { noNullPrototype: true })) as typeof fc.record;

export const patterns = fc.constantFrom('^a', 'risk|churn', '[a-c]+\\d*$', 'a.*b', '\\bx\\b', '(ab){1,3}', '\\/', '[^\\s]{2,}', '');

function values(type: FieldType): fc.Arbitrary<Value> {
	const number = (of: fc.Arbitrary<number>) => of.map((one): Value => ({ is: 'number', number: one === 0 ? 0 : one }));
	const text = texts.map((one): Value => ({ is: 'text', text: one }));
	const boolean = fc.boolean().map((one): Value => ({ is: 'boolean', boolean: one }));
	switch (type) {
		case 'text': return text;
		case 'hash': return fc.constantFrom('ab', '0', 'c0ffee', 'ffff').map((one): Value => ({ is: 'text', text: one }));
		case 'version': return number(fc.integer({ min: 0, max: 5 }));
		case 'number': return number(numbers);
		case 'count': case 'bytes': return number(numbers.filter(Number.isFinite));
		case 'time': return fc.oneof(
			fc.constantFrom('2023', '2023-11', '2023-11-14', '2023-11-14T22:13', '2023-11-14T22:13:20', '2023-11-14T22:13:20.005Z', '2023-11-15T00:13+02:00', 'today', 'yesterday', '0000-01-01T00:00+14:00', '9999-12-31').map((date): Value => ({ is: 'date', date })),
			fc.constantFrom('7d', '1min', '2h', '3w', '1mo', '1y', '999999y').map((ago): Value => ({ is: 'ago', ago })));
		case 'flag': return boolean;
		case 'recorded': return fc.oneof(number(numbers), text, boolean, fc.constant<Value>({ is: 'null' }));
	}
}

const condition: fc.Arbitrary<Expression> = fc.oneof(
	{ weight: 1, arbitrary: texts.map((text): Expression => ({ is: 'text', text })) },
	{ weight: 8, arbitrary: field.chain((one): fc.Arbitrary<Expression> => {
		const type = typeOf(one.name);
		const negated = fc.boolean();
		const choices: fc.Arbitrary<Expression>[] = [record({ is: fc.constant('equals' as const), field: fc.constant(one), negated, values: fc.array(values(type), { minLength: 1, maxLength: 3 }) })];
		if (type !== 'text' && type !== 'hash' && type !== 'flag') {
			const value = type === 'recorded' ? values('number') : values(type);
			choices.push(record({ is: fc.constant('order' as const), field: fc.constant(one), operator: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const), value }));
		}
		if (type === 'text' || type === 'hash' || type === 'recorded') {
			choices.push(record({ is: fc.constant('contains' as const), field: fc.constant(one), negated, text: texts }));
			choices.push(record({ is: fc.constant('matches' as const), field: fc.constant(one), negated, pattern: patterns, ignoreCase: fc.boolean() }));
		}
		if (one.of !== undefined || type === 'flag') { choices.push(fc.constant({ is: 'has', field: one })); }
		return fc.oneof(...choices);
	}) },
);

/** As a parser makes them: nothing nested in its own kind, nothing of one. */
export const expressions: fc.Arbitrary<Expression> = fc.letrec<{ expression: Expression }>(tie => ({
	expression: fc.oneof({ maxDepth: 3, depthSize: 'small' },
		condition,
		tie('expression').map((of): Expression => ({ is: 'not', of })),
		fc.tuple(fc.constantFrom('all' as const, 'any' as const), fc.array(tie('expression'), { minLength: 2, maxLength: 3 })).map(([is, of]): Expression => {
			return { is, of: of.flatMap(one => (one.is === is ? one.of : [one])) };
		}),
	),
})).expression;
