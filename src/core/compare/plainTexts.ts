import { plainText } from '../present/plain';

/** Escapes that JSON has for control characters other than line ends and tabs, and the marks that act. What is found may be harmless; what isn't found is. */
const suspicious = /\\u[0-9a-f]{4}|[\u007F-\u009F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/u;

/** As JSON, with every text in it as it may be shown: names and branches come from others. Costs a look where nothing is amiss. */
export function plainJson(value: unknown): string {
	const text = JSON.stringify(value);
	return suspicious.test(text) ? JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? plainText(inner) : inner)) : text;
}

/** The same of a value. What was one object stays one. */
export function plainTexts<T>(value: T, seen = new Map<object, unknown>()): T {
	if (typeof value === 'string') { return plainText(value) as T; }
	if (typeof value !== 'object' || value === null) { return value; }
	if (!seen.has(value)) { seen.set(value, Array.isArray(value) ? value.map(one => plainTexts<unknown>(one, seen)) : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plainTexts<unknown>(one, seen)]))); }
	return seen.get(value) as T;
}
