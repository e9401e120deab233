import type { Facts } from '../../core/model';
import type { Inspection } from '../../core/verbs/inspect';

/** What `inspect --json` prints. The keys are a contract. */
export function inspectionJson({ path, bytes, sha256, facts }: Inspection) {
	return {
		path, kind: facts.kind, format: facts.format, framework: facts.framework ?? null, library: facts.library ?? null, bytes, sha256: sha256 ?? null,
		parameters: facts.parameters ?? null,
		tensors: facts.tensors.map(({ name, dtype, shape }) => ({ name, dtype, shape })),
		params: Object.fromEntries(facts.params.map(({ name, value }) => [name, value])),
		metrics: Object.fromEntries(facts.metrics.map(({ name, value }) => [name, value])),
		history: Object.fromEntries(Object.entries(facts.histories).map(([name, { steps, values }]) => [name, { steps, values }])),
		inputs: facts.inputs.map(({ relation, name, digest, uri }) => ({ relation, name, ...(digest === undefined ? {} : { digest }), ...(uri === undefined ? {} : { uri }) })),
		signature: facts.signature ?? null,
		runs: facts.runs.map(({ tool, id, path: at }) => ({ tool, id, path: at })),
		environment: facts.environment,
		tags: Object.fromEntries((facts.tags ?? []).map(({ name, value }) => [name, value])),
		metadata: facts.metadata,
		sources: sourcesOf(facts),
		disagreements: facts.disagreements,
		warnings: facts.warnings.map(({ code, message }) => ({ code, message })),
	};
}

/** 'params.lr', 'metrics.auc', 'tags.gto.version', 'environment.numpy' → where it was read, and how sure that is. */
function sourcesOf({ params, metrics, tags = [], environmentFrom = [] }: Facts) {
	const own = ([['params', params], ['metrics', metrics], ['tags', tags]] as const).flatMap(([kind, values]) => values.map(({ name, source, certainty }) => [`${kind}.${name}`, { ...source, certainty }] as const));
	return Object.fromEntries([...own, ...environmentFrom.flatMap(({ source, certainty, names }) => names.map(name => [`environment.${name}`, { ...source, certainty }] as const))]);
}
