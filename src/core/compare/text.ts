import { diffLines } from 'diff';

/** Lines that two texts may have in all; longer ones are only told apart. The search for the shortest difference is quadratic at worst. */
const mostLines = 20_000;
/** Milliseconds that one difference may take. */
const patience = 200;

/** Lines that only the second text has, and that only the first has; undefined where they are too long to say. */
export function changedLines(before: string, after: string): { readonly added: number; readonly removed: number } | undefined {
	if (before === after) { return { added: 0, removed: 0 }; }
	if (before.length + after.length > mostLines * 200) { return undefined; }
	const parts = diffLines(ended(before), ended(after), { timeout: patience }) as ReturnType<typeof diffLines> | undefined;
	return parts && {
		added: parts.reduce((all, part) => all + (part.added ? part.count : 0), 0),
		removed: parts.reduce((all, part) => all + (part.removed ? part.count : 0), 0),
	};
}

/** The last line counts as a line with or without its end. */
function ended(text: string): string {
	return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
