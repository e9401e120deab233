import type { Setting } from './config';

/**
 * What a repository's own config would have git start, and the settings that prevent it.
 *
 * `git status` and `git update-index` run the `clean` or `process` program of a filter on every file whose attributes name it.
 * A filter of the user's own settings (system, global) is the user's will and runs. One that came with the repository (its
 * .git/config, or a file that this includes) may be a stranger's will: it doesn't run, except for the exact commands that
 * `git lfs install --local` writes, which start nothing but the user's own git-lfs.
 *
 * Not running a filter has a price that the snapshot must pay: what is stored unfiltered may be a secret (git-crypt) or output that
 * was to be stripped (nbstripout). So files with such a filter are not taken in as they are; see changes.ts.
 */
export interface Untrusted {
	/** Names of filters that don't run. */
	readonly filters: ReadonlySet<string>;
	/** For `RunOptions.config`. */
	readonly config: readonly (readonly [string, string])[];
}

const lfs: Readonly<Record<string, readonly string[]>> = {
	clean: ['git-lfs clean -- %f', 'git-lfs clean %f'],
	smudge: ['git-lfs smudge -- %f', 'git-lfs smudge %f', 'git-lfs smudge --skip -- %f', 'git-lfs smudge --skip %f'],
	process: ['git-lfs filter-process', 'git-lfs filter-process --skip'],
};

export function untrusted(settings: readonly Setting[]): Untrusted {
	const filters = new Set<string>();
	const hooks = new Set<string>();
	for (const { scope, section, subsection, name, value } of settings) {
		// Hooks by configuration (git 2.54) don't heed core.hooksPath. No hook runs, whoever set it.
		if (section === 'hook') { hooks.add(subsection); }
		if (section !== 'filter' || !(name in lfs) || value === '' || (scope !== 'local' && scope !== 'worktree')) { continue; }
		if (!lfs[name]?.includes(value)) { filters.add(subsection); }
	}
	const config: (readonly [string, string])[] = [];
	for (const filter of filters) {
		config.push([`filter.${filter}.clean`, ''], [`filter.${filter}.smudge`, ''], [`filter.${filter}.process`, ''], [`filter.${filter}.required`, 'false']);
	}
	for (const hook of hooks) { config.push([`hook.${hook}.enabled`, 'false']); }
	return { filters, config };
}
