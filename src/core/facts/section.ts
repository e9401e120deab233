import type { FoundRun } from '../runs/reader';

/**
 * Where a params or metrics file holds a section per model (`churn: {…}`, `sentiment: {…}`) and one bears one of `names`, only that
 * section, without its name in front; else the run as it is. `names` in the order in which they are tried.
 */
export function sectionOf(run: FoundRun, names: readonly string[]): FoundRun & { readonly ownSection: boolean } {
	const params = pick(run.params, names);
	const metrics = pick(run.metrics, names);
	const histories = pick(Object.entries(run.histories ?? {}).map(([name, history]) => ({ name, history })), names);
	return {
		...run, params: params ?? run.params, metrics: metrics ?? run.metrics, ownSection: params !== undefined,
		...(run.histories && histories ? { histories: Object.fromEntries(histories.map(({ name, history }) => [name, history])) } : {}),
	};
}

function pick<T extends { readonly name: string }>(entries: readonly T[], names: readonly string[]): readonly T[] | undefined {
	for (const name of names) {
		const own = entries.flatMap(entry => {
			const dot = entry.name.indexOf('.');
			return dot > 0 && alike(entry.name.slice(0, dot), name) ? [{ ...entry, name: entry.name.slice(dot + 1) }] : [];
		});
		if (own.length) { return own; }
	}
	return undefined;
}

/** Names are alike whatever their case and whether '-', '_' or ' ' parts their words. */
function alike(a: string, b: string): boolean {
	const plain = (text: string): string => text.toLowerCase().replace(/[-_ ]+/g, '-');
	return plain(a) === plain(b);
}
