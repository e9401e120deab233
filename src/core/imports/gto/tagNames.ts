/** What a tag of GTO says, by its name (gto/constants.py, `tag_re`). */
export type GtoTag = { readonly artifact: string } & (
	| { readonly does: 'register' | 'deregister'; readonly version: string }
	| { readonly does: 'assign' | 'unassign'; readonly stage: string }
	| { readonly does: 'deprecate' }
);

const name = '[a-zA-Z0-9](?:[a-zA-Z0-9/_-]*[a-zA-Z0-9])?';
const dir = '[a-zA-Z0-9_./-]+';
const number = '(?:0|[1-9]\\d*)', word = '(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)';
const semver = `v${number}\\.${number}\\.${number}(?:-${word}(?:\\.${word})*)?(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?`;
const pattern = new RegExp(`^((?:${dir}=)?${name})(?:#(?<stage>${name})(?<off>!?)|@(?<version>${semver})(?<gone>!?)|@(?<word>deprecated|created))(?:#\\d+)?$`);

/** Undefined for a tag that isn't GTO's. An artifact of a folder is `folder:name`, with '=' for ':' in the tag. */
export function parseGtoTag(tag: string): GtoTag | undefined {
	// Longer than any path; the pattern could take its time over more.
	const found = tag.length > 500 ? null : pattern.exec(tag);
	const { stage, off, version, gone, word: said } = found?.groups ?? {};
	if (!found) { return undefined; }
	const artifact = (found[1] ?? '').replace('=', ':');
	if (stage !== undefined) { return { artifact, does: off === '!' ? 'unassign' : 'assign', stage }; }
	if (version !== undefined) { return { artifact, does: gone === '!' ? 'deregister' : 'register', version }; }
	return said === 'deprecated' ? { artifact, does: 'deprecate' } : undefined;
}
