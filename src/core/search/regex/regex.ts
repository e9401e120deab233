import { compileRegex, type Step } from './compileRegex';
import { holds, wordCharacters } from './node';
import { parseRegex, RegexFault } from './parseRegex';
import { requiredText } from './requiredText';

/** Whether a text holds a match. Takes time in proportion to the text, whatever the pattern. */
export type Matcher = (text: string) => boolean;

const longestPattern = 500;

/**
 * A regular expression without catastrophic cases: the text is gone through once with the set of all places in the pattern where a match
 * may stand, instead of trying one after the other (K. Thompson, 1968). Throws RegexFault.
 */
export function regex(pattern: string, ignoreCase: boolean): Matcher {
	if (pattern.length > longestPattern) { throw new RegexFault(0, pattern.length, `it has ${pattern.length} characters, and ${longestPattern} are the most`); }
	const root = parseRegex(pattern);
	const steps = compileRegex(root);
	// Most texts are told apart by this alone.
	const required = ignoreCase ? '' : requiredText(root);
	return text => text.includes(required) && search(steps, text, ignoreCase);
}

function search(steps: readonly Step[], text: string, ignoreCase: boolean): boolean {
	const lower = ignoreCase ? text.toLowerCase() : text;
	// Where changing the case changes the length, positions would no longer agree.
	const folded = lower.length === text.length ? lower : text;
	const upper = ignoreCase ? text.toUpperCase() : text;
	const raised = upper.length === text.length ? upper : text;
	const seen = new Uint32Array(steps.length);
	let mark = 0;
	let current: number[] = [];
	let next: number[] = [];
	const open: number[] = [];

	/** Adds a step and all that are reached from it without a character. Returns whether a match is among them. */
	const enter = (step: number, at: number, into: number[]): boolean => {
		open.push(step);
		while (open.length) {
			const index = open.pop() ?? 0;
			if (seen[index] === mark) { continue; }
			seen[index] = mark;
			const one = steps[index];
			if (!one) { continue; }
			switch (one.is) {
				case 'match': open.length = 0; return true;
				case 'set': into.push(index); break;
				case 'fork': for (const to of one.to) { open.push(to); } break;
				default: if (isAt(one.is, text, at)) { open.push(one.to); }
			}
		}
		return false;
	};

	mark++;
	for (let at = 0; ; at++) {
		// A match may begin anywhere.
		if (enter(steps.length - 1, at, current)) { return true; }
		if (at >= text.length) { return false; }
		mark++;
		const [unit, low, high] = [text.charCodeAt(at), folded.charCodeAt(at), raised.charCodeAt(at)];
		for (const index of current) {
			const one = steps[index];
			if (one?.is !== 'set') { continue; }
			const fits = ignoreCase ? fitsAnyCase(one.set, unit, low, high) : holds(one.set, unit);
			if (fits && enter(one.to, at + 1, next)) { return true; }
		}
		[current, next] = [next, current];
		next.length = 0;
	}
}

function fitsAnyCase(set: Extract<Step, { is: 'set' }>['set'], unit: number, low: number, high: number): boolean {
	const any = [unit, low, high].some(one => holds({ ranges: set.ranges, negated: false }, one));
	return any !== set.negated;
}

function isAt(what: 'start' | 'end' | 'boundary' | 'inside', text: string, at: number): boolean {
	if (what === 'start') { return at === 0; }
	if (what === 'end') { return at === text.length; }
	return (isWord(text, at - 1) !== isWord(text, at)) === (what === 'boundary');
}

function isWord(text: string, at: number): boolean {
	return at >= 0 && at < text.length && holds({ ranges: wordCharacters, negated: false }, text.charCodeAt(at));
}
