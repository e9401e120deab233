import type { ModelHead } from '../../src/protocol/model';

/** Nothing is written in a workspace that isn't trusted, nor into the past. */
export function mayWrite({ isTrusted, past }: Pick<ModelHead, 'isTrusted' | 'past'>): boolean {
	return isTrusted && past === undefined;
}
