import type { Inspected, Surroundings } from '../../src/protocol/inspect';
import type { Sort } from './tensors/order';
import type { TensorRows } from './tensors/tensorRows';

/** What the person has arranged: kept while the page is hidden. JSON only. */
export interface Arranged {
	readonly query: string;
	readonly isRegex: boolean;
	readonly isFlat: boolean;
	readonly sort: NonNullable<Sort> | 'file';
	readonly opened: Readonly<Record<string, boolean>>;
	readonly widths: Readonly<Record<string, number>>;
	/** Sections that show all their rows, and findings that show their lists. */
	readonly unfolded: readonly string[];
}

export const arrangedAtFirst: Arranged = { query: '', isRegex: false, isFlat: false, sort: 'file' as Arranged['sort'], opened: {}, widths: {}, unfolded: [] };

/** What the page shows at a moment. */
export interface State {
	readonly inspected?: Inspected;
	readonly tensors?: TensorRows;
	readonly surroundings?: Surroundings;
	/** Why the file could not be read, in one sentence. */
	readonly failure?: string;
	readonly stale?: 'changed' | 'gone';
	/** What went wrong with the last thing that was done, in one sentence. */
	readonly notice?: string;
	/** Loading takes long enough to be spoken of. */
	readonly isLoading: boolean;
	readonly arranged: Arranged;
}

/** What can be done on the page. */
export interface Deeds {
	arrange(change: Partial<Arranged>): void;
	toggle(id: string): void;
	refresh(): void;
	register(): void;
	showVersion(version: string): void;
	openSource(place: { readonly path: string; readonly field?: string }): void;
	copy(text: string, said: string): void;
	manageTrust(): void;
	dismiss(): void;
}
