import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { promisify } from 'node:util';
import type { Person } from '../../src/core/model';

const run = promisify(execFile);

/** Runs git in `folder` as `by` at `at`, untouched by this machine's settings. Resolves to what it prints. */
export async function git(folder: string, as: { readonly by: Person; readonly at: Date }, ...args: readonly string[]): Promise<string> {
	const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
	const date = as.at.toISOString();
	const { stdout } = await run('git', [...args], {
		cwd: folder,
		env: {
			...Object.fromEntries(inherited), GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1',
			GIT_AUTHOR_NAME: as.by.name, GIT_AUTHOR_EMAIL: as.by.email, GIT_AUTHOR_DATE: date,
			GIT_COMMITTER_NAME: as.by.name, GIT_COMMITTER_EMAIL: as.by.email, GIT_COMMITTER_DATE: date,
		},
	});
	return stdout.trim();
}
