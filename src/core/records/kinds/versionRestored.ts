import * as z from 'zod/mini';
import { id, replaces, text } from '../fields';
import { defineKind } from '../kind';

export const versionRestored = defineKind('version.restored', { version: id, replaces, reason: z.optional(text(2000)) }, {
	effects: r => [{ effect: 'value', version: r.version, name: 'archived', value: null, replaces: r.replaces }],
	verb: () => 'restored it from the archive',
});
