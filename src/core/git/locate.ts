import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { lstat, realpath } from '../files/quick';
import { noRepository } from './failure';
import { findRepository } from './repository';
import type { Repository } from './repository';
import { Untied } from './untied';

export interface Place {
	readonly repository: Repository;
	/** Inside the repository, with '/'. */
	readonly path: string;
}

/**
 * The repository that a file or folder of the workspace belongs to, and its path in there. A function that remembers: git is
 * asked again only when the `.git` that decides is another one.
 *
 * The way up from the file is taken by name, as a person sees it: a folder that is a link to a disk outside still belongs to the
 * repository that holds the link. The first `.git` on the way, up to the workspace folder, makes the innermost repository.
 */
export function locator(folder: string): (absolutePath: string, signal?: AbortSignal) => Promise<Place> {
	const known = new Map<string, { readonly mark: string; readonly repository: Repository }>();

	return async (absolutePath, signal) => {
		const inner = await insideOf(folder, absolutePath);
		if (inner === null) { throw new Untied('It lies outside the workspace folder.'); }
		const { from, mark } = await innermost(folder, inner);
		let place = known.get(from);
		if (place?.mark !== mark) {
			known.delete(from);
			// Nothing is asked of git where it could only say no: starting it takes longer than all the rest of a small registration.
			if (mark === '' && !await isBelowGit(folder)) { throw new Untied(noRepository); }
			place = { mark, repository: await find(from, mark, signal) };
			// Where no `.git` was seen, the repository is further up, and may go without notice.
			if (mark !== '') { known.set(from, place); }
		}
		return { repository: place.repository, path: place.repository.prefix + relative(from, join(folder, inner)).split(sep).join('/') };
	};
}

async function find(from: string, mark: string, signal: AbortSignal | undefined): Promise<Repository> {
	try {
		return await findRepository(from, signal);
	} catch (error) {
		if (mark !== '' && error instanceof Untied && error.why === noRepository) { throw new Untied("The .git in this folder isn't a repository that git can read.", { cause: error }); }
		throw error;
	}
}

/** Relative to `folder`; null where it is outside. */
async function insideOf(folder: string, absolutePath: string): Promise<string | null> {
	const plain = relative(folder, absolutePath);
	if (isInside(plain)) { return plain; }
	// The same place by another name: macOS's /tmp, a workspace that was opened through a link.
	try {
		const real = relative(await realpath(folder), join(await realpath(dirname(absolutePath)), basename(absolutePath)));
		return isInside(real) ? real : null;
	} catch {
		// A folder that isn't there is not inside.
		return null;
	}
}

const isInside = (path: string) => path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);

/** The nearest folder around `inner` that holds a `.git`, no higher than the workspace; the workspace folder if there is none. */
async function innermost(folder: string, inner: string): Promise<{ from: string; mark: string }> {
	for (let at = inner; ;) {
		at = dirname(at);
		const from = join(folder, at);
		const mark = await markOf(join(from, '.git'));
		if (mark !== '' || at === '.') { return { from, mark }; }
	}
}

/** Whether `folder` or one above it has something called `.git`, or looks like the inside of a repository: without, git has nothing to find. */
async function isBelowGit(folder: string): Promise<boolean> {
	for (let at = await realpath(folder).catch(() => folder); ; at = dirname(at)) {
		if (await markOf(join(at, '.git')) !== '' || await markOf(join(at, 'HEAD')) !== '') { return true; }
		if (dirname(at) === at) { return false; }
	}
}

/** Tells one `.git` from another that took its place. A folder's time changes with every commit, a file's only when it is rewritten. */
async function markOf(path: string): Promise<string> {
	try {
		const stat = await lstat(path, { bigint: true });
		return stat.isFile() ? `${stat.ino} ${stat.mtimeNs}` : `${stat.ino}`;
	} catch {
		// None here: the way goes on up.
		return '';
	}
}
