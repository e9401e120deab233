import * as z from 'zod/mini';
import { count, digest, float, id, text } from '../fields';
import { defineKind } from '../kind';

const words = {
	identical: 'reproduced it byte for byte', equal: 'reproduced it, metrics equal', different: 'tried to reproduce it, and the result differs',
	missing: 'tried to reproduce it, and nothing came out', failed: 'tried to reproduce it, and the command failed',
} as const;

/** A version was made again from its code. Reproductions only add up. */
export const reproductionRecorded = defineKind('reproduction.recorded', {
	version: id,
	verdict: z.enum(['identical', 'equal', 'different', 'missing', 'failed']),
	command: text(2000),
	/** The commit that it was made from, and whether that is the version's exact state. */
	commit: text(64), exact: z.boolean(),
	exitCode: z.nullable(z.number()),
	seconds: count,
	digest: z.optional(digest),
	metrics: z.array(z.object({ name: text(300), was: float, is: z.optional(float) })),
	/** Relative. */
	tolerance: z.number().check(z.nonnegative()),
}, {
	effects: () => [],
	verb: r => `${words[r.verdict]}${r.verdict === 'equal' ? ` within ${r.tolerance}` : ''}`,
});
