import * as z from 'zod/mini';
import { aliasName, id, replaces, text } from '../fields';
import { defineKind } from '../kind';

/** Moves an alias to a version; null takes it away. */
export const aliasSet = defineKind('alias.set', { alias: aliasName, version: z.nullable(id), replaces, reason: z.optional(text(2000)) }, {
	effects: r => [{ effect: 'value', name: `alias:${r.alias}`, value: r.version, replaces: r.replaces }],
	verb: r => (r.version === null ? `removed ${r.alias}` : `moved ${r.alias} here`),
});
