import * as z from 'zod/mini';
import { id, replaces, tagKey, text } from '../fields';
import { defineKind } from '../kind';

/** Sets a tag of a version, or of the model where no version is named; null takes it away. */
export const tagSet = defineKind('tag.set', { version: z.optional(id), tag: tagKey, value: z.nullable(text(1000)), replaces, reason: z.optional(text(2000)) }, {
	effects: r => [{ effect: 'value', version: r.version, name: `tag:${r.tag}`, value: r.value, replaces: r.replaces }],
	verb: r => (r.value === null ? `removed the tag ${r.tag}` : `set ${r.tag} = ${r.value}`),
});
