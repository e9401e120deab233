import { homedir } from 'node:os';
import path from 'node:path';

/** The release that the tests run in: code-server 4.139.1 carries VS Code 1.139.1. */
export const SERVER_VERSION = '4.139.1';

/**
 * The folder that holds one built VS Code server, outside the checkout so that a fresh clone finds it warm.
 * @returns {string} absolute path, keyed by version; it exists only once a build is complete
 */
export function cacheFolder() {
	const { MODEL_REGISTRY_VSCODE_CACHE: chosen, XDG_CACHE_HOME: xdg } = process.env;
	const root = chosen || path.join(xdg || path.join(homedir(), '.cache'), 'model-registry-vscode');
	return path.join(path.resolve(root), SERVER_VERSION);
}
