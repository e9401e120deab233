import type { Model, Version } from '../../core/model';
import type { Candidate, Suggestion } from '../../core/verbs/suggest';
import type { Standing } from '../tree/node';
import type { CodeState } from './codeState';
import type { Same } from './sameBytes';

/** Everything that the register input shows, at one moment. */
export interface Question {
	readonly suggestion: Suggestion;
	/** What stands in the input. */
	readonly typed: string;
	/** What is known of the typed name; undefined while it is being looked up. */
	readonly named: Named | undefined;
	/** Model → how it stands, for those that were suggested. */
	readonly standings: ReadonlyMap<string, Standing>;
	/** A version of these very bytes. */
	readonly same: Same | undefined;
	/** Undefined until git has answered. */
	readonly code: CodeState | undefined;
	readonly notes: string;
	readonly corrections: Corrections;
	/** Whether there is a registry yet. */
	readonly initialized: boolean;
}

/** What the person said over what was found. */
export interface Corrections {
	readonly params: Readonly<Record<string, string | number | boolean>>;
	readonly metrics: Readonly<Record<string, number>>;
}

/** A name that was typed, looked up. */
export type Named =
	| { readonly is: 'existing'; readonly model: Model; readonly number: number }
	| { readonly is: 'new' }
	/** Another spelling of an existing model's name. */
	| { readonly is: 'near'; readonly model: Model }
	| { readonly is: 'impossible'; readonly why: string };

/** What Enter does on an item. */
export type Deed =
	| { readonly does: 'register'; readonly model: string; readonly number: number | undefined; readonly anyway: boolean }
	| { readonly does: 'show'; readonly version: Version }
	| { readonly does: 'fill'; readonly name: string }
	| { readonly does: 'open'; readonly path: string; readonly field: string | undefined }
	| { readonly does: 'notes' }
	| { readonly does: 'nothing' };

/** An item of the input, without the editor. */
export interface QuestionItem {
	readonly label: string;
	readonly icon: string;
	readonly description?: string;
	readonly detail?: string;
	readonly deed: Deed;
	/** The file that it was read from: a pencil opens it. */
	readonly source?: { readonly path: string; readonly field?: string };
}

export type { Candidate, Suggestion };
