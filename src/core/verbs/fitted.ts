import type { Disagreement, Facts, Param, Source } from '../model';

/** What a record takes (records/kinds/versionRegistered.ts), in characters. */
const word = 100;
const name = 300;
const path = 1024;
const sentence = 500;
const text = 2000;

/**
 * Facts as a record can hold them. They come from files, which say what they like: texts that are too long are cut, and what would mean something else when
 * it is cut (names of values, addresses, command lines) is left out.
 */
export function fitted(facts: Facts): Facts {
	return {
		...facts,
		kind: facts.kind.slice(0, word), format: facts.format.slice(0, word),
		...cutFields(facts, { framework: word, library: word, summary: sentence }),
		params: facts.params.filter(hasFittingName).map(sourced), metrics: facts.metrics.filter(hasFittingName).map(sourced),
		inputs: facts.inputs.map(({ uri, ...input }) => ({ ...sourced(input), name: input.name.slice(0, sentence), ...(uri === undefined || uri.length > text ? {} : { uri }) })),
		runs: facts.runs.flatMap(({ command, folder, ...run }) => (run.path.length > path ? [] : [{
			...run, tool: run.tool.slice(0, word), id: run.id.slice(0, name), ...cutFields(run, { name, hardware: 200 }),
			...(command === undefined || command.length > text || (folder?.length ?? 0) > path ? {} : { command, ...(folder === undefined ? {} : { folder }) }),
		}])),
		environment: Object.fromEntries(Object.entries(facts.environment).filter(([key]) => key.length <= name).map(([key, value]) => [key, value.slice(0, name)])),
		...(facts.environmentFrom ? { environmentFrom: facts.environmentFrom.map(sourced) } : {}),
		warnings: facts.warnings.map(({ code, message }) => ({ code: code.slice(0, word), message: message.slice(0, text) })),
		disagreements: facts.disagreements.map(one => ({ what: one.what.slice(0, 320), why: one.why.slice(0, sentence), chosen: said(one.chosen), others: one.others.map(said) })),
	};
}

function hasFittingName(value: { readonly name: string }): boolean {
	return value.name.length <= name;
}

function said(one: Disagreement['chosen']): Disagreement['chosen'] {
	return { ...sourced(one), text: one.text.slice(0, text) };
}

function sourced<T extends { readonly source: Param['source'] }>(one: T): T {
	return { ...one, source: fittedSource(one.source) };
}

function fittedSource({ tool, path: where, field }: Source): Source {
	return { tool: tool.slice(0, word), ...(where === undefined || where.length > path ? {} : { path: where }), ...(field === undefined ? {} : { field: field.slice(0, name) }) };
}

/** The fields that are there, cut. */
function cutFields<K extends string>(from: NoInfer<{ readonly [F in K]?: string | undefined }>, most: Readonly<Record<K, number>>): { readonly [F in K]?: string } {
	return Object.fromEntries((Object.keys(most) as K[]).flatMap(key => { const value = from[key]; return value === undefined ? [] : [[key, value.slice(0, most[key])]]; })) as { readonly [F in K]?: string };
}
