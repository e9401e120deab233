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
const words = ['NaN', 'Infinity', '-Infinity'] as const;
export const float = z.union([z.number(), z.enum(words)]);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const paramValue = z.union([scalar, z.array(scalar)]);

/**
 * Values by name. `holds` says the same as `value`, in a fraction of the time: a rebuild of the database asks it of half a million values. The schema is asked
 * where it says no, and names the fault. Own keys only; `__proto__` is refused before a schema is asked (see read.ts).
 */
function mapOf<T extends z.core.$ZodType>(value: T, holds: (value: unknown) => boolean) {
	const slow = z.record(text(longestName), value);
	return z.unknown().check(found => {
		if (areAll(found.value, holds)) { return; }
		for (const issue of slow.safeParse(found.value).error?.issues ?? []) { found.issues.push({ ...issue, input: found.value } as z.core.$ZodRawIssue); }
	}) as unknown as typeof slow;
}

const longestName = 300;

function areAll(value: unknown, holds: (value: unknown) => boolean): boolean {
	if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) { return false; }
	const values = value as Readonly<Record<string, unknown>>;
	for (const name of Object.keys(values)) { if (name.length > longestName || !holds(values[name])) { return false; } }
	return true;
}

const isFloat = (value: unknown) => Number.isFinite(value) || words.includes(value as typeof words[number]);
const isScalar = (value: unknown) => typeof value === 'string' || Number.isFinite(value) || typeof value === 'boolean' || value === null;

export const floats = mapOf(float, isFloat);
export const params = mapOf(paramValue, value => isScalar(value) || (Array.isArray(value) && value.every(isScalar)));
export const texts = (max: number) => mapOf(text(max), value => typeof value === 'string' && value.length <= max);

/** The records whose value this one takes the place of: none for a first value, several where it decides a conflict. */
export const replaces = z.array(id).check(z.maxLength(1000));

export type Float = z.infer<typeof float>;

export function toFloat(value: number): Float {
	return Number.isFinite(value) ? value : String(value) as Float;
}

export function fromFloat(value: Float): number {
	return typeof value === 'number' ? value : Number(value);
}
