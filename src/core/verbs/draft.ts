import type { Draft } from '../ledger/ledger';
import type { ArtifactFile, Facts, GitState, Id, Json, Metric, Param, Source, StoragePolicy } from '../model';
import { toFloat } from '../records/fields';
import type { EvidenceFolder } from '../records/evidence';
import type { spillable } from '../records/kinds/versionRegistered';
import { fitted } from './fitted';

type Registration = Draft<'version.registered'>;

/** What a registration says, before it is a record. */
export interface Registering {
	readonly model: string;
	readonly version: Id;
	readonly artifact: Registration['artifact'] & { readonly storage: StoragePolicy };
	readonly files: readonly ArtifactFile[];
	readonly facts: Facts;
	readonly git: GitState | null;
	readonly untied: string | undefined;
	readonly notes: string | undefined;
	readonly tags: Readonly<Record<string, string>>;
}

/** A record is kept well under its 64 KiB: what it gains by indentation and header has room. */
const inlineBudget = 40_000;

/** What an evidence file holds instead of the record. */
const always = ['tensors', 'histories', 'metadata'] as const;

/**
 * Writes the long parts into evidence, and gives the draft of the record. Of the fields that may go either way the longest go first,
 * until the rest fits.
 */
export async function draftOf(registering: Registering, evidence: EvidenceFolder): Promise<Omit<Registration, 'number'>> {
	const facts = fitted(registering.facts);
	const inline: Partial<Record<keyof typeof spillable, Json>> = {
		...(registering.artifact.kind === 'directory' ? { files: registering.files as unknown as Json } : {}),
		params: Object.fromEntries(facts.params.map(param => [param.name, finite(param.value as Json)])),
		metrics: Object.fromEntries(facts.metrics.map(metric => [metric.name, toFloat(metric.value)])),
		environment: facts.environment,
		sources: [...sourcesOf(facts.params, facts.metrics), ...tagSources(facts), ...environmentSources(facts)] as unknown as Json,
		disagreements: facts.disagreements as unknown as Json,
		inputs: facts.inputs as unknown as Json,
		warnings: facts.warnings as unknown as Json,
		...(registering.notes ? { notes: registering.notes } : {}),
	};
	const kept: Record<string, readonly string[]> = {};
	const sizes = Object.entries(inline).map(([name, value]) => ({ name: name as keyof typeof spillable, bytes: Buffer.byteLength(JSON.stringify(value, null, 2)) })).sort((a, b) => b.bytes - a.bytes);
	let total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
	for (const { name, bytes } of sizes) {
		if (total <= inlineBudget) { break; }
		kept[name] = await evidence.writeJson(inline[name] ?? null);
		delete inline[name];
		total -= bytes;
	}
	const long: Record<(typeof always)[number], Json> = { tensors: facts.tensors as unknown as Json, histories: histories(facts), metadata: facts.metadata };
	for (const name of always) {
		const value = long[name];
		if (Array.isArray(value) ? value.length : Object.keys(value as object).length) { kept[name] = await evidence.writeJson(value); }
	}
	const written = writtenOf(facts);
	return {
		kind: 'version.registered', model: registering.model, version: registering.version, artifact: { ...registering.artifact, format: facts.format },
		facts: {
			kind: facts.kind, framework: facts.framework, library: facts.library, summary: facts.summary,
			parameters: facts.parameters, tensors: facts.tensors.length || undefined, signature: facts.signature,
		},
		...(Object.keys(written).length ? { written } : {}),
		runs: facts.runs.map(run => ({ ...run })),
		git: registering.git && { ...registering.git, branch: registering.git.branch?.slice(0, 300) ?? null, remote: registering.git.remote?.slice(0, 500) ?? null, leftOut: registering.git.leftOut.slice(0, 20).map(text => text.slice(0, 1200)) },
		...(registering.untied ? { untied: registering.untied.slice(0, 500) } : {}),
		tags: { ...registering.tags }, evidence: kept as Registration['evidence'],
		...inline as Pick<Registration, 'params'>,
	};
}

/** JSON has no NaN: they become words. */
function finite(value: Json): Json {
	if (Array.isArray(value)) { return (value as readonly Json[]).map(finite); }
	return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

function histories(facts: Facts): Json {
	return Object.fromEntries(Object.entries(facts.histories).map(([name, { steps, values, times }]) => [name, { steps, values: values.map(toFloat), ...(times ? { times } : {}) }]));
}

/** As written, where printing the value would lose something; bounded, since it is a comfort and not the value. */
function writtenOf(facts: Facts): Record<string, string> {
	const texts: [string, string][] = [];
	for (const [prefix, list] of [['params', facts.params], ['metrics', facts.metrics]] as const) {
		for (const { name, value, text } of list) {
			if (text !== undefined && text.length <= 40 && text !== String(value)) { texts.push([`${prefix}.${name}`.slice(0, 300), text]); }
		}
	}
	return Object.fromEntries(texts.slice(0, 100));
}

/** Packages are many: those of the longest listing are told by one word. */
function environmentSources({ environmentFrom = [] }: Facts) {
	const longest = Math.max(0, ...environmentFrom.map(({ names }) => names.length));
	const main = environmentFrom.find(({ names }) => names.length === longest);
	return environmentFrom.map(one => ({ source: { tool: one.source.tool, ...(one.source.path === undefined ? {} : { path: one.source.path }) }, certainty: one.certainty, values: one === main ? ['environment'] : one.names.map(name => `environment.${name}`.slice(0, 320)) }));
}

/** Tags are few, and the place inside the source is a tag of git. */
function tagSources({ tags = [] }: Facts) {
	return tags.map(({ name, source, certainty }) => ({ source, certainty, values: [`tags.${name}`] }));
}

/** One entry per source and certainty, with the names of the values that came from it. */
function sourcesOf(params: readonly Param[], metrics: readonly Metric[]) {
	const entries = new Map<string, { source: Source; certainty: Param['certainty']; values: string[] }>();
	const add = (name: string, { source, certainty }: Param | Metric) => {
		// The place inside the file is the value's own name nearly always: leaving it out lets one entry serve all.
		const shared: Source = { tool: source.tool, ...(source.path === undefined ? {} : { path: source.path }) };
		const key = `${certainty} ${JSON.stringify(shared)}`;
		const entry = entries.get(key) ?? { source: shared, certainty, values: [] };
		entry.values.push(name);
		entries.set(key, entry);
	};
	for (const param of params) { add(`params.${param.name}`.slice(0, 320), param); }
	for (const metric of metrics) { add(`metrics.${metric.name}`.slice(0, 320), metric); }
	return [...entries.values()];
}
