import { succeeded } from './failure';
import { runGit } from './run';

/** The last time that work of others came into the branch that is checked out: by pull, merge, rebase or cherry-pick. */
export interface Pull {
	readonly at: Date;
	/** The commits that were checked out before and after it. */
	readonly before: string;
	readonly after: string;
}

/** Steps of the branch that are looked at. */
const mostSteps = 300;

/** What HEAD's log of this clone says; undefined where nothing was taken in, or there is no log. One git process. */
export async function lastPull(topLevel: string, signal?: AbortSignal): Promise<Pull | undefined> {
	const output = await runGit(topLevel, ['log', '-g', '-n', String(mostSteps), '--date=unix', '--format=%H%x00%gd%x00%gs', 'HEAD'], { signal });
	if (output.code !== 0 && /unknown revision|bad revision|bad default revision/i.test(output.stderr)) { return undefined; }
	const steps = succeeded(output, "read the branch's log", topLevel).toString('utf8').split('\n').flatMap(line => {
		const [commit = '', name = '', what = ''] = line.split('\0');
		const at = Number(/@\{(\d+)\}$/.exec(name)?.[1]);
		return commit === '' || !Number.isFinite(at) ? [] : [{ commit, at: new Date(at * 1000), takesIn: /^(?:pull|merge|rebase|cherry-pick)\b/.test(what) }];
	});
	const last = steps.findIndex(step => step.takesIn);
	if (last < 0) { return undefined; }
	// A rebase is several steps.
	const begun = steps.findIndex((step, at) => at > last && !step.takesIn);
	const [after, before] = [steps[last], steps[begun]];
	return after && before && begun > 0 ? { at: after.at, before: before.commit, after: after.commit } : undefined;
}
