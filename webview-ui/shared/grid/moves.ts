/** Where a key leads from a row; undefined for a key that doesn't. */
export function moved(key: string, from: number, count: number, page: number): number | undefined {
	const to = target(key, from, count, page);
	return to === undefined || count === 0 ? undefined : Math.min(count - 1, Math.max(0, to));
}

function target(key: string, from: number, count: number, page: number): number | undefined {
	switch (key) {
		case 'ArrowDown': return from + 1;
		case 'ArrowUp': return from - 1;
		case 'PageDown': return from + page;
		case 'PageUp': return from - page;
		case 'Home': return 0;
		case 'End': return count - 1;
		default: return undefined;
	}
}

/** Keys of the rows between two, both included. */
export function between(a: number, b: number, keyAt: (index: number) => string): readonly string[] {
	const first = Math.min(a, b);
	return Array.from({ length: Math.abs(a - b) + 1 }, (_none, at) => keyAt(first + at));
}

/** A set with a key put in or taken out. */
export function toggled(selected: ReadonlySet<string>, key: string): ReadonlySet<string> {
	const now = new Set(selected);
	if (!now.delete(key)) { now.add(key); }
	return now;
}
