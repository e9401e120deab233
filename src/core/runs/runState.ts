import type { FoundRun } from './reader';
import type { RunState } from './trainingRun';

const minute = 60_000, day = 24 * 60 * minute;
/** A tool that was killed says 'running' for ever. */
const longest = 7 * day;
/** Of tools that don't say when they are done: how long an unfinished record may lie still. */
const still = 15 * minute;

/** What becomes of a run, by its tool's word and its last sign of life. */
export function runState({ status, startedAt, endedAt, progress }: FoundRun, now: Date): RunState {
	if (status === 'finished' || status === 'failed') { return status; }
	const age = (date: Date | undefined): number => (date ? now.getTime() - date.getTime() : Infinity);
	if (status === 'running') { return Math.min(age(startedAt), age(endedAt)) < longest ? 'running' : 'unknown'; }
	return progress !== undefined && progress < 1 && age(endedAt) < still ? 'running' : 'unknown';
}
