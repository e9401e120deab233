import type { ComparedRow } from '../core/compare/comparison';
import type { FileState, Id } from '../core/model';

/** One of the values that stand, or the one that stood before. */
export interface ShownSide {
	readonly record: Id;
	/** Null: it was taken away. */
	readonly value: string | null;
	readonly label: string;
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly by: string;
	readonly reason: string | undefined;
	/** Of an alias: the version, where its record is here. */
	readonly version: Id | undefined;
	readonly bytes: FileState | 'purged' | undefined;
	/** Of a card. */
	readonly text: { readonly begins: string; readonly lines: number } | undefined;
}

export interface ShownContest {
	/** Names it for the page, the same after every loading. */
	readonly key: string;
	readonly model: string;
	/** 'alias:production', 'tag:team', 'name', 'card', 'archived', 'setting:primary-metric' */
	readonly name: string;
	/** The version that the value belongs to, where it isn't the model's. */
	readonly subject: string | undefined;
	readonly before: ShownSide | undefined;
	/** Earliest first: the last is in effect. */
	readonly sides: readonly ShownSide[];
	/** The versions of its metrics' cells. The first is what the others are compared with. */
	readonly versions: readonly Id[];
	readonly metrics: readonly ComparedRow[];
}

export type ShownSettled = {
	readonly record: Id;
	readonly earlier: Id;
	readonly model: string;
	readonly label: string;
	readonly at: number;
} & ({ readonly is: 'number'; readonly claimed: number } | { readonly is: 'same'; readonly name: string; readonly subject: string | undefined });

export interface Contested {
	/** Counts the readings that were made for the page: what git knows is asked for by it. */
	readonly of: number;
	/** The workspace folder of the registry, as its URI. */
	readonly folder: string;
	readonly isTrusted: boolean;
	readonly contests: readonly ShownContest[];
	readonly settled: readonly ShownSettled[];
	/** The contest to show first: the page was opened from its row. */
	readonly focus: string | undefined;
}

/** What git knows of the sides. */
export interface ShownOrigins {
	/** By the record's id; one that is in no commit yet is left out. */
	readonly commits: Readonly<Record<Id, { readonly commit: string; readonly subject: string; readonly branch: string | undefined }>>;
	/** When work of others last came in, how many records that brought, and which of `settled` are among them. */
	readonly pull: { readonly at: number; readonly records: number; readonly settled: readonly Id[] } | undefined;
}

/** The page where conflicts are decided. */
export interface ConflictsContract {
	asks: {
		load(): Contested;
		/** Null without git; undefined where the page was loaded again since. */
		origins(of: number): ShownOrigins | null | undefined;
		/** Decides for the side that this record gave. */
		decide(name: string, record: Id, reason: string): void;
		/** Gives a register, which is in no conflict any more, the value of another side. */
		useInstead(name: string, record: Id): void;
		compare(versions: readonly Id[], base: Id): void;
		/** The code of two versions in VS Code's own diff. */
		openCode(base: Id, version: Id): void;
		/** Two cards, by the records that wrote them, in VS Code's own diff. */
		openCards(model: string, base: Id, other: Id): void;
		/** Two cards in VS Code's merge editor; saving there decides. `before` is what both began with. */
		mergeCards(model: string, before: Id | null, one: Id, other: Id): void;
		showVersion(version: Id): void;
		showLineage(version: Id): void;
		manageTrust(): void;
	};
	tells: {
		/** Something in the registry changed, or another contest is to be shown: load again. */
		changed(): void;
	};
}
