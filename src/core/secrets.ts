/** What must never reach a record, an evidence file, a log or a page: tokens, keys and passwords by name and by shape, and home folders. */

const SECRET_WORDS = new Set(['password', 'passwords', 'passwd', 'passphrase', 'passcode', 'pwd', 'secret', 'secrets', 'credential', 'credentials', 'creds', 'apikey', 'apikeys', 'secretkey', 'accesskey', 'privatekey', 'authkey', 'apitoken', 'authtoken', 'accesstoken', 'authorization', 'bearer']);
const SECRET_PAIRS = new Set(['api key', 'access key', 'private key', 'encryption key', 'ssh key', 'account key', 'storage key', 'signing key', 'auth key', 'service key', 'license key', 'master key', 'deploy key', 'wandb key', 'comet key', 'openai key', 'hf key', 'connection string', 'basic auth']);
/** Tokens of a tokenizer, not of a service: `pad_token`, `image_token`. */
const TEXT_TOKENS = new Set(['pad', 'padding', 'eos', 'bos', 'unk', 'unknown', 'sep', 'cls', 'mask', 'special', 'start', 'end', 'begin', 'stop', 'eot', 'eod', 'sot', 'eom', 'boi', 'eoi', 'image', 'video', 'audio', 'vision', 'speech', 'language', 'lang', 'class', 'decoder', 'encoder', 'per', 'next', 'last', 'first', 'new', 'prefix', 'suffix', 'middle', 'fill', 'placeholder', 'trigger', 'instance', 'initializer', 'oov', 'sample', 'control', 'separator', 'boundary', 'newline', 'by', 'num', 'max', 'min', 'think', 'thinking', 'tool', 'user', 'assistant', 'system', 'box', 'global', 'distill', 'distillation', 'register', 'pool', 'query', 'text']);
/** Many tokens are a count, unless they are somebody's. */
const OWNED = new Set(['auth', 'access', 'api', 'refresh', 'bearer', 'hub', 'session', 'hf']);

const SECRET_SHAPES: readonly RegExp[] = [
	/\bhf_[A-Za-z0-9]{20,}/, /\bapi_org_[A-Za-z0-9]{20,}/,
	/\bgh[opsur]_[A-Za-z0-9]{20,}/, /\bgithub_pat_[A-Za-z0-9_]{20,}/, /\bglpat-[A-Za-z0-9_-]{16,}/,
	/\bsk-[A-Za-z0-9]{20,}/, /\bsk-(?:proj|ant|or|svcacct|admin|None)-[A-Za-z0-9_-]{16,}/, /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/,
	/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/, /\bAIza[0-9A-Za-z_-]{35}/, /\bya29\.[0-9A-Za-z_-]{20,}/,
	/\bxox[abeoprs]-[A-Za-z0-9-]{10,}/, /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{2,}\./,
	/\b(?:dapi[0-9a-f]{32}|npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{32,}|r8_[A-Za-z0-9]{30,}|nvapi-[A-Za-z0-9_-]{20,}|gsk_[A-Za-z0-9]{30,}|wandb_v1_[A-Za-z0-9_-]{16,})/,
	/-----BEGIN [A-Z0-9 ]{0,40}KEY/,
	/\b[A-Za-z][A-Za-z0-9+.-]{0,20}:\/\/[^\s/:@]{0,256}:[^\s/@]{1,256}@/,
	/[?&](?:sig|token|access_token|api_key|apikey|password|X-Amz-Signature)=[^&\s]{4,}/i, /\bAccountKey=[^;\s]{8,}/i,
	/(?:^|\s)--?[a-z0-9_-]{0,40}(?:password|passwd|secret|api[_-]?key|(?:hub|hf|auth|access|api)[_-]?token)[= ]\s{0,4}[^\s-]{4,}/i,
];

/** Whether something of this name is somebody's secret: `hub_token`, `apiKey`, `db.password`; not `pad_token` or `max_new_tokens`. */
export function isSecretName(key: string): boolean {
	const words = key.slice(0, 1000).replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2').toLowerCase().split(/[^a-z0-9]+/).filter(Boolean);
	return words.some((word, at) => {
		const before = words[at - 1] ?? '';
		if (SECRET_WORDS.has(word) || SECRET_PAIRS.has(`${before} ${word}`) || SECRET_PAIRS.has(`${before} ${word.replace(/s$/, '')}`)) { return true; }
		if (at !== words.length - 1) { return false; }
		if (word === 'token') { return !TEXT_TOKENS.has(before); }
		return word === 'tokens' && OWNED.has(before);
	});
}

/** Whether a value has the shape of a secret, wherever it stands in it. `name` tells where a bare 40-digit hex key (W&B) is one. Only text, and text in lists, can be. */
export function looksSecret(value: unknown, name = ''): boolean {
	if (Array.isArray(value)) { return value.some(one => looksSecret(one, name)); }
	if (typeof value !== 'string') { return false; }
	return SECRET_SHAPES.some(shape => shape.test(value)) || (/^[0-9a-f]{40}$/.test(value) && /wandb|key$/i.test(name));
}

/** The record without what is secret by name or by shape, at every level; of a list only the secret elements go. */
export function withoutSecrets<T>(record: Readonly<Record<string, T>>): Record<string, T> {
	return cleaned(record, 0) as Record<string, T>;
}

function cleaned(value: unknown, depth: number): unknown {
	if (typeof value !== 'object' || value === null) { return value; }
	// Nothing real is as deep, and what isn't looked at isn't kept.
	if (depth > 64) { return null; }
	if (Array.isArray(value)) { return value.filter(one => Array.isArray(one) || !looksSecret(one)).map(one => cleaned(one, depth + 1)); }
	const kept = Object.entries(value).filter(([key, one]) => !isSecretName(key) && (Array.isArray(one) || !looksSecret(one, key)));
	return Object.fromEntries(kept.map(([key, one]) => [key, cleaned(one, depth + 1)]));
}

/** What a path may follow: not the middle of another one, and not the `//` of a URL's host. */
const START = '(?<![\\w~.-])(?<!:/)';
const POSIX_HOME = new RegExp(`${START}(?:/[\\w.-]{1,64}){0,12}?/(?:home|Users)/{1,4}[^/\\\\\\s"'\`,;:|<>()\\[\\]{}]{1,64}`, 'g');
const ROOT_HOME = new RegExp(`${START}/root(?![\\w.-])`, 'g');
/** A Windows user may have spaces in the name: they count where the path goes on behind it. */
const WINDOWS_HOME = /(?<![A-Za-z])[A-Za-z]:[\\/]{1,4}Users[\\/]{1,4}(?:[^\\/"'\r\n:*?<>|]{1,64}(?=[\\/])|[^\\/\s"',;)\]}]{1,64})/gi;

/** Home folders written as `~`, and the workspace folder's own paths (where `workspace` is given, absolute) as relative ones. */
export function withoutHome(text: string, workspace?: string): string {
	return withoutWorkspace(text, workspace).replace(WINDOWS_HOME, '~').replace(POSIX_HOME, '~').replace(ROOT_HOME, '~');
}

function withoutWorkspace(text: string, workspace: string | undefined): string {
	const folder = workspace?.replace(/[\\/]+$/, '');
	if (!folder || !text.includes(folder)) { return text; }
	const escaped = folder.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return text.replace(new RegExp(`${START}${escaped}(?:[\\\\/]+(?=[^\\s\\\\/])|(?![\\w.-]))`, 'g'), found => /[\\/]$/.test(found) ? '' : '.');
}
