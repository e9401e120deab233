/** The user's own choices that stay: where their settings are, and how far up a repository is looked for. */
const kept = ['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM', 'GIT_CEILING_DIRECTORIES', 'GIT_DISCOVERY_ACROSS_FILESYSTEM'];

/** Name programs that git would start, or move its settings. */
const dropped = new Set(['EDITOR', 'VISUAL', 'PAGER', 'PREFIX', 'SSH_ASKPASS']);

const own: Readonly<Record<string, string>> = {
	GIT_TERMINAL_PROMPT: '0',
	// Empty, not missing: a missing one falls back to `core.askPass` of the repository.
	GIT_ASKPASS: '',
	// Reading must not refresh the user's index.
	GIT_OPTIONAL_LOCKS: '0',
	// A partial clone fetches missing objects by itself, with programs that the repository's config names. Here nothing goes to the network.
	GIT_NO_LAZY_FETCH: '1',
	GIT_ALLOW_PROTOCOL: 'none',
	// Messages are told apart by their English text.
	LC_ALL: 'C.UTF-8',
	LANGUAGE: 'C',
};

/**
 * The environment of every git process: the inherited one without any variable that would point git at another repository,
 * index or configuration (a hook or an alias that started this process leaves GIT_DIR and GIT_INDEX_FILE behind).
 *
 * @param extra variables of one call
 * @param config settings above every file, as pairs of key and value. Unlike `-c` they can hold any key.
 */
export function gitEnvironment(inherited: NodeJS.ProcessEnv, extra: Readonly<Record<string, string>> = {}, config: readonly (readonly [string, string])[] = []): Record<string, string> {
	const environment: Record<string, string> = {};
	for (const [name, value] of Object.entries(inherited)) {
		const upper = name.toUpperCase();
		if (value === undefined || dropped.has(upper) || (upper.startsWith('GIT_') && !kept.includes(upper))) { continue; }
		environment[name] = value;
	}
	Object.assign(environment, own, extra);
	if (config.length) {
		environment.GIT_CONFIG_COUNT = String(config.length);
		for (const [index, [key, value]] of config.entries()) {
			environment[`GIT_CONFIG_KEY_${index}`] = key;
			environment[`GIT_CONFIG_VALUE_${index}`] = value;
		}
	}
	return environment;
}
