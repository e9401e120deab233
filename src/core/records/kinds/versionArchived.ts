import * as z from 'zod/mini';
import { id, replaces, text } from '../fields';
import { defineKind } from '../kind';

export const versionArchived = defineKind('version.archived', { version: id, replaces, reason: z.optional(text(2000)) }, {
	effects: r => [{ effect: 'value', version: r.version, name: 'archived', value: 'yes', replaces: r.replaces }],
	verb: () => 'archived it',
});
