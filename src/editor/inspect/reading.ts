import type { Facts } from '../../core/model';

/** One reading of a file: all that its page is made of. */
export interface Reading {
	/** Counts the readings of the file. */
	readonly of: number;
	/** Relative to the folder that it was read in, with '/'. */
	readonly path: string;
	readonly bytes: number;
	/** Milliseconds since 1970. */
	readonly modified: number;
	readonly facts: Facts;
}
