/** A word of a command line as a POSIX shell takes it back: in quotes where it holds anything that a shell would act on. */
export function shellWord(word: string): string {
	return /^[\w@%+=:,./~^-]+$/.test(word) && !word.startsWith('~') ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
