import { and } from './contextKeys';

/** `when` clauses over the rows of the Runs Found view. */
export const inRuns = 'view == modelRegistry.runs';

/** The row is of this kind: 'run', 'runGroup'. */
export const runItem = (kind: string): string => and(inRuns, `viewItem =~ /^${kind}\\b/`);
/** The row is of one of these kinds and has the flag. */
export const runItemWith = (kind: string, flag: string): string => and(inRuns, `viewItem =~ /^(${kind})\\b.*\\.${flag}\\b/`);
