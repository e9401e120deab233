/** What there is to say of a failure. The editor's side has put it in a sentence. */
export function sentenceOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
