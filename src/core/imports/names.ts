import { aliasFault, maxNameLength, modelNameFault } from '../records/names';
import { isSecretName, looksSecret, withoutHome } from '../secrets';

/** Tags stand in the record of a version, which has 64 KiB for all. */
const mostTagBytes = 12_000;

/** A name from outside as a model may be called here: what isn't allowed becomes '-'. */
export function modelNameFrom(name: string): string {
	const parts = name.normalize('NFC').split(/[/:]/).map(cleaned).filter(part => part !== '');
	const found = parts.join('/').slice(0, maxNameLength).replace(/[^\p{L}\p{N}_-]+$/u, '');
	return modelNameFault(found) === undefined ? found : 'imported';
}

/** As an alias; undefined where nothing is left of it, or it would mean something else here. */
export function aliasFrom(alias: string): string | undefined {
	const found = cleaned(alias.normalize('NFC')).slice(0, maxNameLength).replace(/[^\p{L}\p{N}_-]+$/u, '');
	return aliasFault(found) === undefined ? found : undefined;
}

/** Letters, digits, '.', '_' and '-', beginning with a letter or digit and not ending with a dot. */
function cleaned(text: string): string {
	return text.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[^\p{L}\p{N}]+/u, '').replace(/(?:-+|\.+)$/u, '');
}

/** Tags from outside as they may be recorded: without secrets and home folders, their names and lengths as they are allowed here. */
export function tagsFrom(tags: Readonly<Record<string, string>>, workspace: string): Readonly<Record<string, string>> {
	let bytes = 0;
	return Object.fromEntries(Object.entries(tags).flatMap(([key, value]) => {
		const name = key.normalize('NFC').replace(/[^\p{L}\p{N}._/-]+/gu, '-').replace(/^[^\p{L}\p{N}]+/u, '').slice(0, 128);
		if (name === '' || isSecretName(key) || looksSecret(value, key)) { return []; }
		const entry = [name, tagValue(withoutHome(value, workspace))] as const;
		bytes += Buffer.byteLength(JSON.stringify(entry));
		return bytes > mostTagBytes ? [] : [entry];
	}));
}

/** No longer than a tag may be. */
export function tagValue(value: string): string {
	return value.length > 1000 ? `${value.slice(0, 999).replace(/[\uD800-\uDBFF]$/, '')}…` : value;
}

/** A text from outside as it may be recorded; undefined for one that holds a secret. */
export function textFrom(text: string | undefined, workspace: string, most = 30_000): string | undefined {
	if (text === undefined || text.trim() === '' || looksSecret(text)) { return undefined; }
	const plain = withoutHome(text, workspace);
	return plain.length > most ? `${plain.slice(0, most)}\n…` : plain;
}
