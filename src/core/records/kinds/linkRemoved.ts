import * as z from 'zod/mini';
import { nodeKeyOf } from '../../lineage/nodeKey';
import { id, replaces, text } from '../fields';
import { defineKind } from '../kind';
import { linkTarget, relation } from './linkAdded';

/** Somebody says that a version does not come from something: takes a link by hand away, and hides one that was found. */
export const linkRemoved = defineKind('link.removed', { version: id, relation, from: linkTarget, replaces, reason: z.optional(text(2000)) }, {
	effects: r => [{ effect: 'value', version: r.version, name: `link:${r.relation} ${nodeKeyOf(r.relation, r.from)}`, value: null, replaces: r.replaces }],
	verb: r => `removed a link: ${r.relation.replaceAll('-', ' ')} ${r.from.name}`,
});
