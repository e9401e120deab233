import type { Pivot } from '../core/evaluations/pivot';
import type { Id } from '../core/model';
import type { VersionColumns } from '../core/present/versionColumns';

export type { NumberColumn, TextColumn, VersionColumns } from '../core/present/versionColumns';

/** What the head of a model's page says, and the card. */
export interface ModelHead {
	/** Counts the readings that were made for the page: rows are asked for by it. */
	readonly of: number;
	/** The workspace folder of the registry, as its URI. */
	readonly folder: string;
	readonly name: string;
	readonly versions: number;
	readonly archived: number;
	/** The metric that its versions are judged by, and whether the team has said so; undefined where none says how good they are. */
	readonly metric: string | undefined;
	readonly isChosen: boolean;
	/** Which way each metric is better, where the team has said so. */
	readonly directions: Readonly<Record<string, 'higher' | 'lower'>>;
	/** How much worse the metric may get from one version to the next and count as noise: a part of the value before. */
	readonly tolerance: number;
	readonly aliases: readonly ModelAlias[];
	readonly tags: Readonly<Record<string, string>>;
	/** The version that holds production, or did before a conflict about it. */
	readonly baseline: Id | undefined;
	/** Markdown, cut where it is very long. */
	readonly card: string | undefined;
	readonly isTrusted: boolean;
	/** How the past is called that the registry is looked at as of; nothing can be written then. Undefined now. */
	readonly past: string | undefined;
}

export interface ModelAlias {
	readonly name: string;
	/** What the version is called; undefined while it is in conflict, or its record isn't here. */
	readonly label: string | undefined;
	readonly version: Id | undefined;
	readonly inConflict: boolean;
}

/** What a search found. */
export interface Found {
	/** Undefined where nothing of it can be read. */
	readonly ids: readonly Id[] | undefined;
	/** What is wrong, and where; `sentence` says it whole. */
	readonly fault?: { readonly offset: number; readonly length: number; readonly sentence: string };
}

/** What may take the place of the text from `from` to `to`. */
export interface Completed {
	readonly from: number;
	readonly to: number;
	readonly candidates: readonly { readonly text: string; readonly kind: 'field' | 'operator' | 'value' | 'word'; readonly about: string }[];
}

/** An arrangement of the leaderboard. */
export interface BoardView {
	readonly name: string;
	readonly query: string;
	readonly sorts: readonly { readonly column: string; readonly descending: boolean }[];
	/** In their order; they count where `isChosen`, else those that differ are shown. */
	readonly columns: readonly string[];
	readonly isChosen: boolean;
	readonly pinned: readonly string[];
	/** In px. */
	readonly widths: Readonly<Record<string, number>>;
}

/** What can be changed of a version from its model's page. */
export const versionEdits = ['setAlias', 'addNote', 'editTags', 'archive', 'restore'] as const;
export type VersionEdit = (typeof versionEdits)[number];

/** The page of a model. */
export interface ModelContract {
	asks: {
		load(): ModelHead;
		/** The next versions, from a row on. Undefined where the page was loaded again since. */
		rows(of: number, from: number): VersionColumns | undefined;
		/** The versions that a search finds; while it can't be read as a whole, those that the part before its last connective finds. */
		find(where: string): Found;
		/** How a search can go on at the caret. */
		complete(text: string, caret: number): Completed;
		/** How versions did in contexts, of all that were evaluated. */
		evaluations(): Pivot;
		recordEvaluation(version: Id): void;
		/** The arrangements of the leaderboard that were saved for this model. */
		views(): readonly BoardView[];
		/** Saves under this name, or one that the person is asked for; undefined when they gave up. */
		saveView(view: Omit<BoardView, 'name'>, name: string | null): { readonly name: string; readonly views: readonly BoardView[] } | undefined;
		removeView(name: string): readonly BoardView[];
		/** Null: the one that the names of the metrics suggest. */
		chooseMetric(name: string | null): void;
		setDirection(metric: string, direction: 'higher' | 'lower' | null): void;
		/** Asks for the tolerance of a metric, in percent. */
		setTolerance(metric: string): void;
		/** The code in which a version got worse than one before it: its commit, and what git says of the way there. */
		firstCommit(before: Id, at: Id): { readonly commit: string; readonly words: string } | undefined;
		editCard(): void;
		/** Asks for an earlier card, or another model's, and opens VS Code's own diff. */
		diffCard(): void;
		editTags(): void;
		/** Asks what a version is to hold, be tagged with or noted about, or archives it; without a version, which one is to hold an alias. */
		editVersion(what: VersionEdit, version: Id | null): void;
		/** Opens a comparison at its metric curves. */
		showCurves(versions: readonly Id[]): void;
		/** Opens the page of lineage at the version in production, or else at the newest one. */
		openLineage(): void;
		/** Opens a file of the workspace folder, by its path in it. */
		openFile(path: string): void;
		/** Against `base`, or else against production where it is among them, or the oldest. */
		compare(versions: readonly Id[], base: Id | null): void;
		showVersion(version: Id): void;
		copy(text: string): void;
		manageTrust(): void;
		/** Looks at the registry as it is again. */
		backToNow(): void;
	};
	tells: {
		/** Something in the registry changed: load again. */
		changed(): void;
	};
}
