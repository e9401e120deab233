import { anyCharacter, complement, digits, spaces, wordCharacters, type CharacterSet, type RegexNode } from './node';

/** Why a pattern can't be used, and where in it. */
export class RegexFault extends Error {
	constructor(readonly offset: number, readonly length: number, why: string) { super(why); }
}

const deepest = 50;
const mostRepeats = 100;

/**
 * Takes a regular expression apart. It is the part of JavaScript's syntax that can be matched in linear time: no back-references, no
 * look-around; lazy quantifiers are read and mean the same, since only whether it matches is asked. Throws RegexFault.
 */
export function parseRegex(pattern: string): RegexNode {
	let at = 0;
	const fault = (why: string, offset = at, length = 1) => new RegexFault(Math.min(offset, pattern.length), Math.min(length, Math.max(0, pattern.length - offset)), why);

	function choice(depth: number): RegexNode {
		if (depth > deepest) { throw fault('its groups are nested too deep'); }
		const of = [sequence(depth)];
		while (pattern[at] === '|') { at++; of.push(sequence(depth)); }
		return of.length === 1 && of[0] ? of[0] : { is: 'choice', of };
	}

	function sequence(depth: number): RegexNode {
		const of: RegexNode[] = [];
		while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') { of.push(quantified(depth)); }
		return { is: 'sequence', of };
	}

	function quantified(depth: number): RegexNode {
		const begun = at;
		const node = atom(depth);
		const [written, least, most] = /^(?:([*+?])|\{(\d{1,4})(?:(,)(\d{1,4})?)?\})\??/.exec(pattern.slice(at)) ? quantifier() : ['', 1, 1];
		if (written === '') { return node; }
		if (node.is === 'start' || node.is === 'end' || node.is === 'boundary' || node.is === 'inside') { throw fault(`nothing stands before ${written} that could be repeated`, begun, at - begun); }
		return { is: 'repeat', of: node, least, most };
	}

	function quantifier(): [string, number, number] {
		const [written = '', sign, low, comma, high] = /^(?:([*+?])|\{(\d{1,4})(?:(,)(\d{1,4})?)?\})\??/.exec(pattern.slice(at)) ?? [];
		const least = sign === undefined ? Number(low) : sign === '+' ? 1 : 0;
		const most = sign === '?' ? 1 : sign !== undefined ? Infinity : comma === undefined ? least : high === undefined ? Infinity : Number(high);
		if (most < least) { throw fault(`${written} asks for fewer than it needs`, at, written.length); }
		if (least > mostRepeats || (most !== Infinity && most > mostRepeats)) { throw fault(`${mostRepeats} repetitions are the most`, at, written.length); }
		at += written.length;
		if (/^[*+?]/.test(pattern.slice(at))) { throw fault('a quantifier stands behind another one'); }
		return [written, least, most];
	}

	function atom(depth: number): RegexNode {
		const character = pattern.charAt(at);
		switch (character) {
			case '(': return group(depth);
			case '[': return { is: 'set', set: characterClass() };
			case '.': at++; return { is: 'set', set: anyCharacter };
			case '^': at++; return { is: 'start' };
			case '$': at++; return { is: 'end' };
			case '*': case '+': case '?': throw fault(`nothing stands before ${character} that could be repeated`);
			case '\\': return escaped();
			case '{': if (/^\{\d+(?:,\d*)?\}/.test(pattern.slice(at))) { throw fault('nothing stands before { that could be repeated'); } at++; return { is: 'set', set: single(0x7B) };
			default: at++; return { is: 'set', set: single(character.charCodeAt(0)) };
		}
	}

	function group(depth: number): RegexNode {
		const begun = at;
		const opening = /^\((?:\?:|\?<[A-Za-z]\w*>)?/.exec(pattern.slice(at))?.[0] ?? '(';
		at += opening.length;
		if (pattern[at] === '?') { throw fault('look-ahead and look-behind are not supported', begun, 3); }
		const inner = choice(depth + 1);
		if (pattern[at] !== ')') { throw fault('this group is never closed', begun); }
		at++;
		return inner;
	}

	function escaped(): RegexNode {
		const letter = pattern.charAt(at + 1);
		if (letter === 'b' || letter === 'B') { at += 2; return { is: letter === 'b' ? 'boundary' : 'inside' }; }
		if (/[1-9k]/.test(letter)) { throw fault('references back to a group are not supported', at, 2); }
		return { is: 'set', set: { ranges: escapedRanges(), negated: false } };
	}

	/** What an escape stands for, in a class or outside of one. */
	function escapedRanges(): CharacterSet['ranges'] {
		const letter = pattern.charAt(at + 1);
		if (letter === '') { throw fault('a backslash stands at the end', at); }
		const hex = /^\\(?:x([0-9a-f]{2})|u([0-9a-f]{4}))/i.exec(pattern.slice(at));
		if (hex) { at += hex[0].length; const unit = parseInt(hex[1] ?? hex[2] ?? '', 16); return [[unit, unit]]; }
		at += 2;
		switch (letter) {
			case 'd': return digits;
			case 'D': return complement(digits);
			case 'w': return wordCharacters;
			case 'W': return complement(wordCharacters);
			case 's': return spaces;
			case 'S': return complement(spaces);
			case 'n': case 'r': case 't': case 'f': case 'v': { const unit = ({ n: 10, r: 13, t: 9, f: 12, v: 11 })[letter]; return [[unit, unit]]; }
			default:
				if (/[a-zA-Z0-9]/.test(letter)) { throw fault(`\\${letter} is not supported`, at - 2, 2); }
				return single(letter.charCodeAt(0)).ranges;
		}
	}

	function characterClass(): CharacterSet {
		const begun = at++;
		const negated = pattern[at] === '^';
		if (negated) { at++; }
		const ranges: (readonly [number, number])[] = [];
		while (pattern[at] !== ']') {
			if (at >= pattern.length) { throw fault('this [ is never closed', begun); }
			const from = member();
			const isRange = pattern[at] === '-' && pattern[at + 1] !== ']' && at + 1 < pattern.length && from.length === 1 && from[0]?.[0] === from[0]?.[1];
			if (!isRange) { ranges.push(...from); continue; }
			const rangeAt = at++;
			const to = member();
			const [low, high] = [from[0]?.[0] ?? 0, to[0]?.[1] ?? 0];
			if (to.length !== 1 || high < low) { throw fault('this range runs backwards', rangeAt); }
			ranges.push([low, high]);
		}
		at++;
		return { ranges, negated };
	}

	function member(): CharacterSet['ranges'] {
		return pattern[at] === '\\' ? escapedRanges() : single(pattern.charCodeAt(at++)).ranges;
	}

	const whole = choice(0);
	if (at < pattern.length) { throw fault('this ) closes nothing'); }
	return whole;
}

function single(unit: number): CharacterSet {
	return { ranges: [[unit, unit]], negated: false };
}
