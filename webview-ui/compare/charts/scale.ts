export interface Scale {
	readonly low: number;
	readonly high: number;
	readonly isLog: boolean;
	readonly ticks: readonly number[];
	/** From 0 to 1. */
	at(value: number): number;
}

/** A scale over these values with ticks at round numbers, about `count` of them. A logarithmic one leaves out what isn't positive. */
export function scaleOf(values: readonly number[], isLog: boolean, count: number): Scale {
	let low = Infinity, high = -Infinity;
	for (const value of values) { if (!isLog || value > 0) { low = Math.min(low, value); high = Math.max(high, value); } }
	if (!Number.isFinite(low)) { low = isLog ? 1 : 0; high = isLog ? 10 : 1; }
	if (low === high) { const room = Math.abs(low) / 10 || 1; low = isLog ? low / 2 : low - room; high = isLog ? high * 2 : high + room; }
	if (isLog) {
		const [from, to] = [Math.log10(low), Math.log10(high)];
		const decades = Array.from({ length: Math.floor(to) - Math.ceil(from) + 1 }, (_, i) => 10 ** (Math.ceil(from) + i));
		return { low, high, isLog, ticks: decades.length > 1 ? decades : [low, high], at: value => (Math.log10(value) - from) / (to - from) };
	}
	const step = roundStep((high - low) / count);
	const first = Math.ceil(low / step - 1e-9);
	const ticks = Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
	return { low, high, isLog, ticks, at: value => (value - low) / (high - low) };
}

/** 1, 2, 2.5 or 5 times a power of ten, at least `least` but for a hundredth. */
function roundStep(least: number): number {
	const power = 10 ** Math.floor(Math.log10(least));
	return power * ([1, 2, 2.5, 5, 10].find(factor => factor * power >= least * 0.99) ?? 10);
}

/** A number on an axis as one would write it: 0.05, 1e-4, 12,000. */
export function plainTick(value: number): string {
	const size = Math.abs(value);
	if (size !== 0 && (size < 1e-3 || size >= 1e6)) { return Number(value.toPrecision(3)).toExponential().replace('e+', 'e').replaceAll('-', '\u2212'); }
	return Number(value.toPrecision(4)).toLocaleString('en', { maximumFractionDigits: 6 }).replace('-', '\u2212');
}
