import * as z from 'zod/mini';
import { id, text } from '../fields';
import { defineKind } from '../kind';

/** A note in Markdown on a version, or on the model where none is named. Notes only add up. */
export const noteAdded = defineKind('note.added', { version: z.optional(id), text: text(32_000) }, {
	effects: r => [{ effect: 'note', version: r.version, text: r.text }],
	verb: () => 'added a note',
});
