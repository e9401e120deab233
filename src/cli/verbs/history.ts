import { historyCsv } from '../../core/exports/historyCsv';
import { historyMarkdown } from '../../core/exports/historyMarkdown';
import type { HistoryOf } from '../../core/verbs/history';
import { parseInstant } from '../../core/present/instant';
import { wholeNumber } from '../given';
import { toJson } from '../json';
import { historyLines } from '../show/historyLines';
import { targetOf } from '../target';
import { UsageError } from '../usageError';
import { defineVerb } from '../verb';

/** A terminal shows so many lines before it says how many more there are. */
const usual = 100;

export const history = defineVerb({
	name: 'history',
	summary: 'Show who did what and why, newest first',
	usage: ['history [REF|MODEL] [--alias NAME] [--since DATE] [--until DATE] [--by WHO] [--kind KIND] [--limit N] [--markdown|--csv]'],
	about: 'One line per fact: of a version, of a model, or of everything. --markdown and --csv list all facts, each with the commit that brought its record in, for an auditor.',
	options: {
		alias: { type: 'string', value: 'NAME', about: 'only the moves of this alias of the model' },
		since: { type: 'string', value: 'DATE', about: 'from this day or time on: 2026-05-03, 2026-05-03T14:00' },
		until: { type: 'string', value: 'DATE', about: 'up to this day or time, itself included' },
		by: { type: 'string', value: 'WHO', about: 'only what people did whose name or address holds this' },
		kind: { type: 'string', multiple: true, value: 'KIND', about: 'only facts of this kind: alias, tag, note, version.archived; may be given again' },
		markdown: { type: 'boolean', about: 'print a table in Markdown' },
		csv: { type: 'boolean', about: 'print comma-separated values' },
		limit: { type: 'string', value: 'N', about: `so many facts at most; all with --json, else ${usual}` },
	},
	examples: [['history', 'everything'], ['history --since 2026-05-01 --kind alias --csv', 'every promotion since May, for a spreadsheet'], ['history churn --alias production', 'what was in production, and why']],
	args: { least: 0, most: 1 },
	async run({ registry, args, values, json, terminal }) {
		const [about] = args;
		const target = about === undefined ? undefined : targetOf(about);
		if (values.alias !== undefined && !(target && 'model' in target)) { throw new UsageError('--alias goes with a model: history MODEL --alias NAME.'); }
		if ([json, values.markdown, values.csv].filter(Boolean).length > 1) { throw new UsageError('Only one of --json, --markdown and --csv can be printed at a time.'); }
		const whole = json || values.markdown === true || values.csv === true;
		const limit = wholeNumber('--limit', values.limit) ?? (whole ? undefined : usual);
		const entries = await registry.history({ ...target, ...(values.alias === undefined ? {} : { alias: values.alias }), ...(limit === undefined ? {} : { limit: limit + 1 }), ...filters(values), commits: whole });
		const shown = entries.slice(0, limit);
		if (json) { terminal.out(toJson(shown.map(({ record, kind, at, by, model, version, before, text, reason, file, commit }) => ({ record, kind, at, by, model, version: version ?? null, before: before ?? null, text, reason: reason ?? null, file, commit: commit?.id ?? null })))); return; }
		if (values.markdown) { terminal.out(historyMarkdown(shown).trimEnd()); return; }
		if (values.csv) { terminal.out(historyCsv(shown).replace(/\r\n$/, '')); return; }
		if (!shown.length) { terminal.out(Object.keys(filters(values)).length ? 'Nothing of that kind has happened.' : 'Nothing has happened yet.'); return; }
		for (const line of await historyLines(registry, shown, terminal.style, terminal.columns)) { terminal.out(line); }
		if (entries.length > shown.length) { terminal.out(terminal.style.dim(`Older facts are not shown; --limit ${shown.length * 10} shows more.`)); }
	},
});

function filters({ since, until, by, kind }: { readonly since?: string | undefined; readonly until?: string | undefined; readonly by?: string | undefined; readonly kind?: readonly string[] | undefined }): HistoryOf {
	return {
		...(since === undefined ? {} : { since: parseInstant('--since', since, 'first') }), ...(until === undefined ? {} : { until: parseInstant('--until', until, 'last') }),
		...(by === undefined ? {} : { by }), ...(kind === undefined ? {} : { kinds: kind }),
	};
}
