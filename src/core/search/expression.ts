import type { FieldName } from './fields';

/** A field of a version; `of` is the name within `metrics.`, `params.` and `tag.`. */
export interface Field { readonly name: FieldName; readonly of?: string }

/** What a field is compared with, as it was written: a relative time stays one. */
export type Value =
	| { readonly is: 'number'; readonly number: number }
	| { readonly is: 'text'; readonly text: string }
	| { readonly is: 'boolean'; readonly boolean: boolean }
	| { readonly is: 'null' }
	/** '2026', '2026-01', '2026-01-05', '2026-01-05T08:30Z', or 'today', 'yesterday'. */
	| { readonly is: 'date'; readonly date: string }
	/** '7d': so long before now. */
	| { readonly is: 'ago'; readonly ago: string };

export type Ordering = '<' | '<=' | '>' | '>=';

/** One condition. `negated` ones still need a value: `metrics.auc != 1` says nothing of versions that have no such metric. */
export type Condition =
	| { readonly is: 'equals'; readonly field: Field; readonly negated: boolean; readonly values: readonly Value[] }
	| { readonly is: 'order'; readonly field: Field; readonly operator: Ordering; readonly value: Value }
	| { readonly is: 'contains'; readonly field: Field; readonly negated: boolean; readonly text: string }
	| { readonly is: 'matches'; readonly field: Field; readonly negated: boolean; readonly pattern: string; readonly ignoreCase: boolean }
	/** The field has a value; of `archived` and `dirty`: it is true. */
	| { readonly is: 'has'; readonly field: Field }
	/** A word or phrase that the version's texts hold. */
	| { readonly is: 'text'; readonly text: string };

/** What versions are looked for by. `all` of nothing is every version. */
export type Expression =
	| Condition
	| { readonly is: 'all' | 'any'; readonly of: readonly Expression[] }
	| { readonly is: 'not'; readonly of: Expression };

/** Where a search can't be read, and why: `offset` and `length` in UTF-16 units, both inside the text. */
export interface SearchFault {
	readonly offset: number;
	readonly length: number;
	/** One clause, for the middle of a sentence. */
	readonly why: string;
}

/** Every condition of an expression. */
export function conditionsOf(expression: Expression): readonly Condition[] {
	switch (expression.is) {
		case 'all': case 'any': return expression.of.flatMap(conditionsOf);
		case 'not': return conditionsOf(expression.of);
		default: return [expression];
	}
}
