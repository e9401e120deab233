import type { Pivot } from '../../src/core/evaluations/pivot';
import type { BoardView, Completed, Found, ModelHead, VersionEdit } from '../../src/protocol/model';
import type { Sorting } from '../shared/grid/column';
import type { VersionList } from './versionList';

/** What the person has arranged: kept while the page is hidden, and over a reload, when it says whose page it is. JSON only. */
export interface Arranged {
	readonly folder: string;
	readonly model: string;
	readonly query: string;
	/** The first counts most; without any the newest come first. */
	readonly sorts: readonly Sorting[];
	/** The columns that somebody has chosen, in their order; where nobody has, those that differ. */
	readonly columns: readonly string[];
	readonly isChosen: boolean;
	/** Columns that stay in sight, beside the version. */
	readonly pinned: readonly string[];
	readonly widths: Readonly<Record<string, number>>;
	/** The name of the saved view that this began as; empty for none. */
	readonly view: string;
	readonly tab: Tab;
	/** Of the evaluations: the metric that is shown; empty for the one that versions are judged by. */
	readonly evaluated: string;
}

export type Tab = 'leaderboard' | 'evaluations';

export const arrangedAtFirst: Arranged = { folder: '', model: '', query: '', sorts: [], columns: [], isChosen: false, pinned: [], widths: {}, view: '', tab: 'leaderboard', evaluated: '' };

/** What the page shows at a moment. */
export interface State {
	readonly head?: ModelHead;
	readonly list?: VersionList;
	/** Versions that were read, while not all are. */
	readonly reading?: number;
	/** The versions that the last good search finds; undefined without one. */
	readonly found?: ReadonlySet<string>;
	/** What is wrong with the search; the rows are those of the part before, or of the last good one. */
	readonly fault?: NonNullable<Found['fault']>;
	/** How versions did in contexts; undefined until that is known. */
	readonly evaluations?: Pivot;
	readonly views: readonly BoardView[];
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
	complete(text: string, caret: number): Promise<Completed>;
	recordEvaluation(version: string): void;
	/** Under this name, or one that is asked for. */
	saveView(name: string | null): void;
	takeView(name: string): void;
	removeView(name: string): void;
	select(keys: ReadonlySet<string>): void;
	/** By their places in the list. */
	compare(rows: readonly number[], base?: number): void;
	compareIds(ids: readonly string[]): void;
	showVersion(version: string): void;
	chooseMetric(name: string | null): void;
	setDirection(metric: string, direction: 'higher' | 'lower' | null): void;
	setTolerance(metric: string): void;
	firstCommit(before: string, at: string): Promise<{ readonly commit: string; readonly words: string } | undefined>;
	editCard(): void;
	/** Beside an earlier card, or another model's. */
	diffCard(): void;
	editTags(): void;
	/** Without a version, which one is asked for. */
	editVersion(what: VersionEdit, version: string | null): void;
	showCurves(versions: readonly string[]): void;
	openLineage(): void;
	/** A file of the workspace that the card links to. */
	openFile(path: string): void;
	copy(text: string, said: string): void;
	refresh(): void;
	dismiss(): void;
	manageTrust(): void;
	backToNow(): void;
}
