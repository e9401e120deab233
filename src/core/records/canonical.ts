import { createHash } from 'node:crypto';
import type { Json } from '../model';

/** JSON with sorted keys, two spaces and one newline at the end: the same value is always the same bytes, and a pull request shows it line by line. */
export function canonicalJson(value: Json): string {
	return JSON.stringify(sorted(value), null, 2) + '\n';
}

function sorted(value: Json): Json {
	if (Array.isArray(value)) { return (value as readonly Json[]).map(sorted); }
	if (value === null || typeof value !== 'object') { return value; }
	const entries = Object.entries(value as { readonly [key: string]: Json });
	entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
	return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** SHA-256 in hex. */
export function sha256(bytes: Uint8Array | string): string {
	return createHash('sha256').update(bytes).digest('hex');
}
