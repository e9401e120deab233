import { succeeded } from './failure';
import { runGit } from './run';

/** One setting as git reads it: `filter.lfs.clean` is section `filter`, subsection `lfs`, name `clean`. */
export interface Setting {
	/** 'system' and 'global' are the user's; 'local' and 'worktree' came with the repository. */
	readonly scope: string;
	readonly section: string;
	readonly subsection: string;
	readonly name: string;
	readonly value: string;
}

/** Every setting that is in force in `folder`, weakest first. One git process. */
export async function readConfig(folder: string, signal?: AbortSignal): Promise<readonly Setting[]> {
	const output = await runGit(folder, ['config', '--list', '-z', '--show-scope'], { signal });
	return parseConfig(succeeded(output, "read the repository's configuration", folder).toString('utf8'));
}

/** `scope NUL key LF value NUL …`; a key without LF is a switch that is on (git-config, 'OPTIONS', -z). */
export function parseConfig(text: string): readonly Setting[] {
	const parts = text.split('\0');
	const settings: Setting[] = [];
	for (let index = 0; index + 1 < parts.length; index += 2) {
		const [scope = '', entry = ''] = [parts[index], parts[index + 1]];
		const end = entry.indexOf('\n');
		const key = end < 0 ? entry : entry.slice(0, end);
		const [first, last] = [key.indexOf('.'), key.lastIndexOf('.')];
		settings.push({
			scope, section: key.slice(0, first), subsection: key.slice(first + 1, Math.max(first + 1, last)), name: key.slice(last + 1),
			value: end < 0 ? 'true' : entry.slice(end + 1),
		});
	}
	return settings;
}

/** The value that is in force, as git takes it: the last one. */
export function settingOf(settings: readonly Setting[], section: string, subsection: string, name: string): string | undefined {
	return settings.findLast(setting => setting.section === section && setting.subsection === subsection && setting.name === name)?.value;
}
