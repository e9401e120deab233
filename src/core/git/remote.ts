import type { Setting } from './config';
import { settingOf } from './config';

/**
 * Where the code is shared, as it may be recorded: the remote of the branch's upstream, else `origin`, else the only one.
 * null where there is none, where it is a folder of this machine, and where it can't be told from a secret.
 */
export function remoteOf(settings: readonly Setting[], branch: string | null): string | null {
	const upstream = branch === null ? undefined : settingOf(settings, 'branch', branch, 'remote');
	const names = new Set(settings.filter(setting => setting.section === 'remote' && setting.name === 'url').map(setting => setting.subsection));
	const name = [upstream, 'origin', names.size === 1 ? [...names][0] : undefined].find(name => name !== undefined && names.has(name));
	const url = name === undefined ? undefined : settingOf(settings, 'remote', name, 'url');
	return url === undefined ? null : publicUrl(expand(url, settings));
}

/** `url.<base>.insteadOf = <start>`: the longest start wins (git-config). */
function expand(url: string, settings: readonly Setting[]): string {
	const [best] = settings
		.filter(({ section, name, value }) => section === 'url' && name === 'insteadof' && value !== '' && url.startsWith(value))
		.sort((a, b) => b.value.length - a.value.length);
	return best ? best.subsection + url.slice(best.value.length) : url;
}

const protocols = new Set(['https:', 'http:', 'ssh:', 'git:', 'git+ssh:', 'ssh+git:', 'ftp:', 'ftps:']);

/** Beginnings that forges give to their tokens. */
const token = /(^|[^A-Za-z0-9])(gh[opsur]_|github_pat_|gl(?:pat|dt|rt|cbt|ptt|ft|soat)-|hf_|ATBB|ATCTT)[A-Za-z0-9_-]{16}/;

/** A git URL without user, password, token, query or fragment (`git@`, which everybody is, stays); null for a local path. */
export function publicUrl(url: string): string | null {
	 
	if (/[\u0000-\u001f\u007f]/.test(url)) { return null; }
	const plain = url.includes('://') ? withoutUser(url) : scpLike(url);
	return plain === null || token.test(plain) ? null : plain;
}

function withoutUser(url: string): string | null {
	if (!URL.canParse(url)) { return null; }
	const parsed = new URL(url);
	if (!protocols.has(parsed.protocol) || parsed.host === '') { return null; }
	const user = parsed.protocol.includes('ssh') && parsed.username === 'git' ? 'git@' : '';
	return `${parsed.protocol}//${user}${parsed.host}${parsed.pathname}`;
}

/** `[user@]host:path`, unless a '/' stands before the ':', or the host is a Windows drive (git-fetch, 'GIT URLS'). An '@' in the path may end a password. */
function scpLike(url: string): string | null {
	const match = /^(?:([^/@]*)@)?(\[[0-9a-fA-F:.]+\]|[^/:@[\]]{2,}):(?!:)([^@]+)$/.exec(url);
	if (!match) { return null; }
	const [, user, host = '', path = ''] = match;
	return `${user === 'git' ? 'git@' : ''}${host}:${path}`;
}
