/**
 * An exponential moving average, corrected for its beginning. `weight` from 0 (as it is) to below 1. What isn't there stays away and doesn't
 * count.
 */
export function smoothed(values: readonly (number | null)[], weight: number): readonly (number | null)[] {
	if (weight <= 0) { return values; }
	let average = 0, debt = 1;
	return values.map(value => {
		if (value === null) { return null; }
		average = average * weight + value * (1 - weight);
		debt *= weight;
		return average / (1 - debt);
	});
}
