import type { Certainty, Digest, Id, Person, Relation, Source } from '../model';
import type { LinkTarget } from './nodeKey';

/**
 * `produced-by` ties a version to its run and its commit; `evaluation-of` an evaluation to its version; `deployed-to` a version to a place that runs it or
 * ran it; the rest is what inputs and links say.
 */
export type EdgeRelation = Relation | 'produced-by' | 'evaluation-of' | 'deployed-to';
export type NodeKind = 'version' | 'dataset' | 'base-model' | 'run' | 'commit' | 'evaluation' | 'deployment';

/** Whether it is one that a person or a file says, and not one that follows. */
export function isSaid(relation: EdgeRelation): relation is Relation {
	return relation !== 'produced-by' && relation !== 'evaluation-of' && relation !== 'deployed-to';
}

export interface LineageNode {
	/** Stable over renames and moves: by id or digest wherever there is one. */
	readonly key: string;
	readonly kind: NodeKind;
	/** 'sentiment v6', 'reviews_2026q2.parquet', 'distilroberta-base', 'a41f9c2' */
	readonly title: string;
	/** A few words beside the title: 'Hugging Face, fb53ab8'. */
	readonly detail: string | undefined;
	/** Of a version: when it was registered; of an evaluation: when it was measured; of a deployment: its last change. Of anything else: when the first version that it led to was registered. */
	readonly at: Date;
	readonly version?: Id;
	/** Of a version: what finds it again, 'sentiment@v6'. */
	readonly ref?: string;
	/** Of a version, an evaluation and a deployment: whose it is. */
	readonly model?: string;
	readonly aliases?: readonly string[];
	/** Aliases that it holds according to one side of a conflict. */
	readonly contested?: readonly string[];
	readonly archived?: boolean;
	readonly digest?: Digest;
	/** Of an evaluation and a deployment: the last record that says so, which gives them their place in time. */
	readonly record?: Id;
	/** Of an evaluation. */
	readonly metrics?: Readonly<Record<string, number>>;
	/** Hub id, address or workspace path of a thing outside; the commit's full hash; the run's path. */
	readonly uri?: string;
}

/** `to` comes from `from`: edges run with time, from what was there to what was made of it. */
export interface LineageEdge {
	readonly from: string;
	readonly to: string;
	readonly relation: EdgeRelation;
	/** Where it was read; undefined where a person said so. */
	readonly source: Source | undefined;
	readonly certainty: Certainty;
	readonly byHand: { readonly record: Id; readonly by: Person; readonly at: Date; readonly reason: string | undefined } | undefined;
	/** What a record calls the other end: what link and unlink take. */
	readonly target: LinkTarget | undefined;
	/** Of a deployment: when it ran there. */
	readonly ran?: Ran;
}

/** A time that a version ran in a place: the last, where there were several. */
export interface Ran {
	readonly since: Date;
	/** Undefined while it does. */
	readonly until: Date | undefined;
	readonly by: Person;
	readonly reason: string | undefined;
	/** How often it was put there. */
	readonly times: number;
}

/** Without cycles: `leftOut` holds the edges that would have closed one, as two branches can make it by hand. */
export interface Graph {
	readonly nodes: ReadonlyMap<string, LineageNode>;
	readonly edges: readonly LineageEdge[];
	/** Node → the edges to what it came from. */
	readonly parents: ReadonlyMap<string, readonly LineageEdge[]>;
	/** Node → the edges to what it led to. */
	readonly children: ReadonlyMap<string, readonly LineageEdge[]>;
	readonly leftOut: readonly LineageEdge[];
}

export function graphOf(nodes: ReadonlyMap<string, LineageNode>, edges: readonly LineageEdge[], leftOut: readonly LineageEdge[] = []): Graph {
	const parents = new Map<string, LineageEdge[]>();
	const children = new Map<string, LineageEdge[]>();
	const add = (map: Map<string, LineageEdge[]>, key: string, edge: LineageEdge) => {
		const list = map.get(key);
		if (list) { list.push(edge); } else { map.set(key, [edge]); }
	};
	for (const edge of edges) {
		add(parents, edge.to, edge);
		add(children, edge.from, edge);
	}
	return { nodes, edges, parents, children, leftOut };
}
