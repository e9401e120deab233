import type { Id } from '../model';

/** Versions as they cross the wire, newest first: columns of numbers, and each text once. All columns are of one length, that of `ids`. */
export interface VersionColumns {
	readonly ids: readonly Id[];
	readonly labels: readonly string[];
	/** Milliseconds since 1970. */
	readonly at: Float64Array;
	/** 1 for an archived one. */
	readonly archived: Uint8Array;
	readonly author: TextColumn;
	/** Only rows that have some: the settled ones, and those that it holds according to one side of a conflict. */
	readonly aliases: readonly (readonly [row: number, settled: readonly string[], contested: readonly string[]])[];
	readonly tags: readonly (readonly [row: number, tags: Readonly<Record<string, string>>])[];
	readonly metrics: readonly { readonly name: string; readonly values: NumberColumn }[];
	readonly params: readonly { readonly name: string; readonly values: TextColumn }[];
}

export interface NumberColumn {
	/** May be NaN or infinite. */
	readonly numbers: Float64Array;
	/** 1 where there is a value. */
	readonly has: Uint8Array;
}

export interface TextColumn {
	/** Each different text once. */
	readonly texts: readonly string[];
	/** Of each text: the number that it is, or NaN. */
	readonly numbers: readonly number[];
	/** 0 where there is no value, else one more than the index into `texts`. */
	readonly of: Uint32Array;
}
