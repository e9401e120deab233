import { changesMarkdown, missingSentence } from '../../core/exports/changesMarkdown';
import { plainLine } from '../../core/present/plain';
import { toJson } from '../json';
import { firstLine } from '../show/words';
import { UsageError } from '../usageError';
import { defineVerb } from '../verb';

export const changes = defineVerb({
	name: 'changes',
	summary: 'Show what this branch adds to the registry against another',
	usage: ['changes --base REF [--incoming] [--markdown|--json]'],
	about: 'REF is any commit, branch or tag of git. What is in the folder counts, committed or not.',
	options: {
		base: { type: 'string', value: 'REF', about: 'the branch that this one goes into, such as main or origin/main' },
		incoming: { type: 'boolean', about: 'the other way round: what REF has that is not here' },
		markdown: { type: 'boolean', about: 'print it for the text of a pull request' },
	},
	examples: [['changes --base main', 'what a merge into main would bring'], ['changes --base origin/main --markdown', 'for a pull request, in CI']],
	args: { least: 0, most: 0 },
	async run({ registry, values, json, terminal }) {
		if (values.base === undefined) { throw new UsageError('changes needs --base, such as --base main.'); }
		if (json && values.markdown) { throw new UsageError('Only one of --json and --markdown can be printed at a time.'); }
		const found = await (values.incoming ? registry.incoming : registry.changes)(values.base);
		if (json) {
			terminal.out(toJson({
				base: found.base, added: found.added, missing: found.missing,
				models: found.models.map(({ model, versions, aliases, sentences, entries }) => ({
					model, versions, sentences, records: entries.map(entry => entry.record),
					aliases: aliases.map(({ alias, from, to, contested, reason }) => ({ alias, from, to, contested, reason: reason ?? null })),
				})),
			}));
			return;
		}
		if (values.markdown) { terminal.out(changesMarkdown(found).trimEnd()); return; }
		if (!found.models.length) { terminal.out(values.incoming ? `${plainLine(values.base)} has nothing that is not here.` : `Nothing is added to ${plainLine(values.base)}.`); }
		for (const { model, sentences, aliases } of found.models) {
			terminal.out(`${terminal.style.bold(plainLine(model))}  ${sentences.map(plainLine).join(', ')}`);
			for (const { alias, reason } of aliases) { if (reason !== undefined) { terminal.out(terminal.style.dim(`  ${plainLine(alias)}: "${firstLine(reason)}"`)); } }
		}
		if (found.missing) { terminal.out(terminal.style.dim(values.incoming ? hereOnly(found.missing) : missingSentence(found.missing))); }
	},
});

function hereOnly(count: number): string {
	return count === 1 ? '1 record is here only.' : `${count} records are here only.`;
}
