import { plainLine } from '../core/present/plain';
import type { Registry } from '../core/registry';
import { parseInstant } from '../core/present/instant';
import type { PastName } from '../core/verbs/past';

/** Whether it is meant as a day or a time. A branch may be called anything else. */
export function looksLikeTime(text: string): boolean {
	return /^\d{4}-\d{2}-\d{2}(?:$|[T ])/.test(text.trim());
}

/** The registry as of a day, a time, or a commit, branch or tag. Throws 'bad-value', 'git-failed'. */
export async function asOf(registry: Registry, text: string): Promise<Registry> {
	return registry.asOf(looksLikeTime(text) ? { at: parseInstant('--at', text, 'last') } : { ref: text.trim() });
}

export function pastLine({ when }: PastName): string {
	return `The registry as of ${plainLine(when)}`;
}
