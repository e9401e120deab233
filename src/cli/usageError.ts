/** The command line can't be understood: exit 2, with the verb's usage line. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}
