import type { Id } from '../model';
import type { Direction } from '../present/direction';
import type { Verdict } from '../present/change';

/** In the order of the page: result first, then causes by how often they explain it, evidence last. */
export const sectionIds = ['metrics', 'evaluations', 'parameters', 'tensors', 'signature', 'files', 'environment', 'inputs', 'code', 'notes'] as const;
export type SectionId = (typeof sectionIds)[number];

/** Two or more versions side by side. Plain data: it crosses wires as JSON. */
export interface Comparison {
	/** In the order that was asked for. */
	readonly columns: readonly ComparedColumn[];
	/** Index of the column that all others are compared with. */
	readonly base: number;
	/** All of them, empty ones too. */
	readonly sections: readonly ComparedSection[];
	readonly summary: Summary;
}

export interface ComparedColumn {
	readonly id: Id;
	readonly model: string;
	/** 'v5'; 'churn v5' where several models are compared. */
	readonly name: string;
	readonly ref: string;
	readonly aliases: readonly string[];
	readonly contested: readonly string[];
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly commit: string | null;
	readonly dirty: boolean;
	readonly archived: boolean;
	/** First line of its notes. */
	readonly note: string;
}

export interface ComparedSection {
	readonly id: SectionId;
	/** Rows that differ, and rows that don't; those that aren't listed are counted. */
	readonly differ: number;
	readonly equal: number;
	/** What the numbers mean, in words: '9 commits, 7 files'. Empty where the counts say it all. */
	readonly note: string;
	/** Names of the columns in which nobody recorded anything for this section. */
	readonly unrecorded: readonly string[];
	readonly rows: readonly ComparedRow[];
	/** Equal rows that are only counted. */
	readonly unlisted: number;
}

export interface ComparedRow {
	/** Unique in its section, and the same whatever is compared with what. */
	readonly key: string;
	readonly name: string;
	/** What it stands under in its section: the context of an evaluation. */
	readonly group?: string;
	/** Of a metric. */
	readonly direction?: Direction;
	readonly differs: boolean;
	/** How far apart its cells are: 0 for equal ones, up to 2 for numbers of different signs; 1 for what has no distance. */
	readonly size: number;
	/** Numbers: aligned at the end. */
	readonly numeric?: true;
	/** One for each column. */
	readonly cells: readonly ComparedCell[];
}

export interface ComparedCell {
	/** Never empty: 'not set', 'not recorded' where nothing is. */
	readonly text: string;
	/** Where it is a finite number. */
	readonly value?: number;
	/** Equal to the base's; absent in the base's own cell. */
	readonly same?: true;
	/** There is nothing here. */
	readonly missing?: true;
	/** Against the base: '+0.0142', '×0.5', 'added', 'minor upgrade'. */
	readonly change?: string;
	/** '+1.6 %' */
	readonly relative?: string;
	readonly verdict?: Verdict;
	readonly mark?: 'best' | 'worst';
	/** The whole of what `text` shortens. */
	readonly title?: string;
}

/** A piece of a sentence. */
export interface Span {
	readonly text: string;
	readonly strong?: true;
	/** The row that it speaks of: 'metrics/auc'; or a section: 'tensors'. */
	readonly about?: string;
}

export interface Summary {
	/** Of all columns together: who is better than the base. Empty for two. */
	readonly overall: readonly Span[];
	/** One for each column but the base. */
	readonly columns: readonly { readonly column: number; readonly spans: readonly Span[] }[];
}
