/**
 * The address at which the server's window opens a folder. The two paths of a development window are honoured only by a server in automation.
 * @param {{ url: string }} server
 * @param {{ folder?: string, workspaceFile?: string, extensionPath?: string, testsPath?: string }} what absolute paths
 * @returns {string}
 */
export function address(server, { folder, workspaceFile, extensionPath, testsPath }) {
	const url = new URL(server.url);
	const remote = (/** @type {string} */ path) => `vscode-remote://${url.host}${path}`;
	if (folder) {
		url.searchParams.set('folder', folder);
	} else if (workspaceFile) {
		url.searchParams.set('workspace', workspaceFile);
	} else {
		url.searchParams.set('ew', 'true'); // an empty window
	}
	url.searchParams.set('payload', JSON.stringify([
		['skipWelcome', 'true'],
		...(extensionPath ? [['extensionDevelopmentPath', remote(extensionPath)]] : []),
		...(testsPath ? [['extensionTestsPath', remote(testsPath)]] : []),
	]));
	return url.href;
}
