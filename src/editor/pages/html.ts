export interface PageParts {
	readonly title: string;
	readonly language: string;
	/** What style sheets and fonts are loaded from: `webview.cspSource`. */
	readonly source: string;
	readonly nonce: string;
	readonly script: string;
	readonly style: string;
	readonly icons: string;
}

/**
 * The whole html of a page. No data and no style stands in it, nothing runs but its own script, and nothing is loaded from elsewhere.
 * vscode-elements find the icons' style sheet by its id.
 */
export function html({ title, language, source, nonce, script, style, icons }: PageParts): string {
	const policy = [
		`default-src 'none'`, `script-src 'nonce-${nonce}'`, `style-src ${source} 'nonce-${nonce}'`, `font-src ${source}`,
		`base-uri 'none'`, `form-action 'none'`,
	].join('; ');
	return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
	<meta charset="utf-8">
	<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
	<meta name="viewport" content="width=device-width, initial-scale=1">
	<title>${escaped(title)}</title>
	<link rel="stylesheet" nonce="${nonce}" id="vscode-codicon-stylesheet" href="${escaped(icons)}">
	<link rel="stylesheet" nonce="${nonce}" href="${escaped(style)}">
</head>
<body data-vscode-context='{"preventDefaultContextMenuItems":true}'>
	<main id="page"></main>
	<script nonce="${nonce}" src="${escaped(script)}"></script>
</body>
</html>`;
}

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
