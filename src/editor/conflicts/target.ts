/** Which folder's conflicts a panel shows. */
export interface ConflictsTarget {
	/** A workspace folder's URI. */
	readonly folder: string;
	/** Key of the one to show first. */
	readonly focus?: string | undefined;
}

/** What a page kept before the window was loaded again. What isn't like that gives a page that says so. */
export function conflictsTargetOf(state: unknown): ConflictsTarget {
	const { folder } = typeof state === 'object' && state !== null ? state as Readonly<Record<string, unknown>> : {};
	return { folder: typeof folder === 'string' ? folder : '' };
}
