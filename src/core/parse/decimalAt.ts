/** Powers of ten that a double holds exactly. */
const tens = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** Digits of which every number is held exactly. */
const mostDigits = 15;

/**
 * The decimal number that stands in bytes between two places, to the last bit what `Number` makes of its text; NaN where there is anything but a JSON
 * number. A short one is reckoned without making a text: a whole number under 2^53 divided by an exact power of ten is rounded once, and rightly.
 */
export function decimalAt(bytes: Buffer, start: number, end: number): number {
	let at = start, whole = 0, digits = 0, decimals = 0, hasPoint = false;
	const isNegative = bytes[at] === 0x2d;
	if (isNegative) { at++; }
	const first = bytes[at] ?? 0;
	if (at >= end || first < 0x30 || first > 0x39) { return NaN; }
	for (; at < end; at++) {
		const byte = bytes[at] ?? 0;
		if (byte >= 0x30 && byte <= 0x39) {
			whole = whole * 10 + byte - 0x30;
			// Zeros in front don't count.
			if (whole > 0) { digits++; }
			if (hasPoint) { decimals++; }
		} else if (byte === 0x2e && !hasPoint) { hasPoint = true; } else { break; }
	}
	if (at === end && digits <= mostDigits && decimals < tens.length) {
		const value = whole / (tens[decimals] ?? 1);
		return isNegative ? -value : value;
	}
	const text = bytes.toString('latin1', start, end);
	return /^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i.test(text) ? Number(text) : NaN;
}
