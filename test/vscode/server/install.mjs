import { ensureServer } from './ensure.mjs';
import { startTree } from './process-tree.mjs';

/**
 * Installs a packed extension as a user would, and says so if VS Code refuses it.
 * @param {string} vsix
 * @param {string} extensionsDir
 * @param {string} userDataDir
 */
export async function installVsix(vsix, extensionsDir, userDataDir) {
	const { node, main } = await ensureServer();
	const { child } = startTree(node, [
		main, '--install-extension', vsix, '--extensions-dir', extensionsDir, '--server-data-dir', userDataDir, '--accept-server-license-terms',
	]);
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text) => void (output += text));
	}
	const code = await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
	if (code !== 0 || !output.includes('was successfully installed')) {
		throw new Error(`VS Code refused to install ${vsix} (code ${code}): ${output.trim()}`);
	}
}
