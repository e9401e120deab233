let translations: Readonly<Record<string, string>> = {};

/** Hands in the words of the editor's language: English text → translation. */
export function speak(words: Readonly<Record<string, string>> | undefined): void {
	translations = words ?? {};
}

/** A text put to the person, with {0}, {1}… filled in. */
export function t(message: string, ...args: readonly (string | number)[]): string {
	const said = Object.hasOwn(translations, message) ? translations[message] ?? message : message;
	return said.replace(/\{(\d+)\}/g, (hole, at: string) => String(args[Number(at)] ?? hole));
}
