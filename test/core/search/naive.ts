import type { ParamValue } from '../../../src/core/model';
import { assertNever } from '../../../src/core/assertNever';
import type { Condition, Expression, Value } from '../../../src/core/search/expression';
import { timeOf } from '../../../src/core/search/times';

/** A version as plain data, with all that a search may ask of it. */
export interface Plain {
	readonly id: string; readonly number: number | null;
	readonly metrics: Readonly<Record<string, number>>; readonly params: Readonly<Record<string, ParamValue>>; readonly tags: Readonly<Record<string, string>>;
	readonly texts: Readonly<Record<'model' | 'alias' | 'framework' | 'format' | 'path' | 'author' | 'branch' | 'commit' | 'notes' | 'digest', readonly string[]>>;
	/** The metrics of each evaluation. */
	readonly evaluated: readonly Readonly<Record<string, number>>[];
	/** The names that `model =` knows, in lower case. */
	readonly modelNames: readonly string[];
	readonly dirty: boolean | undefined; readonly archived: boolean;
	readonly at: string; readonly bytes: number; readonly parameters: number | undefined;
	/** What a bare word is looked for in. */
	readonly search: readonly string[];
}

type Scalar = string | number | boolean | null;

/** The meaning of an expression, said once more and as plainly as possible. */
export function satisfies(version: Plain, expression: Expression, now: number): boolean {
	switch (expression.is) {
		case 'all': return expression.of.every(one => satisfies(version, one, now));
		case 'any': return expression.of.some(one => satisfies(version, one, now));
		case 'not': return !satisfies(version, expression.of, now);
		default: return holds(version, expression, now);
	}
}

function holds(version: Plain, condition: Condition, now: number): boolean {
	if (condition.is === 'text') { return holdsText(version, foldedAscii(condition.text)); }
	const { name } = condition.field;
	const values = valuesOf(version, condition.field.name, condition.field.of ?? '');
	switch (condition.is) {
		case 'has': return name === 'archived' || name === 'dirty' ? values[0] === true : values.length > 0;
		case 'order': return values.some(value => {
			if (name === 'created') { return compareTime(Date.parse(String(value)), condition.operator, condition.value, now); }
			const [left, right] = [asNumber(value), condition.value.is === 'number' ? condition.value.number : NaN];
			if (left === undefined) { return false; }
			return condition.operator === '<' ? left < right : condition.operator === '<=' ? left <= right : condition.operator === '>' ? left > right : left >= right;
		});
		default: {
			const one = values.some(value => {
				switch (condition.is) {
					case 'equals': return condition.values.some(wanted => equals(version, name, value, wanted, now));
					case 'contains': return shown(value).toLowerCase().includes(condition.text.toLowerCase());
					case 'matches': return new RegExp(condition.pattern, condition.ignoreCase ? 'i' : '').test(shown(value));
					default: return assertNever(condition);
				}
			});
			return condition.negated ? (values.length > 0 || name === 'alias') && !one : one;
		}
	}
}

function valuesOf(version: Plain, name: Exclude<Condition, { is: 'text' }>['field']['name'], of: string): readonly Scalar[] {
	const some = <T extends Scalar>(value: T | null | undefined) => (value === undefined || value === null ? [] : [value]);
	switch (name) {
		case 'metrics': return some(version.metrics[of]);
		case 'evaluation': return version.evaluated.flatMap(metrics => some(metrics[of]));
		case 'params': {
			const value = version.params[of];
			return value === undefined ? [] : typeof value === 'object' && value !== null ? value as readonly Scalar[] : [value];
		}
		case 'tag': return some(version.tags[of]);
		case 'version': return some(version.number);
		case 'size': return [version.bytes];
		case 'parameters': return some(version.parameters);
		case 'created': return [version.at];
		case 'archived': return [version.archived];
		case 'dirty': return some(version.dirty);
		default: return version.texts[name];
	}
}

function equals(version: Plain, name: string, value: Scalar, wanted: Value, now: number): boolean {
	switch (wanted.is) {
		case 'number': return Object.is(asNumber(value), wanted.number) || asNumber(value) === wanted.number;
		case 'text':
			if (name === 'commit' || name === 'digest') { return String(value).startsWith(wanted.text); }
			if (name === 'model') { return version.modelNames.includes(wanted.text.normalize('NFC').toLowerCase()); }
			return value === wanted.text;
		case 'boolean': return value === wanted.boolean || (typeof value === 'string' && [String(wanted.boolean), String(wanted.boolean).toUpperCase(), wanted.boolean ? 'True' : 'False'].includes(value));
		case 'null': return value === null;
		default: {
			const { from, until } = timeOf(wanted, now);
			const time = Date.parse(String(value));
			return from === until ? time === from : time >= from && time < until;
		}
	}
}

function compareTime(time: number, operator: '<' | '<=' | '>' | '>=', value: Value, now: number): boolean {
	if (value.is !== 'date' && value.is !== 'ago') { return false; }
	const { from, until } = timeOf(value, now);
	const last = from === until ? until : until - 1;
	return operator === '<' ? time < from : operator === '>=' ? time >= from : operator === '<=' ? time <= last : time > last;
}

function asNumber(value: Scalar): number | undefined {
	if (typeof value === 'number') { return value; }
	return typeof value === 'string' && /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(value) ? Number(value) : undefined;
}

function shown(value: Scalar): string {
	return String(value);
}

/** Numbers are looked for by what looks like one, ids by how they begin. */
function holdsText({ search, number, id }: Plain, text: string): boolean {
	return search.some(one => foldedAscii(one).includes(text)) || (/^v?\d+$/.test(text) && number !== null && `v${number}`.includes(text))
		|| (/^[0-7][0-9a-z]*$/.test(text) && foldedAscii(id).startsWith(text));
}

function foldedAscii(text: string): string {
	return text.replace(/[A-Z]/g, letter => letter.toLowerCase());
}
