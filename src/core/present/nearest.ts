/** The candidate that is fewest typing mistakes away, if it is few enough to be one. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
	const close = candidates.slice(0, 5_000).map(candidate => ({ candidate, distance: distance(name.slice(0, 64), candidate.slice(0, 64)) }))
		.filter(({ candidate, distance: d }) => d <= (Math.min(name.length, candidate.length) < 4 ? 1 : Math.max(2, Math.floor(name.length / 3))));
	return close.sort((a, b) => a.distance - b.distance)[0]?.candidate;
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}
