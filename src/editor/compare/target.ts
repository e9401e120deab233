import type { Arrangement, ComparedView } from '../../protocol/compare';

/** What a panel compares, and in which folder's registry. */
export interface CompareTarget extends Arrangement {
	/** A workspace folder's URI. */
	readonly folder: string;
	/** As it is shown at first, where a link says it. */
	readonly view?: ComparedView;
}

/** What a page kept before the window was loaded again. What isn't like that gives a page that says so. */
export function targetOf(state: unknown): CompareTarget {
	const { folder, versions, base } = typeof state === 'object' && state !== null ? state as Readonly<Record<string, unknown>> : {};
	const ids = Array.isArray(versions) ? versions.filter(one => typeof one === 'string') : [];
	return { folder: typeof folder === 'string' ? folder : '', versions: ids, base: typeof base === 'string' ? base : ids[0] ?? '' };
}
