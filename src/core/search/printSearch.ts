import { assertNever } from '../assertNever';
import type { Condition, Expression, Field, Value } from './expression';
import { fieldOf } from './fieldOf';
import { typeOf, type FieldType } from './fields';
import { parseValue } from './parseValue';

/** An expression as text that reads as the same expression. */
export function printSearch(expression: Expression): string {
	switch (expression.is) {
		case 'all': return expression.of.map(one => (one.is === 'any' ? `(${printSearch(one)})` : printSearch(one))).join(' and ');
		case 'any': return expression.of.map(printSearch).join(' or ');
		case 'not': return `not ${expression.of.is === 'all' || expression.of.is === 'any' ? `(${printSearch(expression.of)})` : printSearch(expression.of)}`;
		default: return printCondition(expression);
	}
}

function printCondition(condition: Condition): string {
	if (condition.is === 'text') { return isPlain(condition.text) && fieldOf(condition.text) === undefined ? condition.text : quoted(condition.text); }
	const field = printField(condition.field);
	const type = typeOf(condition.field.name);
	switch (condition.is) {
		case 'has': return field;
		case 'order': return `${field} ${condition.operator} ${printValue(condition.value, type)}`;
		case 'contains': return `${field} ${condition.negated ? '!~' : '~'} ${isPlain(condition.text) ? condition.text : quoted(condition.text)}`;
		case 'matches': return `${field} ${condition.negated ? '!~' : '~'} /${condition.pattern}/${condition.ignoreCase ? 'i' : ''}`;
		case 'equals': {
			const [only, ...more] = condition.values.map(value => printValue(value, type));
			return more.length ? `${field} ${condition.negated ? 'not in' : 'in'} (${[only, ...more].join(', ')})` : `${field} ${condition.negated ? '!=' : '='} ${only ?? ''}`;
		}
		default: return assertNever(condition);
	}
}

/** `metrics.auc`, `metrics."val/f1 score"`. */
export function printField({ name, of }: Field): string {
	if (of === undefined) { return name; }
	return /^[\p{L}\p{N}_][\p{L}\p{N}_./@:+-]*$/u.test(of) ? `${name}.${of}` : `${name}.${quoted(of)}`;
}

/** A value that reads back as itself for a field of this type. */
export function printValue(value: Value, type: FieldType): string {
	switch (value.is) {
		case 'number': return Number.isNaN(value.number) ? 'nan' : value.number === Infinity ? 'inf' : value.number === -Infinity ? '-inf' : String(value.number);
		case 'boolean': return String(value.boolean);
		case 'null': return 'null';
		case 'date': return value.date;
		case 'ago': return value.ago;
		case 'text': return isPlain(value.text) && parseValue(type, value.text, false)?.is === 'text' ? value.text : quoted(value.text);
		default: return assertNever(value);
	}
}

function isPlain(text: string): boolean {
	return /^[\p{L}\p{N}_][\p{L}\p{N}_./:@+-]*$/u.test(text) && !text.endsWith('.') && !/^(?:and|or|not|in)$/i.test(text);
}

function quoted(text: string): string {
	return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
