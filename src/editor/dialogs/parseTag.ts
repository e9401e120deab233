/** `team = retention` taken apart; undefined while there is no '='. */
export function parseTag(text: string): { readonly tag: string; readonly value: string } | undefined {
	const at = text.indexOf('=');
	return at < 0 ? undefined : { tag: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}
