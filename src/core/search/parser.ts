import { RegexFault } from './regex/parseRegex';
import { regex } from './regex/regex';
import type { Condition, Expression, Field, Ordering, SearchFault, Value } from './expression';
import { fieldOf, unknownField } from './fieldOf';
import { fieldNamed, isNamed, typeOf } from './fields';
import { parseValue, valueHint } from './parseValue';
import { isFault, nextToken, type Token } from './tokens';

/** What may stand at the end of a text: completion is made from it. */
export type Expecting =
	| { readonly is: 'operand' | 'connective' | 'close' }
	| { readonly is: 'operator'; readonly field: Field }
	| { readonly is: 'value'; readonly field: Field };

const deepest = 100;
const mostConditions = 300;
const mostValues = 1_000;

/** What a parser throws inside itself: never to be seen outside of `parseSearch`. */
export class Fault extends Error implements SearchFault {
	constructor(readonly offset: number, readonly length: number, readonly why: string) { super(why); }
}

type Operator = Extract<Token, { is: 'operator' }>;

/** Recursive descent over the grammar in README's section "Search". Throws Fault. */
export class Parser {
	/** What could have followed where the text ends. */
	readonly atEnd: Expecting[] = [];
	#at = 0;
	#peeked: Token | undefined;
	#conditions = 0;

	constructor(private readonly text: string) {}

