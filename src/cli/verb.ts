import type { Registry } from '../core/registry';
import type { Progress } from '../core/verbs/context';
import type { Terminal } from './terminal';

/** An option of a verb, as parseArgs takes it, and what help says of it. */
export interface Option {
	readonly type: 'string' | 'boolean';
	readonly multiple?: boolean;
	readonly short?: string;
	/** What stands for the value in help: 'NAME', 'K=V'. */
	readonly value?: string;
	readonly about: string;
}

export type Options = Readonly<Record<string, Option>>;

export type Values<O extends Options> = {
	readonly [K in keyof O]: O[K]['type'] extends 'boolean' ? boolean | undefined : O[K] extends { readonly multiple: true } ? readonly string[] | undefined : string | undefined;
};

/** One call of a verb: what was asked, and what it may use. */
export interface Call<O extends Options = Options> {
	readonly values: Values<O>;
	readonly args: readonly string[];
	readonly json: boolean;
	readonly terminal: Terminal;
	/** Aborted by Ctrl+C. */
	readonly signal: AbortSignal;
	/** The folder that paths on the command line are relative to, absolute: -C DIR, else the current one. */
	readonly base: string;
	/** The workspace, absolute: -C DIR, else the nearest folder upwards that has a registry, else the current one. */
	readonly workspace: string;
	/** Opened once, and closed when the verb is done. */
	readonly registry: Registry;
	/** Opens the registry of another folder; it is closed too. */
	readonly open: (folder: string) => Registry;
	/** A path of the command line, absolute. */
	readonly path: (given: string) => string;
	/** What a long verb is handed: cancelled by Ctrl+C, and shown on stderr where that is a terminal. */
	readonly long: (what: string) => { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void };
}

export interface Verb<O extends Options = Options> {
	readonly name: string;
	/** One line, an imperative. */
	readonly summary: string;
	/** What follows the program's name, one line each. */
	readonly usage: readonly string[];
	/** What else help says, in a paragraph. */
	readonly about?: string;
	readonly options: O;
	/** Commands without the program's name, with what each does. */
	readonly examples: readonly (readonly [command: string, what: string])[];
	/** How many arguments it takes. */
	readonly args: { readonly least: number; readonly most: number; /** What the first of them has to be: checked before they are counted. */ readonly first?: readonly string[] };
	/** True where the workspace is the folder itself, whether or not one above has a registry. */
	readonly here?: boolean;
	/** Answers with the exit code; 0 when nothing is answered. */
	run(call: Call<O>): Promise<number | void>;
}

/** Ties a verb's options to the values that its `run` sees. */
export function defineVerb<const O extends Options>(verb: Verb<O>): Verb {
	return verb;
}
