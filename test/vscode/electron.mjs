// Runs the same suite in a desktop VS Code, which is downloaded: `npm run test:electron`, where its update server can be reached.
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { freshWorkspace } from './driver/fresh-workspace.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const workspace = await freshWorkspace();
try {
	process.exitCode = await runTests({
		version: process.env.VSCODE_VERSION ?? 'stable',
		extensionDevelopmentPath: root,
		extensionTestsPath: path.join(root, 'out/vscode/index.js'),
		launchArgs: [workspace.folder, '--disable-extensions', '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'],
	});
} catch (error) {
	console.error(`The suite in desktop VS Code failed: ${error instanceof Error ? error.message : String(error)}`);
	process.exitCode = 1;
} finally {
	await workspace.remove();
}
