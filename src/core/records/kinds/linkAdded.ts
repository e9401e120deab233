import * as z from 'zod/mini';
import { nodeKeyOf } from '../../lineage/nodeKey';
import { digest, id, replaces, text } from '../fields';
import { defineKind } from '../kind';

export const relation = z.enum(['trained-from', 'fine-tuned-from', 'adapter-of', 'quantised-from', 'merged-from', 'distilled-from', 'converted-from', 'evaluated-on', 'trained-on', 'reproduction-of']);
/** What a version comes from: a version by id, or a thing outside by digest, by where it is known, or by name. */
export const linkTarget = z.object({ version: z.optional(id), name: text(500), digest: z.optional(digest), uri: z.optional(text(2000)) });

/** Somebody says that a version comes from something. It takes the place of the removals of the same link that its writer knew. */
export const linkAdded = defineKind('link.added', { version: id, relation, from: linkTarget, replaces, reason: z.optional(text(2000)) }, {
	effects: r => [{
		effect: 'value', version: r.version, name: `link:${r.relation} ${nodeKeyOf(r.relation, r.from)}`, replaces: r.replaces,
		value: JSON.stringify({ version: r.from.version, name: r.from.name, digest: r.from.digest, uri: r.from.uri }),
	}],
	verb: r => `linked it: ${r.relation.replaceAll('-', ' ')} ${r.from.name}`,
});
