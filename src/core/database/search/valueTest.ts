import { modelKey } from '../../records/names';
import type { Condition, Value } from '../../search/expression';
import { timeOf, type Interval } from '../../search/times';
import { join, never, sql, type Sql } from './sql';
import { wordBytes } from './values';

export type Test = Extract<Condition, { is: 'equals' | 'order' | 'contains' | 'matches' }>;

/** What a test asks of a text. */
export function testText(expr: string, test: Test, type: 'text' | 'hash' | 'name' = 'text'): Sql {
	switch (test.is) {
		case 'equals': return join(test.values.map(value => textEquals(expr, value, type)), 'or');
		case 'contains': return sql(`search_contains(${expr}, ?)`, test.text.toLowerCase());
		case 'matches': return sql(`search_matches(${expr}, ?, ?)`, test.pattern, test.ignoreCase ? 'i' : '');
		case 'order': return never;
	}
}

function textEquals(expr: string, value: Value, type: 'text' | 'hash' | 'name'): Sql {
	if (value.is !== 'text') { return never; }
	if (type === 'name') { return sql(`search_key(${expr}) = ?`, modelKey(value.text)); }
	// 'g' follows every hex digit: a range that an index can answer.
	return type === 'hash' ? sql(`(${expr} >= ? and ${expr} < ?)`, value.text, `${value.text}g`) : sql(`${expr} = ?`, value.text);
}

/** What a test asks of a column of numbers. */
export function testNumber(expr: string, test: Test): Sql {
	if (test.is === 'equals') { return join(test.values.map(value => (value.is === 'number' ? sql(`${expr} = ?`, value.number) : never)), 'or'); }
	return test.is === 'order' && test.value.is === 'number' && !Number.isNaN(test.value.number) ? sql(`${expr} ${test.operator} ?`, test.value.number) : never;
}

/** What a test asks of `m`, a metric as JSON has it: a number, or the words for what JSON has no numbers for. */
export function testFloat(test: Test): Sql {
	const isNaN = test.is === 'equals' && test.values.some(value => value.is === 'number' && Number.isNaN(value.number));
	const asked = testNumber(`(case m.value when 'Infinity' then 9e999 when '-Infinity' then -9e999 when 'NaN' then null else m.value end)`, test);
	return isNaN ? join([asked, sql(`m.value = 'NaN'`)], 'or') : asked;
}

/** What a test asks of a time in ISO 8601 with milliseconds, in UTC. */
export function testTime(expr: string, test: Test, now: number): Sql {
	const interval = (value: Value) => (value.is === 'date' || value.is === 'ago' ? timeOf(value, now) : undefined);
	const within = ({ from, until }: Interval) => (from === until ? sql(`${expr} = ?`, iso(from)) : sql(`(${expr} >= ? and ${expr} < ?)`, iso(from), iso(until)));
	if (test.is === 'equals') { return join(test.values.flatMap(value => interval(value) ?? []).map(within), 'or'); }
	const time = test.is === 'order' ? interval(test.value) : undefined;
	if (test.is !== 'order' || !time) { return never; }
	const isPoint = time.from === time.until;
	switch (test.operator) {
		case '<': return sql(`${expr} < ?`, iso(time.from));
		case '>=': return sql(`${expr} >= ?`, iso(time.from));
		case '<=': return sql(`${expr} ${isPoint ? '<=' : '<'} ?`, iso(time.until));
		case '>': return sql(`${expr} ${isPoint ? '>' : '>='} ?`, iso(time.until));
	}
}

/** Texts of four-digit years sort like their times; what is outside of them stands before or behind all. */
function iso(time: number): string {
	return time < Date.UTC(0, 0) && time < -62_167_219_200_000 ? '' : time >= 253_402_300_800_000 ? '~' : new Date(time).toISOString();
}

/**
 * What a test asks of values as values.ts keeps them: alternatives, each of which an index on the value can answer by itself. Numbers
 * written as text count as numbers too.
 */
export function testRecorded(test: Test): readonly Sql[] {
	switch (test.is) {
		case 'contains': case 'matches': return [testText('value', test)];
		case 'order': {
			if (test.value.is !== 'number' || Number.isNaN(test.value.number)) { return []; }
			const { number } = test.value;
			// In SQLite numbers come before texts, and texts before bytes.
			return [
				sql(`value ${test.operator} ? and value <= ?`, number, Infinity),
				sql(`value >= '' and value < x'' and search_number(value) ${test.operator} ?`, number),
			];
		}
		case 'equals': return test.values.flatMap(recordedEquals);
	}
}

function recordedEquals(value: Value): readonly Sql[] {
	switch (value.is) {
		case 'number': return Number.isNaN(value.number) ? [sql('value = ?', wordBytes('NaN'))]
			: [sql('value = ?', value.number), sql(`value >= '' and value < x'' and search_number(value) = ?`, value.number)];
		case 'text': return [sql('value = ?', value.text)];
		case 'boolean': return [sql('value in (?, ?, ?, ?)', wordBytes(String(value.boolean)), ...(value.boolean ? ['true', 'True', 'TRUE'] : ['false', 'False', 'FALSE']))];
		case 'null': return [sql('value = ?', wordBytes('null'))];
		case 'date': case 'ago': return [];
	}
}
