const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Unicode Standard Annex #11: the blocks that terminals show two cells wide. */
const wide = /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1F9FF}\u{1FA70}-\u{1FAFF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\uFE0F/u;

/** How many cells of a terminal a plain text takes: wide characters two, marks that combine none. */
export function displayWidth(text: string): number {
	if (/^[\u0020-\u007E]*$/.test(text)) { return text.length; }
	let width = 0;
	for (const { segment } of segmenter.segment(text)) { width += wide.test(segment) ? 2 : /^\p{M}+$/u.test(segment) ? 0 : 1; }
	return width;
}

/** Cuts a text to so many cells, with an ellipsis where something is left out. Never for numbers. */
export function cut(text: string, cells: number): string {
	if (displayWidth(text) <= cells) { return text; }
	let kept = '';
	let width = 0;
	for (const { segment } of segmenter.segment(text)) {
		width += displayWidth(segment);
		if (width > cells - 1) { break; }
		kept += segment;
	}
	return `${kept.trimEnd()}…`;
}
