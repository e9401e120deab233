import { mkdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes a folder that holds an unpacked extension an installed one, without a copy: what is built is what a reloaded window runs. VS Code
 * takes development paths in its address only when it is driven by automation, and then it shows no messages.
 * @param {string} extension
 * @param {string} extensionsDir must be new: VS Code looks through it once
 */
export async function linkExtension(extension, extensionsDir) {
	const { publisher, name, version } = JSON.parse(await readFile(path.join(extension, 'package.json'), 'utf8'));
	await mkdir(extensionsDir, { recursive: true });
	await symlink(extension, path.join(extensionsDir, `${publisher}.${name}-${version}`), 'dir');
}
