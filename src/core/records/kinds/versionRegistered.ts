import * as z from 'zod/mini';
import { count, digest, floats, id, params, tagKey, text, texts, workspacePath } from '../fields';
import { defineKind } from '../kind';

const source = z.object({ tool: text(100), path: z.optional(text(1024)), field: z.optional(text(300)) });
const certainty = z.enum(['certain', 'likely', 'guess']);

/** The fields that may stand in evidence instead, when the record would grow too long. */
export const spillable = {
	files: z.array(z.object({ path: workspacePath, sha256: digest, bytes: count })),
	params,
	metrics: floats,
	environment: texts(300),
	/** Which values were read where. One entry names many values, so that a source is written once. */
	sources: z.array(z.object({ source, certainty, values: z.array(text(320)) })),
	disagreements: z.array(z.object({
		what: text(320), why: text(500),
		chosen: z.object({ text: text(2000), source }),
		others: z.array(z.object({ text: text(2000), source })),
	})),
	inputs: z.array(z.object({
		relation: z.enum(['trained-from', 'fine-tuned-from', 'adapter-of', 'quantised-from', 'merged-from', 'distilled-from', 'converted-from', 'evaluated-on', 'trained-on', 'reproduction-of']),
		name: text(500), digest: z.optional(digest), uri: z.optional(text(2000)), source, certainty,
	})),
	warnings: z.array(z.object({ code: text(100), message: text(2000) })),
	notes: z.string(),
};

/** What of the fields above lists of versions show, as it was read from evidence. */
export type Spilled = { readonly [F in 'params' | 'metrics' | 'inputs' | 'notes']?: z.infer<(typeof spillable)[F]> };

export const versionRegistered = defineKind('version.registered', {
	version: id,
	number: z.number().check(z.int(), z.positive()),
	artifact: z.object({
		digest, kind: z.enum(['file', 'directory']), format: text(100), bytes: count,
		path: workspacePath, storage: z.enum(['copy', 'hardlink', 'reference']),
	}),
	facts: z.object({
		kind: text(100), framework: z.optional(text(100)), library: z.optional(text(100)), summary: z.optional(text(500)),
		parameters: z.optional(count), tensors: z.optional(count),
		signature: z.optional(z.unknown()),
	}),
	/** Params and metrics as they were written, where that says more than the value: `2e-5`, `0.9130`. */
	written: z.optional(texts(300)),
	runs: z.array(z.object({ tool: text(100), id: text(300), name: z.optional(text(300)), path: text(1024), command: z.optional(text(2000)), folder: z.optional(text(1024)), hardware: z.optional(text(200)) })),
	git: z.nullable(z.object({
		commit: z.nullable(text(64)), branch: z.nullable(text(300)), remote: z.nullable(text(500)), dirty: z.boolean(),
		path: text(1024), snapshot: z.nullable(text(64)), leftOut: z.array(text(1200)),
	})),
	/** Why there is no tie to git, where there is none. */
	untied: z.optional(text(500)),
	tags: texts(1000),
	/** Field → digests of the gzipped parts that hold it. Besides the fields above: `tensors`, `histories`, `metadata`. */
	evidence: z.record(tagKey, z.array(digest)),
	...Object.fromEntries(Object.entries(spillable).map(([name, schema]) => [name, z.optional(schema)])) as { [F in keyof typeof spillable]: z.ZodMiniOptional<(typeof spillable)[F]> },
}, {
	effects: r => [
		{ effect: 'version', version: r.version },
		{ effect: 'number', version: r.version, number: r.number },
		...Object.entries(r.tags).map(([tag, value]) => ({ effect: 'value' as const, version: r.version, name: `tag:${tag}`, value, replaces: [] })),
	],
	verb: r => `registered ${r.artifact.path}`,
});
