/**
 * Why there is no code to tie a version to: no git, no repository, or one that git won't read. Not a failure of the registry.
 * Thrown where it is noticed and turned into an answer by `openGit`; it never leaves this folder.
 */
export class Untied extends Error {
	override readonly name = 'Untied';

	/** @param why one whole sentence, free of absolute paths */
	constructor(readonly why: string, options?: ErrorOptions) {
		super(why, options);
	}
}
