import { RegistryError } from '../errors';

/** Folders that are never part of an artifact: writing into them would change a repository or a registry. */
const reserved = new Set(['.git', 'git~1', '.model-registry']);
const windowsDevice = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/**
 * Why `path` can't stand for a file inside an artifact, or undefined. What passes is relative, has '/' between its parts, means the
 * same on every system, and can't lead out of the folder that it is joined to.
 */
export function flawOf(path: string, platform: NodeJS.Platform = process.platform): string | undefined {
	if (path === '') { return 'it is empty'; }
	if (/\p{Cc}/u.test(path)) { return 'its name holds a control character'; }
	if (/\p{Cs}/u.test(path)) { return 'its name is not valid Unicode'; }
	if (path.includes('\\')) { return 'its name holds a backslash, which separates folders on Windows'; }
	if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) { return 'it is not relative'; }
	for (const part of path.split('/')) {
		if (part === '' || part === '.' || part === '..') { return `it holds the part '${part}'`; }
		if (reserved.has(plain(part))) { return `${part} is no part of a model`; }
		if (platform === 'win32') {
			if (/[<>:"|?*]/.test(part) || /[. ]$/.test(part)) { return 'Windows allows no such name'; }
			if (windowsDevice.test(part)) { return 'its name is a device on Windows'; }
		}
	}
	return undefined;
}

/** As file systems compare names: Windows drops dots and spaces at the end, macOS passes over invisible characters. */
const plain = (part: string) => (/^[ -~]*$/.test(part) ? part : part.replace(/\p{Cf}/gu, '').normalize('NFKC')).replace(/[. ]+$/, '').toLowerCase();

/** Throws 'bad-path' where `flawOf` finds a flaw. `shown` is the name for the sentence. */
export function checkRelativePath(path: string, shown = printable(path)): void {
	const why = flawOf(path);
	if (why !== undefined) { throw new RegistryError('bad-path', { path: shown, why }); }
}

/** A name without what would disturb a terminal or a message. */
export const printable = (name: string) => name.replace(/[\p{Cc}\p{Cs}]/gu, '\ufffd').slice(0, 300);
