import type { EdgeRelation, NodeKind } from './graph';

/** Nodes as they cross threads and wires: columns of one length, that of `keys`. */
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
	/** All places, as the rows stand: top first, each below all that it led to. */
	readonly order: Uint32Array;
}

/** Edges, parallel: places in the nodes and in `edgeRelations`. */
export interface EdgeColumns {
	readonly from: Uint32Array;
	readonly to: Uint32Array;
	readonly relation: Uint8Array;
	/** 0 where a person said so, else one more than the place in `sources`. */
	readonly source: Uint32Array;
	/** Only those to deployments: when it ran there, in milliseconds since 1970; `until` null while it does. */
	readonly ran: readonly (readonly [edge: number, since: number, until: number | null])[];
}

export interface LineageModel {
	readonly name: string;
	readonly metric: string | undefined;
	readonly direction: 'higher' | 'lower' | undefined;
	/** The node that holds production, as its place; undefined where none does. */
	readonly baseline: number | undefined;
}

/** The lineage of a whole registry, of plain arrays: 10,000 nodes are passed on in a few milliseconds. */
export interface PackedLineage {
	readonly nodes: NodeColumns;
	readonly edges: EdgeColumns;
	readonly models: readonly LineageModel[];
	/** Where edges were read: 'dvc.lock', 'mlflow'. */
	readonly sources: readonly string[];
}

export const nodeKinds: readonly NodeKind[] = ['version', 'dataset', 'base-model', 'run', 'commit', 'evaluation', 'deployment'];

export const edgeRelations: readonly EdgeRelation[] = [
	'trained-from', 'fine-tuned-from', 'adapter-of', 'quantised-from', 'merged-from', 'distilled-from', 'converted-from', 'trained-on', 'evaluated-on', 'reproduction-of', 'produced-by', 'evaluation-of', 'deployed-to',
];
