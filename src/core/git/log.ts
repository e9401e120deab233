import { succeeded } from './failure';
import type { LoggedCommit } from './loggedCommit';
import { runGit } from './run';

/** The newest commits of HEAD and of all local branches, newest first, none before its children (git-log, '--date-order'). Empty before the first one. One git process. */
export async function readLog(topLevel: string, limit: number, signal?: AbortSignal): Promise<readonly LoggedCommit[]> {
	const output = await runGit(topLevel, ['log', '--date-order', `--max-count=${limit}`, '--format=%H %ct %P', 'HEAD', '--branches'], { signal });
	if (output.code !== 0 && /ambiguous argument 'HEAD'|unknown revision|does not have any commits/i.test(output.stderr)) { return []; }
	return succeeded(output, 'list the commits', topLevel).toString('latin1').split('\n').flatMap(line => {
		const [hash = '', seconds = '', ...parents] = line.trim().split(' ');
		return /^[0-9a-f]{40,64}$/.test(hash) ? [{ hash, parents, at: new Date(Number(seconds) * 1000) }] : [];
	});
}
