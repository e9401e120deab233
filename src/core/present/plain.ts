/**
 * Text from a record, a file or git as it may be printed on one line: control characters, escapes, line ends and marks that turn the
 * writing direction are shown as U+FFFD, so that nothing printed can move the cursor, change a title or hide what follows.
 */
export function plainLine(text: string): string {
	return text.replace(/\r\n|[\n\r\u2028\u2029]/g, ' ').replace(unsafe, '\uFFFD');
}

/** As plainLine, with its line ends and tabs kept: for notes and cards. */
export function plainText(text: string): string {
	return text.replace(/\r\n?/g, '\n').split('\n').map(line => line.split('\t').map(plainLine).join('\t')).join('\n');
}

/** Cc, and the format characters that act: bidi marks, embeddings and isolates, zero-width ones that aren't joiners, tags, lone surrogates. */
const unsafe = /[\u0000-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/gu;
