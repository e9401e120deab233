/** Where a link may lead: an address outside, or a file of the workspace. Undefined for what stays plain text. */
export type LinkTarget = { readonly is: 'address'; readonly href: string } | { readonly is: 'file'; readonly path: string };

const longest = 2_000;

/** Only http, https and mailto lead outside; what has no scheme is a path inside the workspace, never above it. All else (command:, file:, data:, javascript:, #part) is no link. */
export function linkTarget(href: string): LinkTarget | undefined {
	if (href.length > longest || /[\u0000-\u0020\u007f-\u009f\\]/.test(href)) { return undefined; }
	if (/^(?:https?:\/\/[^/]|mailto:)/i.test(href)) { return { is: 'address', href }; }
	if (/^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith('/') || href.startsWith('#') || href.startsWith('?')) { return undefined; }
	const path = decoded(href.replace(/[?#].*$/, ''))?.replace(/^(?:\.\/)+/, '');
	if (path === undefined || path === '' || /[\u0000-\u001f\u007f-\u009f\\:]/.test(path) || path.startsWith('/') || path.split('/').includes('..')) { return undefined; }
	return { is: 'file', path };
}

function decoded(text: string): string | undefined {
	try {
		return decodeURIComponent(text);
	} catch {
		// Not an encoding of anything: then it names no file.
		return undefined;
	}
}
