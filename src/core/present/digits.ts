/** The true minus (U+2212): as wide as the plus, and never broken from its number at a line's end. */
export const minus = '\u2212';

/** Decimals in the shortest text that reads back as this number: 3 for 0.913, 7 for 1.5e-6, 0 for 42. */
export function decimalsOf(value: number): number {
	const [, fraction = '', exponent = '0'] = /^-?\d+(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
	return Math.max(0, fraction.length - Number(exponent));
}

/** Decimals in a number as somebody wrote it: 4 for '0.9130'; undefined where the text isn't a plain number. */
export function decimalsWritten(text: string): number | undefined {
	const [match, fraction = '', exponent = '0'] = /^\s*[+-]?\d*(?:\.(\d*))?(?:[eE]([+-]?\d+))?\s*$/.exec(text) ?? [];
	return match === undefined || !/\d/.test(match) ? undefined : Math.max(0, fraction.length - Number(exponent));
}

/** Power of ten of the first digit: -1 for 0.9, 2 for 412. */
export function magnitude(value: number): number {
	return Number(value.toExponential().split('e')[1]);
}

/** Digits in groups of three: '702,100'. Takes what toFixed gives, without a sign. */
export function grouped(digits: string): string {
	const [whole = '', fraction] = digits.split('.');
	const groups = whole.length > 3 ? whole.replace(/\B(?=(?:\d{3})+$)/g, ',') : whole;
	return fraction === undefined ? groups : `${groups}.${fraction}`;
}

/** Three significant digits of a number from 0 up to 1000, and no exponent: '2.14', '11.8', '340'. */
export function threeDigits(value: number): string {
	return value >= 99.95 ? value.toFixed(0) : value >= 9.995 ? value.toFixed(1) : value.toFixed(2);
}
