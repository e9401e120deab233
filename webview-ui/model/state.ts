import type { ModelHead } from '../../src/protocol/model';
import type { Sorting } from '../shared/grid/column';
import type { VersionList } from './versionList';

/** What the person has arranged: kept while the page is hidden, and over a reload, when it says whose page it is. JSON only. */
export interface Arranged {
	readonly folder: string;
	readonly model: string;
	readonly query: string;
	readonly sort: Sorting;
	/** The columns that somebody has chosen; where nobody has, those that differ. */
	readonly columns: readonly string[];
	readonly isChosen: boolean;
	readonly widths: Readonly<Record<string, number>>;
}

export const arrangedAtFirst: Arranged = { folder: '', model: '', query: '', sort: { column: 'version', descending: true }, columns: [], isChosen: false, widths: {} };

/** What the page shows at a moment. */
export interface State {
	readonly head?: ModelHead;
	readonly list?: VersionList;
	/** Versions that were read, while not all are. */
	readonly reading?: number;
	/** The versions that the last good search finds; undefined without one. */
	readonly found?: ReadonlySet<string>;
	/** What is wrong with the search, in one sentence; the rows are those of the last good one. */
	readonly searchError?: string;
	/** Keys of the rows that are selected. */
	readonly selected: ReadonlySet<string>;
	/** Why nothing can be shown, in one sentence. */
	readonly failure?: string;
	/** What went wrong with the last thing that was done, in one sentence. */
	readonly notice?: string;
	/** Loading takes long enough to be spoken of. */
	readonly isLoading: boolean;
	/** Of the page, in px. */
	readonly width: number;
	readonly arranged: Arranged;
}

/** What can be done on the page. */
export interface Deeds {
	arrange(change: Partial<Arranged>): void;
	find(text: string): void;
	select(keys: ReadonlySet<string>): void;
	/** By their places in the list. */
	compare(rows: readonly number[], base?: number): void;
	compareIds(ids: readonly string[]): void;
	showVersion(version: string): void;
	chooseMetric(name: string | null): void;
	setDirection(metric: string, direction: 'higher' | 'lower' | null): void;
	editCard(): void;
	editTags(): void;
	/** A file of the workspace that the card links to. */
	openFile(path: string): void;
	copy(text: string, said: string): void;
	refresh(): void;
	dismiss(): void;
	manageTrust(): void;
}
