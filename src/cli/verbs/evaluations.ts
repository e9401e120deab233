import { toJson } from '../json';
import { evaluationJson } from '../show/evaluationJson';
import { pivotLines } from '../show/evaluationLines';
import { targetOf } from '../target';
import { defineVerb } from '../verb';

export const evaluations = defineVerb({
	name: 'evaluations',
	summary: 'Compare versions on the same data',
	usage: ['evaluations MODEL|REF'],
	about: 'A table for every context (data set, split, slice, hardware) that versions were evaluated in, newest version first. * marks the best of a row, where it is known which way is better. A name without @ means all versions of the model.',
	options: {},
	examples: [['evaluations churn', 'all versions of a model'], ['evaluations churn@v7', 'one version'], ['evaluations churn --json', 'for machines, with everything that is recorded']],
	args: { least: 1, most: 1 },
	async run({ registry, args, json, terminal }) {
		const target = targetOf(args[0] ?? '');
		const pivot = await registry.evaluationPivot(target);
		if (json) {
			const refs = new Map(pivot.columns.map(version => [version.id, version.ref]));
			const ref = (id: string) => refs.get(id) ?? id;
			const all = await registry.evaluations(target);
			terminal.out(toJson({
				evaluations: all.map(one => ({ ref: ref(one.version), ...evaluationJson(one) })),
				contexts: pivot.contexts.map(({ label, context, rows }) => ({
					label, ...context, metrics: rows.map(({ metric, direction, cells, best }) => ({ metric, direction: direction ?? null, values: cells.map(cell => ({ ref: ref(cell.version), value: cell.value })), best: best.map(ref) })),
				})),
			}));
			return;
		}
		for (const line of pivotLines(pivot, terminal.style)) { terminal.out(line); }
	},
});
