import type { EdgeRelation, NodeKind } from '../core/lineage/graph';
import type { Id } from '../core/model';

/** Nodes as they cross the wire: columns of one length, that of `keys`. */
export interface NodeColumns {
	readonly keys: readonly string[];
	/** Places in `nodeKinds`. */
	readonly kinds: Uint8Array;
	readonly titles: readonly string[];
	readonly details: readonly (string | null)[];
	/** Milliseconds since 1970. */
	readonly at: Float64Array;
	/** 0 for what belongs to no model, else one more than the place in `models`. */
	readonly models: Uint32Array;
	readonly archived: Uint8Array;
	/** Only nodes that have some: those that are settled, and those that they hold according to one side of a conflict. */
	readonly aliases: readonly (readonly [node: number, settled: readonly string[], contested: readonly string[]])[];
	/** The primary metric of its model. May be NaN or infinite. */
	readonly metric: Float64Array;
	/** 1 where there is a value. */
	readonly hasMetric: Uint8Array;
}

/** Edges, parallel: places in the nodes and in `edgeRelations`. */
export interface EdgeColumns {
	readonly from: Uint32Array;
	readonly to: Uint32Array;
	readonly relation: Uint8Array;
	/** 0 where a person said so, else one more than the place in `sources`. */
	readonly source: Uint32Array;
}

export interface LineageModel {
	readonly name: string;
	readonly metric: string | undefined;
	readonly direction: 'higher' | 'lower' | undefined;
	/** The node that holds production, as its place; undefined where none does. */
	readonly baseline: number | undefined;
}

/** The lineage of a whole registry at a moment. */
export interface LineageSnapshot {
	/** The workspace folder of the registry, as its URI. */
	readonly folder: string;
	readonly nodes: NodeColumns;
	readonly edges: EdgeColumns;
	readonly models: readonly LineageModel[];
	/** Where edges were read: 'dvc.lock', 'mlflow'. */
	readonly sources: readonly string[];
	/** The node that the page is to select and focus; undefined: what it had. */
	readonly show: string | undefined;
	readonly isTrusted: boolean;
}

/** The commits of the repository, as a spine beside the versions. */
export interface Spine {
	/** When commits were made that no version comes from, newest first. Milliseconds since 1970. */
	readonly others: Float64Array;
	/** Keys of commits that versions come from, and that are not among the first parents of what is checked out. */
	readonly beside: readonly string[];
}

/** A line of what is known about a node: 'SHA-256   9c41e07a…b2d6'. */
export interface NodeFact {
	readonly name: string;
	readonly text: string;
	/** What is copied by the button beside it. */
	readonly copies?: string;
}

export interface NodeFacts {
	readonly facts: readonly NodeFact[];
	/** What the real thing is opened as; undefined where there is nothing to open. */
	readonly opens: 'version' | 'file' | 'web' | 'commit' | undefined;
}

/** The page of lineage. */
export interface LineageContract {
	asks: {
		load(): LineageSnapshot;
		spine(): Spine;
		/** Undefined where the node isn't there any more. */
		facts(key: string): NodeFacts | undefined;
		/** Opens the real thing that a node stands for: a version's row, a file or folder, a commit's changes, a web page. */
		open(key: string): void;
		openModel(model: string): void;
		compare(versions: readonly Id[]): void;
		/** Turns the Lineage view to a node. */
		showInView(key: string): void;
		copy(text: string): void;
		/** Asks where to, and writes it there. PNG as the bytes of the file. */
		save(content: string | Uint8Array, extension: 'svg' | 'png' | 'md'): void;
		manageTrust(): void;
	};
	tells: {
		/** Something in the registry changed: load again. */
		changed(): void;
		/** Select and focus this node. */
		show(key: string): void;
	};
}

export const nodeKinds: readonly NodeKind[] = ['version', 'dataset', 'base-model', 'run', 'commit'];

export const edgeRelations: readonly EdgeRelation[] = [
	'trained-from', 'fine-tuned-from', 'adapter-of', 'quantised-from', 'merged-from', 'distilled-from', 'converted-from', 'trained-on', 'evaluated-on', 'produced-by',
];
