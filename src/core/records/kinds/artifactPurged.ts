import * as z from 'zod/mini';
import { id, replaces, text } from '../fields';
import { defineKind } from '../kind';

/** The bytes of an archived version were put aside, to be gone after a while. */
export const artifactPurged = defineKind('artifact.purged', { version: id, replaces, reason: z.optional(text(2000)) }, {
	effects: r => [{ effect: 'value', version: r.version, name: 'purged', value: r.at, replaces: r.replaces }],
	verb: () => 'purged its bytes',
});
