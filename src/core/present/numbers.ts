import { decimalsOf, decimalsWritten, grouped, magnitude, minus } from './digits';

const usualDigits = 4;
const mostDigits = 6;
/** Beyond these an exponent is easier to read than zeros. */
const tiny = 1e-5;
const huge = 1e15;

/**
 * How many decimals the cells of one row share: 4 significant digits of the largest, more (to 6) until the smallest difference shows
 * 2 digits, and never more than the source has. `written` are the values as their source wrote them, where that is known.
 */
export function metricDecimals(values: readonly number[], written: readonly (string | undefined)[] = []): number {
	const shown = values.map((value, i) => ({ value, decimals: sourceDecimals(value, written[i]) })).filter(({ value }) => Number.isFinite(value) && Math.abs(value) < huge);
	const largest = shown.reduce((most, { value }) => Math.max(most, Math.abs(value)), 0);
	const source = shown.reduce((most, { decimals }) => Math.max(most, decimals), 0);
	if (largest === 0) { return Math.min(source, usualDigits); }
	const top = magnitude(largest);
	const difference = smallestDifference(shown.map(({ value }) => value));
	const wanted = Math.max(usualDigits - 1 - top, difference === undefined ? 0 : 1 - magnitude(difference));
	return Math.max(0, Math.min(source, wanted, mostDigits - 1 - top));
}

function sourceDecimals(value: number, text: string | undefined): number {
	return (text === undefined ? undefined : decimalsWritten(text)) ?? decimalsOf(value);
}

function smallestDifference(values: readonly number[]): number | undefined {
	const sorted = [...new Set(values)].sort((a, b) => a - b);
	let smallest: number | undefined;
	for (let i = 1; i < sorted.length; i++) {
		// Twelve digits: 0.91274 − 0.91271 is 3e-5, not 2.999999999997449e-5.
		const step = Number(((sorted[i] ?? 0) - (sorted[i - 1] ?? 0)).toPrecision(12));
		if (step > 0 && (smallest === undefined || step < smallest)) { smallest = step; }
	}
	return smallest;
}

/** A metric's value: `0.9127`, `−0.4`, `NaN`, `∞`. Cells of one row are given the decimals that they share. */
export function formatMetric(value: number, decimals: number = metricDecimals([value])): string {
	if (Number.isNaN(value)) { return 'NaN'; }
	const sign = value < 0 ? minus : '';
	const size = Math.abs(value);
	if (size === Infinity) { return `${sign}∞`; }
	const fixed = size < huge ? size.toFixed(Math.min(decimals, 20)) : '';
	// What would read as zero and isn't is shown by itself.
	if (size >= huge || (size !== 0 && (size < tiny || Number(fixed) === 0))) { return sign + exponential(size); }
	return sign + (size >= 10_000 ? grouped(fixed) : fixed);
}

function exponential(size: number): string {
	const digits = Math.min(usualDigits, size.toExponential().replace(/e.*|\D/g, '').length);
	return size.toExponential(digits - 1).replace('e-', `e${minus}`).replace('e+', 'e');
}

/** The cells of one row, with the decimals that they share. */
export function formatMetrics(values: readonly number[], written: readonly (string | undefined)[] = []): readonly string[] {
	const decimals = metricDecimals(values, written);
	return values.map(value => formatMetric(value, decimals));
}

/** A difference: always signed, `+0.0142`, `−0.0375`, `±0` where nothing of it shows; undefined where there is no difference to speak of (NaN). */
export function formatDelta(delta: number, decimals: number = metricDecimals([delta])): string | undefined {
	if (Number.isNaN(delta)) { return undefined; }
	const text = formatMetric(Math.abs(delta), decimals);
	return `${Number(text) === 0 ? '±' : delta < 0 ? minus : '+'}${text}`;
}

/** The difference in percent of the base, 2 significant digits: `+1.6 %`. Undefined where the base is 0, the sign changes, or a value isn't finite. */
export function formatRelativeDelta(value: number, base: number): string | undefined {
	if (!Number.isFinite(value) || !Number.isFinite(base) || base === 0 || (value !== 0 && Math.sign(value) !== Math.sign(base))) { return undefined; }
	const percent = (value - base) / Math.abs(base) * 100;
	if (!Number.isFinite(percent)) { return undefined; }
	const rounded = Number(Math.abs(percent).toPrecision(2));
	if (rounded === 0) { return '±0 %'; }
	const text = rounded < 1e-4 || rounded >= 1e9 ? exponential(rounded) : grouped(rounded.toFixed(rounded >= 10 ? 0 : 1 - magnitude(rounded)));
	return `${percent < 0 ? minus : '+'}${text} %`;
}
