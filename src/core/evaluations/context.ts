import type { EvaluationContext } from '../model';

type Named = Pick<EvaluationContext, 'split' | 'slice' | 'hardware'> & { readonly dataset?: EvaluationContext['dataset'] | undefined };

/** Contexts with the same key are one: the same data (by its bytes where they are known), part of it, and machine. */
export function contextKey({ dataset, split, slice, hardware }: Named): string {
	return JSON.stringify([dataset?.digest ?? dataset?.name ?? '', split ?? '', slice ?? '', hardware ?? '']);
}

/** 'holdout.csv, test, region=eu, a100' */
export function contextLabel({ dataset, split, slice, hardware }: Named): string {
	return [dataset?.name, split, slice, hardware].filter(part => part !== undefined && part !== '').join(', ') || 'data that is not named';
}
