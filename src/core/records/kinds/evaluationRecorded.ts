import * as z from 'zod/mini';
import { contextLabel } from '../../evaluations/context';
import { digest, floats, id, instant, text, workspacePath } from '../fields';
import { defineKind } from '../kind';

/** A version was measured once more: on which data, which part of it, and on what machine. Evaluations only add up. */
export const evaluationRecorded = defineKind('evaluation.recorded', {
	version: id,
	context: z.object({
		dataset: z.optional(z.object({ name: text(300), digest: z.optional(digest), path: z.optional(workspacePath) })),
		split: z.optional(text(100)), slice: z.optional(text(300)), hardware: z.optional(text(300)),
		/** When it was measured. */
		at: instant,
	}),
	metrics: floats,
	/** The file that the metrics were read from. */
	source: z.optional(workspacePath),
	command: z.optional(text(2000)),
}, {
	effects: r => [{ effect: 'evaluation', version: r.version, context: r.context, metrics: r.metrics, source: r.source, command: r.command }],
	verb: r => {
		const [first, ...more] = Object.entries(r.metrics);
		return `evaluated it on ${contextLabel(r.context)}${first ? `: ${first[0]} ${first[1]}` : ''}${more.length ? ` and ${more.length} more` : ''}`;
	},
});
