import * as z from 'zod/mini';
import { aliasFault, modelNameFault } from './names';
import { idPattern } from './ids';
import { workspacePathFault } from './paths';

/** The parts that record schemas are made of. Every string is bounded: a record is at most 64 KiB, a field much less. */

export const id = z.string().check(z.regex(idPattern, 'is not a ULID'));
export const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'is not a SHA-256'));
export const instant = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, 'is not a time in UTC'));
export const text = (max: number) => z.string().check(z.maxLength(max));
export const person = z.object({ name: text(200), email: text(320) });
export const modelName = z.string().check(z.refine(name => modelNameFault(name) === undefined, 'is not a model name'));
export const aliasName = z.string().check(z.refine(name => aliasFault(name) === undefined, 'is not an alias'));
export const tagKey = z.string().check(z.regex(/^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,127}$/u, 'is not a tag name'));
export const workspacePath = z.string().check(z.refine(path => workspacePathFault(path) === undefined, 'is not a path inside the workspace'));
export const count = z.number().check(z.int(), z.nonnegative());

/** JSON has no NaN and no infinities: they are written as these words. */
export const float = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const paramValue = z.union([scalar, z.array(scalar)]);
/** Own keys only; `__proto__` is refused before a schema is asked (see read.ts). */
export const mapOf = <T extends z.core.$ZodType>(value: T) => z.record(text(300), value);

/** The records whose value this one takes the place of: none for a first value, several where it decides a conflict. */
export const replaces = z.array(id).check(z.maxLength(1000));

export type Float = z.infer<typeof float>;

export function toFloat(value: number): Float {
	return Number.isFinite(value) ? value : String(value) as Float;
}

export function fromFloat(value: Float): number {
	return typeof value === 'number' ? value : Number(value);
}
