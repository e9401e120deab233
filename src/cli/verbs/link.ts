import type { Relation } from '../../core/model';
import { plainLine } from '../../core/present/plain';
import { toJson } from '../json';
import { nodeGiven } from '../nodeGiven';
import { named } from '../show/words';
import { UsageError } from '../usageError';
import { defineVerb } from '../verb';

export const link = defineVerb({
	name: 'link',
	summary: 'Say what a version came from',
	usage: ['link REF --from REF|PATH|hf:ORG/NAME[@COMMIT] --relation RELATION [--reason TEXT]'],
	about: 'RELATION is one of trained-from, fine-tuned-from, adapter-of, quantised-from, merged-from, distilled-from, converted-from, trained-on, evaluated-on. A file or folder is read once, and known by its digest from then on. A link that would close a circle is refused.',
	options: {
		from: { type: 'string', value: 'WHAT', about: 'a version, a file or folder of the workspace, or a Hub id' },
		relation: { type: 'string', value: 'RELATION', about: 'how the version relates to it' },
		reason: { type: 'string', value: 'TEXT', about: 'how you know; it stands in the history' },
	},
	examples: [['link sentiment@v6 --from hf:distilroberta-base@fb53ab8 --relation fine-tuned-from', 'a base model of the Hub'], ['link sentiment@v6 --from data/reviews.parquet --relation trained-on', 'a data set'], ['link small@v1 --from big@production --relation distilled-from', 'another version']],
	args: { least: 1, most: 1 },
	async run(call) {
		const { registry, args, values, json, terminal, long } = call;
		const { from, relation, reason } = values;
		if (from === undefined) { throw new UsageError('link needs --from.'); }
		if (relation === undefined) { throw new UsageError('link needs --relation.'); }
		const done = await registry.link(args[0] ?? '', { from: nodeGiven(from, call), relation: relation as Relation, ...(reason === undefined ? {} : { reason }), ...long('Reading') });
		if (json) { terminal.out(toJson({ ref: done.version.ref, relation: done.relation, from: done.from })); return; }
		terminal.out(`${named(done.version)}: ${done.relation.replaceAll('-', ' ')} ${plainLine(done.title)}.`);
	},
});