	search(): Expression {
		if (this.#peek({ is: 'operand' }).is === 'end') { return { is: 'all', of: [] }; }
		const found = this.#any(0);
		const rest = this.#peek({ is: 'connective' });
		if (rest.is !== 'end') { throw this.#fault(rest, rest.is === ')' ? 'this ) closes nothing' : `expected 'and', 'or' or the end`); }
		return found;
	}

	#any(depth: number): Expression {
		if (depth > deepest) { throw this.#fault(this.#peek({ is: 'operand' }), 'it is nested too deep'); }
		const of = [this.#all(depth)];
		while (this.#word('or', '||')) { of.push(this.#all(depth)); }
		return joined('any', of);
	}

	#all(depth: number): Expression {
		const of = [this.#not(depth)];
		for (;;) {
			if (this.#word('and', '&&')) { of.push(this.#not(depth)); continue; }
			const token = this.#peek({ is: 'connective' });
			// Conditions that only stand side by side have to hold together.
			if (token.is === 'quoted' || token.is === '(' || (token.is === 'word' && !/^(?:or|\|\|)$/i.test(token.text))) { of.push(this.#not(depth)); continue; }
			return joined('all', of);
		}
	}

	#not(depth: number): Expression {
		let negations = 0;
		while (this.#word('not')) { if (++negations > deepest) { throw this.#fault(this.#peek({ is: 'operand' }), 'it is nested too deep'); } }
		let found = this.#operand(depth);
		for (; negations > 0; negations--) { found = { is: 'not', of: found }; }
		return found;
	}

	#operand(depth: number): Expression {
		const token = this.#peek({ is: 'operand' });
		if (token.is !== '(') { return this.#condition(); }
		this.#take();
		const inner = this.#any(depth + 1);
		const close = this.#peek({ is: 'close' });
		if (close.is !== ')') { throw this.#fault(close, `expected ) for the ( at ${token.offset + 1}`); }
		this.#take();
		return inner;
	}

	#condition(): Condition {
		const token = this.#peek({ is: 'operand' });
		if (++this.#conditions > mostConditions) { throw this.#fault(token, `${mostConditions} conditions are the most`); }
		if (token.is === 'end') { throw this.#fault(token, 'expected a condition, such as metrics.auc > 0.9, or a word'); }
		if (token.is !== 'word' && token.is !== 'quoted') { throw this.#fault(token, `expected a field or a word before ${this.#shown(token)}`); }
		if (token.is === 'word' && /^(?:and|or|in|&&|\|\|)$/i.test(token.text)) { throw this.#fault(token, `expected a condition before '${token.text}'; put the word in quotes to look for it`); }
		this.#take();
		if (token.is === 'quoted') {
			const next = this.#peek({ is: 'connective' });
			if (next.is === 'operator') { throw this.#fault(token, 'expected a field: a name in quotes follows metrics., params. or tag.'); }
			return { is: 'text', text: token.text };
		}
		const { word, field, length } = this.#field(token);
		const next = this.#peek(field ? { is: 'operator', field } : { is: 'connective' });
		const isIn = next.is === 'word' && /^in$/i.test(next.text);
		const isNotIn = next.is === 'word' && /^not$/i.test(next.text) && this.#inFollows(next);
		if (next.is !== 'operator' && !isIn && !isNotIn) { return this.#alone(token, word, field, length); }
		if (!field) { throw new Fault(token.offset, length, unknownField(word)); }
		this.#take();
		if (isNotIn) { this.#take(); }
		return next.is === 'operator' ? this.#compared(field, next) : { is: 'equals', field, negated: isNotIn, values: this.#list(field) };
	}

	/** A word, together with the quoted name that may follow it. */
	#field(token: Extract<Token, { is: 'word' }>): { readonly word: string; readonly field: Field | undefined; readonly length: number } {
		const name = token.text.endsWith('.') ? fieldNamed(token.text.slice(0, -1)) : undefined;
		const end = token.offset + token.length;
		if (name !== undefined && isNamed(name) && this.text.charAt(end) === '"') {
			const quoted = this.#take();
			if (quoted.is === 'quoted' && quoted.text !== '') { return { word: token.text, field: { name, of: quoted.text }, length: token.length + quoted.length }; }
		}
		return { word: token.text, field: fieldOf(token.text), length: token.length };
	}

	#alone(token: Token, word: string, field: Field | undefined, length: number): Condition {
		if (field && (field.of !== undefined || typeOf(field.name) === 'flag')) { return { is: 'has', field }; }
		const name = word.endsWith('.') ? fieldNamed(word.slice(0, -1)) : undefined;
		if (name !== undefined && isNamed(name)) { throw new Fault(token.offset + word.length, Math.max(0, length - word.length), unknownField(word)); }
		return { is: 'text', text: word };
	}

	#compared(field: Field, operator: Operator): Condition {
		const type = typeOf(field.name);
		const written = this.text.slice(operator.offset, operator.offset + operator.length);
		switch (operator.text) {
			case '=': case '!=': return { is: 'equals', field, negated: operator.text === '!=', values: [this.#value(field)] };
			case '~': case '!~':
				if (type !== 'text' && type !== 'hash' && type !== 'recorded') { throw this.#fault(operator, `${written} looks into texts, and ${field.name} is compared with ${valueHint[type]}`); }
				return this.#like(field, operator.text === '!~');
			default:
				if (type === 'text' || type === 'hash' || type === 'flag') { throw this.#fault(operator, `${field.name} has no order: compare it by =, !=${type === 'flag' ? '' : ', ~'} or in`); }
				return this.#ordered(field, operator.text);
		}
	}

	#ordered(field: Field, operator: Ordering): Condition {
		const token = this.#peek({ is: 'value', field });
		const value = this.#value(field);
		if (typeOf(field.name) === 'recorded' && value.is !== 'number') { throw this.#fault(token, 'expected a number: only numbers have an order'); }
		return { is: 'order', field, operator, value };
	}

	#like(field: Field, negated: boolean): Condition {
		const token = this.#peek({ is: 'value', field }, true);
		if (token.is === 'word' || token.is === 'quoted') { this.#take(); return { is: 'contains', field, negated, text: token.text }; }
		if (token.is !== 'regex') { throw this.#fault(token, 'expected a text, or a regular expression such as /^v\\d+/i'); }
		this.#take();
		const flagsAt = token.offset + token.pattern.length + 2;
		if (!/^i?$/.test(token.flags)) { throw new Fault(flagsAt, token.flags.length, `the only flag is i, to ignore the case`); }
		const ignoreCase = token.flags === 'i';
		try {
			regex(token.pattern, ignoreCase);
		} catch (error) {
			if (!(error instanceof RegexFault)) { throw error; }
			throw new Fault(token.offset + 1 + error.offset, error.length, `this regular expression can't be used: ${error.message}`);
		}
		return { is: 'matches', field, negated, pattern: token.pattern, ignoreCase };
	}

	#list(field: Field): readonly Value[] {
		const open = this.#peek({ is: 'close' });
		if (open.is !== '(') { throw this.#fault(open, 'expected a list in parentheses, such as in (a, b)'); }
		this.#take();
		const values: Value[] = [];
		for (;;) {
			values.push(this.#value(field));
			if (values.length > mostValues) { throw this.#fault(open, `${mostValues} values are the most`); }
			const next = this.#peek({ is: 'close' });
			if (next.is !== ',' && next.is !== ')') { throw this.#fault(next, 'expected , or ) in this list'); }
			this.#take();
			if (next.is === ')') { return values; }
		}
	}

	#value(field: Field): Value {
		const token = this.#peek({ is: 'value', field });
		const type = typeOf(field.name);
		if (token.is !== 'word' && token.is !== 'quoted') { throw this.#fault(token, `expected ${valueHint[type]}`); }
		this.#take();
		const value = parseValue(type, token.text, token.is === 'quoted');
		if (!value) { throw this.#fault(token, `expected ${valueHint[type]}`); }
		return value;
	}

	#inFollows(not: Token): boolean {
		return /^\s+in(?![^\s(])/i.test(this.text.slice(not.offset + not.length));
	}

	#word(...any: readonly string[]): boolean {
		const token = this.#peek(any[0] === 'not' ? { is: 'operand' } : { is: 'connective' });
		if (token.is !== 'word' || !any.includes(token.text.toLowerCase())) { return false; }
		this.#take();
		return true;
	}

	#peek(expecting: Expecting, regexAllowed = false): Token {
		if (!this.#peeked) {
			const found = nextToken(this.text, this.#at, regexAllowed);
			if (isFault(found)) { throw new Fault(found.offset, found.length, found.why); }
			this.#peeked = found;
		}
		if (this.#peeked.is === 'end') { this.atEnd.push(expecting); }
		return this.#peeked;
	}

	#take(): Token {
		const token = this.#peek({ is: 'close' });
		this.#peeked = undefined;
		this.#at = token.offset + token.length;
		return token;
	}

	#fault(token: Token, why: string): Fault {
		return new Fault(token.offset, token.length, why);
	}

	#shown(token: Token): string {
		return `'${this.text.slice(token.offset, token.offset + token.length)}'`;
	}
}

/** Nested ones of the same kind are one; one alone is itself. */
function joined(is: 'all' | 'any', of: readonly Expression[]): Expression {
	const flat = of.flatMap(one => (one.is === is ? one.of : [one]));
	const [only] = flat;
	return flat.length === 1 && only ? only : { is, of: flat };
}
