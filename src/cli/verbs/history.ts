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
	usage: ['history [REF|MODEL] [--alias NAME] [--limit N]'],
	about: 'One line per fact: of a version, of a model, or of everything.',
	options: {
		alias: { type: 'string', value: 'NAME', about: 'only the moves of this alias of the model' },
		limit: { type: 'string', value: 'N', about: `so many facts at most; all with --json, else ${usual}` },
	},
	examples: [['history', 'everything'], ['history churn@v4', 'one version'], ['history churn --alias production', 'what was in production, and why']],
	args: { least: 0, most: 1 },
	async run({ registry, args, values, json, terminal }) {
		const [about] = args;
		const target = about === undefined ? undefined : targetOf(about);
		if (values.alias !== undefined && !(target && 'model' in target)) { throw new UsageError('--alias goes with a model: history MODEL --alias NAME.'); }
		const limit = wholeNumber('--limit', values.limit) ?? (json ? undefined : usual);
		const entries = await registry.history({ ...target, ...(values.alias === undefined ? {} : { alias: values.alias }), ...(limit === undefined ? {} : { limit: limit + 1 }) });
		const shown = entries.slice(0, limit);
		if (json) { terminal.out(toJson(shown.map(({ record, kind, at, by, model, version, before, text, reason, file }) => ({ record, kind, at, by, model, version: version ?? null, before: before ?? null, text, reason: reason ?? null, file })))); return; }
		if (!shown.length) { terminal.out('Nothing has happened yet.'); return; }
		for (const line of await historyLines(registry, shown, terminal.style, terminal.columns)) { terminal.out(line); }
		if (entries.length > shown.length) { terminal.out(terminal.style.dim(`Older facts are not shown; --limit ${shown.length * 10} shows more.`)); }
	},
});
