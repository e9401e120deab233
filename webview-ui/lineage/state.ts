import type { Spine } from '../../src/core/lineage/spine';
import type { NodeFacts } from '../../src/protocol/lineage';
import type { Lineage } from './unpack';

/** What the person has arranged: kept while the page is hidden, and over a reload, when it says whose page it is. JSON only. */
export interface Arranged {
	readonly folder: string;
	/** Key of a node or of a fold; '': none. */
	readonly selected: string;
	/** The node whose ancestors and descendants are lit; '': none. */
	readonly focus: string;
	/** Keys of two or more nodes: what Ctrl-click chose. */
	readonly marked: readonly string[];
	/** Shows what the lineages of the two don't have in common. */
	readonly isDifference: boolean;
	readonly hidden: readonly string[];
	readonly folded: readonly string[];
	/** Whether the person folded or unfolded something: where nobody has, a large graph has its models folded. */
	readonly isFoldChosen: boolean;
	/** Steps from what is in focus, 0 for any, -1 for any but only what is lit. */
	readonly distance: number;
	readonly query: string;
	/** Draws the repository's commits beside the versions. */
	readonly hasCommits: boolean;
	/** Px of a lane; 0: as fits; -1: all in sight. */
	readonly laneWidth: number;
	readonly pan: number;
}

export const arrangedAtFirst: Arranged = {
	folder: '', selected: '', focus: '', marked: [], isDifference: false, hidden: [], folded: [], isFoldChosen: false, distance: 0, query: '', hasCommits: false, laneWidth: 0, pan: 0,
};

/** What the page shows at a moment. */
export interface State {
	readonly lineage?: Lineage;
	/** What is known of the node that is selected. */
	readonly facts?: NodeFacts & { readonly key: string };
	/** Once commits were wanted. */
	readonly spine?: Spine;
	/** Whether the impact stands as a list. */
	readonly isImpactList: boolean;
	/** Why nothing can be shown, in one sentence. */
	readonly failure?: string;
	/** What went wrong with the last thing that was done, in one sentence. */
	readonly notice?: string;
	/** What a person should know of the last thing that was done, in a sentence or two. */
	readonly hint?: string | undefined;
	readonly isLoading: boolean;
	/** Of the page, in px. */
	readonly width: number;
	/** A menu at a point: rows that an arrow leads to, or what can be done with a row. */
	readonly menu?: { readonly x: number; readonly y: number; readonly label: string; readonly entries: readonly { readonly id: string; readonly label: string }[]; choose(id: string): void };
	readonly arranged: Arranged;
}

/** What can be done on the page. */
export interface Deeds {
	arrange(change: Partial<Arranged>): void;
	/** Selects a node and brings its row into sight, unfolding and unhiding what is in the way. */
	reveal(key: string, takesFocus?: boolean): void;
	focus(key: string): void;
	mark(key: string): void;
	open(key: string): void;
	openModel(model: string): void;
	compare(keys: readonly string[]): void;
	showInView(key: string): void;
	/** Folds a model's versions into one row, or shows them. */
	fold(models: readonly string[], isFolded: boolean): void;
	showCommits(isWanted: boolean): void;
	find(text: string): void;
	nextHit(backwards: boolean): void;
	showImpact(isList: boolean): void;
	zoom(laneWidth: number, pan?: number): void;
	copy(text: string, said: string): void;
	save(form: 'svg' | 'png'): void;
	copyMermaid(): void;
	refresh(): void;
	dismiss(): void;
	manageTrust(): void;
	backToNow(): void;
}
