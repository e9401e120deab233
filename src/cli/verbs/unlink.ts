import type { Relation } from '../../core/model';
import { plainLine } from '../../core/present/plain';
import { toJson } from '../json';
import { nodeGiven } from '../nodeGiven';
import { named } from '../show/words';
import { UsageError } from '../usageError';
import { defineVerb } from '../verb';

export const unlink = defineVerb({
	name: 'unlink',
	summary: 'Take a lineage link away, also one that was found',
	usage: ['unlink REF --from REF|PATH|hf:ORG/NAME [--relation RELATION] [--reason TEXT]'],
	about: 'A link that was found in a file is hidden and stays so; link brings it back.',
	options: {
		from: { type: 'string', value: 'WHAT', about: 'what the version did not come from, as lineage shows it' },
		relation: { type: 'string', value: 'RELATION', about: 'only the link of this relation; all to it when left out' },
		reason: { type: 'string', value: 'TEXT', about: 'why; it stands in the history' },
	},
	examples: [['unlink small@v1 --from big@v2 --relation distilled-from --reason "it was v3"', 'one link to another version'], ['unlink sentiment@v6 --from hf:distilroberta-base', 'it was another base model']],
	args: { least: 1, most: 1 },
	async run(call) {
		const { registry, args, values, json, terminal } = call;
		const { from, relation, reason } = values;
		if (from === undefined) { throw new UsageError('unlink needs --from.'); }
		const removed = await registry.unlink(args[0] ?? '', { from: nodeGiven(from, call), ...(relation === undefined ? {} : { relation: relation as Relation }), ...(reason === undefined ? {} : { reason }) });
		if (json) { terminal.out(toJson(removed.map(one => ({ ref: one.version.ref, relation: one.relation, from: one.from })))); return; }
		for (const one of removed) { terminal.out(`${named(one.version)}: no longer ${one.relation.replaceAll('-', ' ')} ${plainLine(one.title)}.`); }
	},
});
