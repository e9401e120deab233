import type { Certainty, Facts, Param, Source } from '../model';
import type { FoundRun } from '../runs/reader';

/**
 * The facts of a model file with those of the run that its registry names. What that run says goes before what other runs of the tool say, which may have
 * logged the same bytes; what the file itself and other tools say stands.
 */
export function withRun(facts: Facts, run: FoundRun | undefined): Facts {
	if (!run) { return facts; }
	const others = facts.runs.filter(one => one.tool === run.tool && one.id !== run.id);
	if (others.length === 0 && facts.runs.some(one => one.tool === run.tool)) { return facts; }
	const byTool = ({ source, certainty }: { readonly source: Source; readonly certainty?: Certainty }) => source.tool === run.tool && certainty !== 'certain';
	const kept = <T extends { readonly source: Source; readonly certainty: Certainty }>(values: readonly T[]) => values.filter(value => !byTool(value));
	const replaced = new Set(facts.metrics.filter(byTool).map(metric => metric.name));
	const histories = Object.fromEntries(Object.entries(facts.histories).filter(([name]) => others.length === 0 || !replaced.has(name)));
	return {
		...facts,
		params: more(kept(facts.params), run.params), metrics: more(kept(facts.metrics), run.metrics), histories: { ...run.histories, ...histories },
		inputs: [...kept(facts.inputs), ...(run.inputs ?? []).filter(input => !kept(facts.inputs).some(one => one.relation === input.relation && one.name === input.name))],
		environment: { ...run.environment, ...facts.environment },
		runs: [...facts.runs.filter(one => one.tool !== run.tool), { tool: run.tool, id: run.id, path: run.path, ...(run.name === undefined ? {} : { name: run.name }) }],
		disagreements: facts.disagreements.filter(one => !byTool(one.chosen)),
	};
}

/** The facts with what the registry itself says of the version. */
export function withSaidThere(facts: Facts, params: readonly Param[] = []): Facts {
	return { ...facts, params: more(facts.params, params) };
}

function more<T extends { readonly name: string }>(known: readonly T[], found: readonly T[]): readonly T[] {
	const names = new Set(known.map(one => one.name));
	return [...known, ...found.filter(one => !names.has(one.name))];
}
