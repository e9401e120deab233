/** Milliseconds over which a rate is taken. */
const span = 3_000;

/** Bytes per second over the last three seconds, from how many were done when; undefined until there is something to divide. */
export function rateOf(): (bytes: number, now: number) => number | undefined {
	const seen: { readonly bytes: number; readonly at: number }[] = [];
	return (bytes, now) => {
		seen.push({ bytes, at: now });
		while (seen.length > 2 && now - (seen[1]?.at ?? now) > span) { seen.shift(); }
		const first = seen[0];
		const passed = first ? now - first.at : 0;
		return first && passed >= 250 ? (bytes - first.bytes) / passed * 1000 : undefined;
	};
}
