/** A URI or path from outside as it may stand in a sentence and in a record: one line, bounded, without user, password or query. */
export function shownUri(uri: string): string {
	const plain = uri.replace(/[?#].*$/s, '').replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, '$1').replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD');
	return plain.length > 200 ? `${plain.slice(0, 199)}…` : plain;
}
