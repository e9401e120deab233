import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';

const person = z.strictObject({ name: z.string(), email: z.string() });

const description = z.strictObject({
	/** Where the step happens; it is branched off where the project stands if it isn't there yet. */
	branch: z._default(z.string(), 'main'),
	/** A branch that the step's commit merges. Where both sides changed a line, this branch's stays, and `source/` has the last word. */
	merge: z.optional(z.string()),
	/** Of the commit with the step's files; without one nothing is committed. */
	message: z.optional(z.string()),
	/** Of the commit that takes in the registry's records. */
	recorded: z.optional(z.string()),
	author: person,
	/** Whole days before today. */
	age: z.number(),
	/** Local time of day, '14:20'. */
	time: z.string().check(z.regex(/^\d\d:\d\d$/)),
	/** What wrote `made/`; see make.py. */
	run: z._default(z.array(z.array(z.string())), []),
	/** Said aloud, so that a forgotten message doesn't pass for it. */
	uncommitted: z._default(z.boolean(), false),
	register: z._default(z.array(z.strictObject({ path: z.string(), model: z.string(), notes: z.string() })), []),
	tag: z._default(z.array(z.strictObject({ ref: z.optional(z.string()), model: z.optional(z.string()), tags: z.record(z.string(), z.string()) })), []),
	configure: z._default(z.array(z.strictObject({ model: z.string(), setting: z.string(), value: z.string() })), []),
	alias: z._default(z.array(z.strictObject({ ref: z.string(), name: z.string(), reason: z.string() })), []),
	archive: z._default(z.array(z.strictObject({ ref: z.string(), reason: z.string() })), []),
	note: z._default(z.array(z.strictObject({ ref: z.optional(z.string()), model: z.optional(z.string()), text: z.string() })), []),
	/** `file` lies in the step's folder. */
	card: z._default(z.array(z.strictObject({ model: z.string(), file: z.string() })), []),
});

/** One step of the sample project's life, as its step.json tells it. */
export type Step = z.infer<typeof description> & { readonly folder: string };

/** The steps in their order. @throws where one isn't as it must be, naming its file */
export async function readSteps(folder: string): Promise<readonly Step[]> {
	const names = (await readdir(folder)).sort();
	return Promise.all(names.map(async name => {
		const path = join(folder, name, 'step.json');
		const parsed = description.safeParse(JSON.parse(await readFile(path, 'utf8')));
		if (!parsed.success) { throw new Error(`${path}: ${z.prettifyError(parsed.error)}`); }
		if ((parsed.data.message === undefined) !== parsed.data.uncommitted) { throw new Error(`${path}: a step has either a message or is uncommitted.`); }
		return { ...parsed.data, folder: join(folder, name) };
	}));
}
