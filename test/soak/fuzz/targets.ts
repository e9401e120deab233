import { formatTargets } from './formatTargets';
import { runTargets } from './runTargets';
import type { FuzzTarget } from './target';
import { textTargets } from './textTargets';

/** Everything that reads what others wrote. */
export const fuzzTargets: Readonly<Record<string, FuzzTarget>> = { ...textTargets, ...formatTargets, ...runTargets };

/** The names of those that read one text: thousands in a second. What reads files takes its time. */
export const textNames: readonly string[] = Object.keys(textTargets);
export const fileNames: readonly string[] = [...Object.keys(formatTargets), ...Object.keys(runTargets)];
