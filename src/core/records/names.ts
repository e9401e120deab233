import { RegistryError } from '../errors';

const part = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}_-])?`;
/** Letters, digits, '-', '_', '.', and '/' between parts that begin with a letter or digit and don't end with a dot. */
export const modelNamePattern = new RegExp(`^${part}(?:/${part})*$`, 'u');
export const aliasPattern = new RegExp(`^${part}$`, 'u');
export const maxNameLength = 128;

/** Why `name` can't be a model's name, or undefined. */
export function modelNameFault(name: string): string | undefined {
	if (name.trim() === '') { return 'a name is needed'; }
	if (name.length > maxNameLength) { return `it has ${name.length} characters, and ${maxNameLength} is the most`; }
	if (/[\p{Cc}\p{Cf}]/u.test(name)) { return 'it holds a control character'; }
	if (/[@:]/.test(name)) { return `'@' and ':' are kept for references such as churn@v7`; }
	if (!modelNamePattern.test(name)) { return 'it may hold letters, digits, -, _, . and / between them, and begins with a letter or digit'; }
	return undefined;
}

/** Why `name` can't be an alias, or undefined. */
export function aliasFault(name: string): string | undefined {
	if (name.trim() === '') { return 'a name is needed'; }
	if (name.length > maxNameLength) { return `it has ${name.length} characters, and ${maxNameLength} is the most`; }
	if (/^latest$/i.test(name)) { return `'latest' always means the newest version`; }
	if (/^v?\d+$/i.test(name)) { return 'it reads like a version number'; }
	if (!aliasPattern.test(name)) { return 'it may hold letters, digits, -, _ and ., and begins with a letter or digit'; }
	return undefined;
}

export function checkModelName(name: string): string {
	const why = modelNameFault(name);
	if (why) { throw new RegistryError('bad-name', { name: shown(name), why }); }
	return name;
}

export function checkAlias(name: string): string {
	const why = aliasFault(name);
	if (why) { throw new RegistryError('bad-alias', { name: shown(name), why }); }
	return name;
}

/** The one of `names` that is another spelling of `name`: it differs in nothing but case. */
export function otherCase(name: string, names: Iterable<string>): string | undefined {
	const key = modelKey(name);
	return [...names].find(other => other !== name && modelKey(other) === key);
}

/** Two names with the same key mean one model: names are unique without regard to case. */
export function modelKey(name: string): string {
	return name.normalize('NFC').toLowerCase();
}

/** A name from outside as it may stand in a sentence: one line, bounded, no control characters. */
export function shown(text: string): string {
	const line = text.replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD');
	return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
