/** Closes a switch over a tagged union: a member that was forgotten doesn't compile. */
export function assertNever(value: never): never {
	throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
