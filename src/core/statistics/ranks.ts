/** Ranks from 1; equal values share the mean of theirs. */
export function ranks(values: readonly number[]): readonly number[] {
	const order = values.map((_, at) => at).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
	const found = new Array<number>(values.length).fill(0);
	for (let from = 0; from < order.length;) {
		let to = from;
		while (to + 1 < order.length && values[order[to + 1] ?? 0] === values[order[from] ?? 0]) { to++; }
		for (let at = from; at <= to; at++) { found[order[at] ?? 0] = (from + to) / 2 + 1; }
		from = to + 1;
	}
	return found;
}
