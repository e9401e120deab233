/** Bytes, and the file of a fixture that they stand in for. What reads one text has one place. */
export interface Input { readonly place: string; readonly bytes: Buffer }

/** Something that reads what others wrote. It may refuse, and never throw what isn't a refusal. */
export interface Reading {
	readonly seeds: readonly Input[];
	/** Throws what is a finding. */
	run(input: Input): void | Promise<void>;
	close(): void;
}

/** Opens what is fuzzed: a folder of its own for what reads files. */
export type FuzzTarget = () => Promise<Reading>;
