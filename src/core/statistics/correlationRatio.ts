/**
 * The correlation ratio η of groups and numbers, from 0 to 1: the square root of the share of the variance that lies between the groups.
 * Undefined where nothing varies, where there is only one group, or where every group has but one member: that explains everything always.
 */
export function correlationRatio(groups: readonly string[], values: readonly number[]): number | undefined {
	const n = Math.min(groups.length, values.length);
	const sums = new Map<string, { sum: number; count: number }>();
	let sum = 0;
	for (let at = 0; at < n; at++) {
		const value = values[at] ?? 0, group = sums.get(groups[at] ?? '') ?? { sum: 0, count: 0 };
		sums.set(groups[at] ?? '', { sum: group.sum + value, count: group.count + 1 });
		sum += value;
	}
	if (sums.size < 2 || sums.size >= n) { return undefined; }
	const mean = sum / n;
	const all = values.slice(0, n).reduce((total, value) => total + (value - mean) ** 2, 0);
	const between = [...sums.values()].reduce((total, group) => total + group.count * (group.sum / group.count - mean) ** 2, 0);
	return all > 0 && Number.isFinite(all) ? Math.min(1, Math.sqrt(between / all)) : undefined;
}
