import { parseInstant } from '../../core/present/instant';
import { toJson } from '../json';
import { evaluationJson } from '../show/evaluationJson';
import { asOfJson, asOfLine } from '../show/asOf';
import { detailsJson } from '../show/versionJson';
import { versionPage } from '../show/versionPage';
import { asOf as openAsOf, looksLikeTime, pastLine } from '../asOf';
import { defineVerb } from '../verb';

export const show = defineVerb({
	name: 'show',
	summary: 'Show everything that is known of a version',
	usage: ['show REF [--at WHEN]'],
	about: 'With --at it is the version that REF meant at that time, as far as the records here know, shown as it is known today. Where WHEN is a commit, branch or tag, it is what is known there.',
	options: { at: { type: 'string', value: 'WHEN', about: 'at the end of this day (2026-05-03), at this time (2026-05-03T14:00), or at a commit, branch or tag' } },
	examples: [['show churn@production', 'what is in production'], ['show churn@production --at 2026-05-03', 'what was in production on that day, since when and why'], ['show churn --json', 'the newest, for machines']],
	args: { least: 1, most: 1 },
	async run({ registry: now, args, values, json, terminal }) {
		const ref = args[0] ?? '';
		const elsewhere = values.at !== undefined && !looksLikeTime(values.at);
		const registry = elsewhere ? await openAsOf(now, values.at ?? '') : now;
		const past = await registry.pastName();
		if (past && !json) { terminal.out(terminal.style.dim(pastLine(past))); }
		const asOf = values.at === undefined || elsewhere ? undefined : await registry.versionAsOf(ref, parseInstant('--at', values.at, 'last'));
		const details = await registry.versionDetails(asOf?.version.id ?? ref);
		if (json) { terminal.out(toJson({ ...detailsJson(details), reproducible: await registry.pins(details.id), evaluations: (await registry.evaluations({ ref: details.id })).map(evaluationJson), ...(asOf ? { asOf: asOfJson(asOf) } : {}) })); return; }
		if (asOf) { terminal.out(asOfLine(asOf)); terminal.out(''); }
		for (const line of await versionPage(registry, details, terminal.style)) { terminal.out(line); }
	},
});
