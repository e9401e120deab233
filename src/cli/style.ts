export type Paint = (text: string) => string;

export interface Style {
	readonly bold: Paint;
	readonly dim: Paint;
	readonly green: Paint;
	readonly red: Paint;
	readonly yellow: Paint;
	readonly blue: Paint;
}

const plain: Paint = text => text;
const sgr = (on: number, off: number): Paint => text => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`);

/** The terminal's own colours, or none. Colour never says anything alone: a word, a sign or a shape does too. */
export function style(colour: boolean): Style {
	return colour
		? { bold: sgr(1, 22), dim: sgr(2, 22), green: sgr(32, 39), red: sgr(31, 39), yellow: sgr(33, 39), blue: sgr(34, 39) }
		: { bold: plain, dim: plain, green: plain, red: plain, yellow: plain, blue: plain };
}

/** FORCE_COLOR (but 0 and false) wins over NO_COLOR, and both over whether it is a terminal (no-color.org, force-color.org). */
export function wantsColour(isTerminal: boolean, env: NodeJS.ProcessEnv): boolean {
	const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = env;
	if (force !== undefined && force !== '') { return force !== '0' && force !== 'false'; }
	if (no !== undefined && no !== '') { return false; }
	return isTerminal && term !== 'dumb';
}
