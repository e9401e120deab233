/** What is looked for in names. */
export interface Query { readonly text: string; readonly isRegex: boolean }

export interface Finder {
	matches(name: string): boolean;
	/** Where the first match stands: start and end. */
	range(name: string): readonly [number, number] | undefined;
}

/** Undefined where nothing is looked for; a sentence where the regular expression isn't one. Case counts for nothing. */
export function finderOf({ text, isRegex }: Query): Finder | string | undefined {
	if (text === '') { return undefined; }
	if (isRegex) {
		try {
			const pattern = new RegExp(text, 'iu');
			return {
				matches: name => pattern.test(name),
				range(name) {
					const found = pattern.exec(name);
					return found?.[0] ? [found.index, found.index + found[0].length] : undefined;
				},
			};
		} catch (error) {
			return (error as SyntaxError).message;
		}
	}
	const wanted = text.toLowerCase();
	return {
		matches: name => name.toLowerCase().includes(wanted),
		range(name) {
			const at = name.toLowerCase().indexOf(wanted);
			return at < 0 ? undefined : [at, at + wanted.length];
		},
	};
}
