/** A commit's first 7 characters. */
export function shortCommit(commit: string): string {
	return commit.slice(0, 7);
}

/** A digest as people compare it: '9c41e07a…b2d6'. */
export function shortDigest(digest: string): string {
	return digest.length <= 16 ? digest : `${digest.slice(0, 8)}…${digest.slice(-4)}`;
}
