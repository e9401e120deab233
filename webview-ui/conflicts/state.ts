import type { Contested, ShownOrigins, ShownSide } from '../../src/protocol/conflicts';

/** What the person has arranged: kept while the page is hidden, and over a reload, when it says whose page it is. JSON only. */
export interface Arranged {
	readonly folder: string;
	/** Keys of conflicts that were opened or closed by hand. */
	readonly folds: Readonly<Record<string, boolean>>;
	/** Keys of those that show all of their metrics. */
	readonly whole: readonly string[];
	/** Reasons that were begun, by key. */
	readonly reasons: Readonly<Record<string, string>>;
}

export const arrangedAtFirst: Arranged = { folder: '', folds: {}, whole: [], reasons: {} };

/** What was decided last: the page says so, and offers the other sides. */
export interface Decided {
	readonly key: string;
	/** A sentence. */
	readonly text: string;
	readonly name: string;
	readonly others: readonly ShownSide[];
}

/** What the page shows at a moment. */
export interface State {
	readonly contested?: Contested;
	/** Null without git; undefined while it is asked. */
	readonly origins?: ShownOrigins | null;
	readonly decided?: Decided;
	/** The conflict that is being decided: its buttons wait. */
	readonly deciding?: string;
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
	fold(key: string, isOpen: boolean): void;
	showWhole(key: string): void;
	say(key: string, reason: string): void;
	decide(key: string, record: string): void;
	useInstead(name: string, record: string): void;
	compare(versions: readonly string[]): void;
	openCode(base: string, version: string): void;
	openCards(model: string, base: string, other: string): void;
	mergeCards(model: string, before: string | null, one: string, other: string): void;
	showVersion(version: string): void;
	showLineage(version: string): void;
	refresh(): void;
	dismiss(): void;
	manageTrust(): void;
}
