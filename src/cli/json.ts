/** Anything as JSON in two-space indentation: numbers that are not finite as words, and what could act on a terminal as \u escapes. */
export function toJson(value: unknown): string {
	const text = JSON.stringify(value, (_key, one: unknown) => (typeof one === 'number' && !Number.isFinite(one) ? String(one) : one), 2);
	return text.replace(acting, character => [...Array(character.length).keys()].map(i => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''));
}

/** What JSON.stringify leaves as it is: DEL, C1 controls, and marks that turn the writing direction. */
const acting = /[\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu;
