/** Whose page a panel is, and in which folder's registry. */
export interface ModelPageTarget {
	/** A workspace folder's URI. */
	readonly folder: string;
	/** Any name that the model has or had. */
	readonly model: string;
}

/** What a page kept before the window was loaded again. What isn't like that gives a page that says so. */
export function modelTargetOf(state: unknown): ModelPageTarget {
	const { folder, model } = typeof state === 'object' && state !== null ? state as Readonly<Record<string, unknown>> : {};
	return { folder: typeof folder === 'string' ? folder : '', model: typeof model === 'string' ? model : '' };
}
