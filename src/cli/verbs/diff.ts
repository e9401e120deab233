import { comparedMarkdown } from '../../core/present/comparedMarkdown';
import { withRows } from '../../core/present/comparedRows';
import { toJson } from '../json';
import { comparisonLines } from '../show/comparisonLines';
import { UsageError } from '../usageError';
import { defineVerb } from '../verb';

export const diff = defineVerb({
	name: 'diff',
	summary: 'Compare two or more versions: what changed, and did it get better',
	usage: ['diff REF REF… [--base REF] [--all] [--tensors] [--markdown]'],
	about: 'A training run that is not registered is named run:ID (model-registry runs lists them). The first version is the baseline that the others are measured against. Only what differs is listed. ▲ is better, ▽ worse, ≈ the same; the sign is the arithmetic.',
	options: {
		base: { type: 'string', value: 'REF', about: 'measure against this version instead of the first' },
		all: { type: 'boolean', about: 'list what is equal, too' },
		tensors: { type: 'boolean', about: 'read the bytes of the tensors too: which are unchanged, and by how much the others changed' },
		markdown: { type: 'boolean', about: 'print Markdown, for pull requests and notes' },
	},
	examples: [['diff churn@production churn@staging', 'would moving production be a gain'], ['diff churn@production run:lgbm-27', 'a training run against what is in production'], ['diff bert@v1 bert@v2 --tensors', 'which layers were frozen']],
	args: { least: 2, most: 200 },
	async run({ registry, args, values, json, terminal, long }) {
		if (json && values.markdown) { throw new UsageError('--json and --markdown are two forms of the same: choose one.'); }
		const whole = await registry.compare(args, { ...(values.base === undefined ? {} : { base: values.base }), ...(values.tensors ? { values: true, ...long('Comparing the values of tensors') } : {}) });
		const comparison = values.all ? whole : withRows(whole, row => row.differs);
		if (json) { terminal.out(toJson(comparison)); return; }
		if (values.markdown) { terminal.out(comparedMarkdown(comparison).trimEnd()); return; }
		for (const line of comparisonLines(comparison, terminal.style, terminal.columns)) { terminal.out(line); }
	},
});
