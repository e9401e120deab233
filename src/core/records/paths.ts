/**
 * Why `path` can't stand in a record, or undefined. A recorded path is relative to the workspace folder, uses '/',
 * and leads nowhere else on any system: no '..', no drive, no backslash, no control character.
 */
export function workspacePathFault(path: string): string | undefined {
	if (path === '') { return 'it is empty'; }
	if (path.length > 1024) { return `it has ${path.length} characters, and 1024 is the most`; }
	if (/[\p{Cc}]/u.test(path)) { return 'it holds a control character'; }
	if (path.includes('\\')) { return 'it holds a backslash'; }
	if (path.startsWith('/') || /^[a-zA-Z]:/.test(path)) { return 'it is absolute'; }
	if (path.includes('\uFFFD')) { return 'it is not valid UTF-8'; }
	const parts = path.split('/');
	if (parts.some(part => part === '..')) { return `it holds '..'`; }
	if (parts.some(part => part === '' || part === '.') && path !== '.') { return 'it is not in its shortest form'; }
	return undefined;
}
