import type { Direction } from './direction';
import { formatDelta, metricDecimals } from './numbers';

export type Verdict = 'better' | 'worse' | 'same' | 'unknown';

export interface Change {
	/** Value minus base; NaN where one of them isn't finite and there is no difference to speak of. */
	readonly delta: number;
	readonly verdict: Verdict;
	/** Filled is better, hollow is worse: a judgement. Empty where the direction isn't known. */
	readonly glyph: '▲' | '▽' | '≈' | '';
	/** The arithmetic: '+0.0033'. Empty where there is no difference to speak of. */
	readonly deltaText: string;
	/** Glyph and arithmetic: '▲ +0.0033'. */
	readonly text: string;
}

const glyphs = { better: '▲', worse: '▽', same: '≈', unknown: '' } as const;

/**
 * How a metric stands against a base. Within `tolerance` it counts as the same. What isn't finite (NaN, ±∞) is worse than any finite value.
 * Give `decimals` where the value is shown with others; else the two share theirs.
 */
export function changeAgainst(value: number, base: number, direction: Direction | undefined, tolerance = 0, decimals: number = metricDecimals([value, base])): Change {
	const delta = Number.isFinite(value) && Number.isFinite(base) ? value - base : NaN;
	const verdict = judge(value, base, direction, tolerance);
	const glyph = glyphs[verdict];
	const deltaText = formatDelta(delta, decimals) ?? '';
	return { delta, verdict, glyph, deltaText, text: [glyph, deltaText].filter(part => part !== '').join(' ') };
}

function judge(value: number, base: number, direction: Direction | undefined, tolerance: number): Verdict {
	if (Object.is(value, base) || value === base) { return 'same'; }
	if (direction === undefined) { return Number.isFinite(value) && Number.isFinite(base) && Math.abs(value - base) <= tolerance ? 'same' : 'unknown'; }
	const fit = Number.isFinite(value), baseFit = Number.isFinite(base);
	if (fit !== baseFit) { return fit ? 'better' : 'worse'; }
	if (!fit) { return 'unknown'; }
	// Relative slack for the last bit: 0.105 − 0.1 is 0.0049999999999999906 and within a tolerance of 0.005, and the other way round too.
	if (Math.abs(value - base) <= tolerance * (1 + 1e-9)) { return 'same'; }
	return (value > base) === (direction === 'higher') ? 'better' : 'worse';
}
