/** A value as somebody typed it: a number, true or false, or text. 'NaN' and the infinities are numbers. */
export function parseValue(text: string): number | string | boolean {
	const plain = text.trim();
	if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) { return Number(plain); }
	if (/^nan$/i.test(plain)) { return NaN; }
	const infinite = /^([+-]?)(inf|infinity|∞)$/i.exec(plain);
	if (infinite) { return infinite[1] === '-' ? -Infinity : Infinity; }
	return plain === 'true' ? true : plain === 'false' ? false : plain;
}
