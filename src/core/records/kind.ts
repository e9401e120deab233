import * as z from 'zod/mini';
import type { Id } from '../model';
import { id, instant, modelName, person, type Float } from './fields';

/** The schema number that this code writes, and the newest that it understands. */
export const recordSchema = 1;

const header = { schema: z.literal(recordSchema), id, at: instant, by: person, model: modelName };

/** The context of an evaluation, as its record has it. */
export interface Evaluated {
	readonly dataset?: { readonly name: string; readonly digest?: string | undefined; readonly path?: string | undefined } | undefined;
	readonly split?: string | undefined;
	readonly slice?: string | undefined;
	readonly hardware?: string | undefined;
	readonly at: string;
}

/** What a record means for the state. The database knows only these; a new kind of record is made of them. */
export type Effect =
	/** The version comes to be. Its details stay in the record. */
	| { readonly effect: 'version'; readonly version: Id }
	/** Says that the version has this number (settled in numbers.ts). */
	| { readonly effect: 'number'; readonly version: Id; readonly number: number }
	/** A value that one at a time can stand for (settled in registers.ts). `version` undefined: a value of the model. */
	| { readonly effect: 'value'; readonly version?: Id; readonly name: string; readonly value: string | null; readonly replaces: readonly Id[] }
	/** How it did in a context; only adds up. */
	| { readonly effect: 'evaluation'; readonly version: Id; readonly context: Evaluated; readonly metrics: Readonly<Record<string, Float>>; readonly source: string | undefined; readonly command: string | undefined }
	/** Something that only adds up. */
	| { readonly effect: 'note'; readonly version?: Id; readonly text: string };

/** One kind of record: its own fields beside the header, and what it means. */
export interface Kind<K extends string = string, S extends z.ZodMiniObject = z.ZodMiniObject> {
	readonly kind: K;
	readonly schema: S;
	readonly effects: (record: z.infer<S>) => readonly Effect[];
	/** What was done, as history tells it: 'moved production to'. The names of model and version are put in by the reader. */
	readonly verb: (record: z.infer<S>) => string;
}

export function defineKind<const K extends string, F extends z.core.$ZodLooseShape>(
	kind: K,
	fields: F,
	meaning: {
		readonly effects: (record: z.infer<z.ZodMiniObject<typeof header & { kind: z.ZodMiniLiteral<K> } & F>>) => readonly Effect[];
		readonly verb: (record: z.infer<z.ZodMiniObject<typeof header & { kind: z.ZodMiniLiteral<K> } & F>>) => string;
	},
) {
	return { kind, schema: z.object({ ...header, kind: z.literal(kind), ...fields }), ...meaning };
}
