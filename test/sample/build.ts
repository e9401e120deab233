import { mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { git } from './git';
import { overlay } from './overlay';
import { record } from './record';
import { readSteps, type Step } from './step';

export interface SampleOptions {
	/** Folder of the steps; where the repository has them, when started at its root. */
	readonly steps?: string;
	/** What the ages of the steps count back from. */
	readonly now?: Date;
}

/**
 * Replays the life of the sample project into `dir`, which must be empty or not there: its commits with git, its versions through the
 * registry's front door. At the end the last code change is not committed, and two checkpoints below runs/ are not registered.
 */
export async function buildSample(dir: string, { steps = resolve('test/fixtures/sample/steps'), now = new Date() }: SampleOptions = {}): Promise<void> {
	const folder = resolve(dir);
	await mkdir(folder, { recursive: true });
	if ((await readdir(folder)).length > 0) { throw new Error(`${folder} is not empty: the sample project needs a folder of its own.`); }
	for (const [i, step] of (await readSteps(steps)).entries()) {
		if (i === 0) { await git(folder, asOf(step, now), 'init', '-q', '-b', step.branch); }
		await replay(folder, step, now);
	}
}

async function replay(folder: string, step: Step, now: Date): Promise<void> {
	const as = asOf(step, now);
	await enterBranch(folder, step, as);
	if (step.merge !== undefined) { await git(folder, as, 'merge', '-q', '--no-ff', '--no-commit', '-X', 'ours', step.merge); }
	for (const part of ['source', 'made']) { await overlay(join(step.folder, part), folder, as.at); }
	if (step.message !== undefined) {
		await git(folder, as, 'add', '-A');
		await git(folder, as, 'commit', '-q', '-m', step.message);
	}
	// Coffee between the commit and the registration, and again before the records are committed.
	if (await record(folder, step, later(as.at, 10)) > 0) {
		const after = { ...as, at: later(as.at, 40) };
		await git(folder, after, 'add', '.model-registry');
		await git(folder, after, 'commit', '-q', '-m', step.recorded ?? 'Take in the records of the registry');
	}
}

type As = Parameters<typeof git>[1];

async function enterBranch(folder: string, { branch }: Step, as: As): Promise<void> {
	if (await git(folder, as, 'symbolic-ref', '--short', 'HEAD') === branch) { return; }
	const there = await git(folder, as, 'branch', '--list', branch) !== '';
	await git(folder, as, 'checkout', '-q', ...(there ? [] : ['-b']), branch);
}

function asOf(step: Step, now: Date): As {
	const [hours = 0, minutes = 0] = step.time.split(':').map(Number);
	return { by: step.author, at: new Date(now.getFullYear(), now.getMonth(), now.getDate() - step.age, hours, minutes) };
}

function later(date: Date, minutes: number): Date {
	return new Date(date.getTime() + minutes * 60_000);
}
