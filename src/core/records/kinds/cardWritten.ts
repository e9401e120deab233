import { digest, replaces, text } from '../fields';
import * as z from 'zod/mini';
import { defineKind } from '../kind';

/** The model's card. Its Markdown is evidence; `parts` are the digests that hold it. */
export const cardWritten = defineKind('card.written', { parts: z.array(digest), replaces, reason: z.optional(text(2000)) }, {
	effects: r => [{ effect: 'value', name: 'card', value: r.parts.join(' '), replaces: r.replaces }],
	verb: () => 'wrote the model card',
});
