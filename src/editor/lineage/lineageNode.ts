import type { LineageEdge, LineageNode } from '../../core/lineage/graph';

interface Base {
	/** Unique in the view, and the same as long as it stands for the same thing. */
	readonly id: string;
	/** The workspace folder, as its URI. With `version`, commands for versions take the row as it is. */
	readonly folder: string;
	readonly above: LineageRow | undefined;
}

/** Something in the lineage: the one that is looked at, or what it came from or led to. */
export interface ThingRow extends Base {
	readonly is: 'thing';
	readonly node: LineageNode;
	/** The id of a version; undefined for anything else. */
	readonly version: string | undefined;
	/** What ties it to the row above; undefined for the one that is looked at. */
	readonly edge: LineageEdge | undefined;
	readonly side: 'up' | 'down' | undefined;
	readonly opens: boolean;
}

/** 'Made from 3', 'Led to 6'. */
export interface SideRow extends Base { readonly is: 'side'; readonly side: 'up' | 'down'; readonly key: string; readonly count: number; readonly version?: undefined }

/** How many more there are than a list shows. */
export interface RestRow extends Base { readonly is: 'rest'; readonly count: number; readonly version?: undefined }

export type LineageRow = ThingRow | SideRow | RestRow;
