/** Whose lineage a panel shows. */
export interface LineagePageTarget {
	/** A workspace folder's URI. */
	readonly folder: string;
	/** The node that it was opened for. */
	readonly key: string | undefined;
}

/** What a page kept before the window was loaded again. What isn't like that gives a page that says so. */
export function lineageTargetOf(state: unknown): LineagePageTarget {
	const { folder } = typeof state === 'object' && state !== null ? state as Readonly<Record<string, unknown>> : {};
	return { folder: typeof folder === 'string' ? folder : '', key: undefined };
}
