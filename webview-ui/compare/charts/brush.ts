import type { Quantity } from './quantities';

/** A part of each brushed axis, from and to, in the values of its axis. */
export type Brushes = Readonly<Record<string, readonly [number, number]>>;

/** Whether each column is inside every brush; undefined where nothing is brushed. What has no value on a brushed axis is outside. */
export function insideOf(quantities: readonly Quantity[], brushes: Brushes): readonly boolean[] | undefined {
	const brushed = quantities.flatMap(quantity => { const range = brushes[quantity.key]; return range ? [{ quantity, range }] : []; });
	const [first] = brushed;
	if (!first) { return undefined; }
	return first.quantity.values.map((_, column) => brushed.every(({ quantity: { values }, range: [from, to] }) => {
		const value = values[column];
		return value !== undefined && value >= from && value <= to;
	}));
}

/** A brush after a key: arrows move its lower end, with Shift its upper one; undefined clears it. Steps are a twentieth of the axis, or one group. */
export function brushAfter(key: string, isShift: boolean, now: readonly [number, number] | undefined, low: number, high: number, step: number): readonly [number, number] | undefined {
	const [from, to] = now ?? [low, high];
	const by = key === 'ArrowUp' ? step : key === 'ArrowDown' ? -step : 0;
	const within = (value: number, least: number, most: number) => Number(Math.max(least, Math.min(most, value)).toPrecision(12));
	const moved: readonly [number, number] = isShift ? [from, within(to + by, from, high)] : [within(from + by, low, to), to];
	return moved[0] <= low && moved[1] >= high ? undefined : moved;
}
