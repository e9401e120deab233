import { parseInstant } from '../../core/verbs/instant';
import { toJson } from '../json';
import { evaluationJson } from '../show/evaluationJson';
import { asOfJson, asOfLine } from '../show/asOf';
import { detailsJson } from '../show/versionJson';
import { versionPage } from '../show/versionPage';
import { defineVerb } from '../verb';

export const show = defineVerb({
	name: 'show',
	summary: 'Show everything that is known of a version',
	usage: ['show REF [--at DATE]'],
	about: 'With --at it is the version that REF meant at that time, as far as the records here know, shown as it is known today.',
	options: { at: { type: 'string', value: 'DATE', about: 'at the end of this day (2026-05-03), or at this time (2026-05-03T14:00)' } },
	examples: [['show churn@production', 'what is in production'], ['show churn@production --at 2026-05-03', 'what was in production on that day, since when and why'], ['show churn --json', 'the newest, for machines']],
	args: { least: 1, most: 1 },
	async run({ registry, args, values, json, terminal }) {
		const ref = args[0] ?? '';
		const asOf = values.at === undefined ? undefined : await registry.versionAsOf(ref, parseInstant('--at', values.at, 'last'));
		const details = await registry.versionDetails(asOf?.version.id ?? ref);
		if (json) { terminal.out(toJson({ ...detailsJson(details), reproducible: await registry.pins(details.id), evaluations: (await registry.evaluations({ ref: details.id })).map(evaluationJson), ...(asOf ? { asOf: asOfJson(asOf) } : {}) })); return; }
		if (asOf) { terminal.out(asOfLine(asOf)); terminal.out(''); }
		for (const line of await versionPage(registry, details, terminal.style)) { terminal.out(line); }
	},
});
