import * as z from 'zod/mini';

/** A check of the arguments that came over the wire: a tuple's schema, or an error that names the first thing that is wrong. */
export function argsLike<const T extends readonly [z.core.SomeType, ...z.core.SomeType[]]>(schemas: T) {
	const tuple = z.tuple(schemas as unknown as [z.core.SomeType, ...z.core.SomeType[]]);
	return (args: unknown): { -readonly [I in keyof T]: z.output<T[I]> } => {
		const parsed = z.safeParse(tuple, args);
		if (!parsed.success) { throw new Error(`The page asked with bad arguments: ${z.prettifyError(parsed.error)}`); }
		return parsed.data as { -readonly [I in keyof T]: z.output<T[I]> };
	};
}

/** For asks without arguments: what comes along is not looked at. */
export const noArgs = (): [] => [];
