/** A commit as git's log tells of it. */
export interface LoggedCommit {
	readonly hash: string;
	/** The first is the one that it was made on. */
	readonly parents: readonly string[];
	readonly at: Date;
}
