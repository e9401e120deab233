import type { TemplateResult } from 'lit';
import type { Comparison } from '../../../src/core/compare/comparison';
import type { Arranged, Deeds } from '../state';

/** What the charts of versions are drawn from. */
export interface PlotContext {
	readonly comparison: Comparison;
	readonly arranged: Arranged;
	/** Of the picture, in px. */
	readonly width: number;
	/** The column that the mouse or the arrows point at. */
	readonly at: number | undefined;
	readonly deeds: Deeds;
	point(column: number | undefined): void;
}

/** A chart: what chooses in it, its picture, and the same as sentences, as a table and as Vega-Lite. */
export interface Plot {
	readonly controls: TemplateResult;
	/** Undefined where there is nothing to draw: then `note` says why. */
	readonly picture: TemplateResult | undefined;
	/** What is behind the numbers, in one sentence or two. */
	readonly note: TemplateResult | string;
	readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
	readonly spec: object | undefined;
	/** The columns in the order in which the arrow keys walk them, and what is said of each. */
	readonly points: readonly { readonly column: number; readonly said: string }[];
}
