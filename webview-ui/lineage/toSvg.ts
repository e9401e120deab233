/** What a file can hold: paths and texts, with colors as they come out. In px. */
export interface Picture {
	readonly width: number;
	readonly height: number;
	readonly background: string;
	readonly paths: readonly { readonly d: string; readonly fill: string; readonly stroke: string; readonly width: number; readonly opacity: number }[];
	readonly texts: readonly { readonly text: string; readonly x: number; readonly y: number; readonly color: string; readonly isBold: boolean; readonly anchor: 'start' | 'end' }[];
}

/** A picture as a file of its own: attributes only, no style, no script, nothing from elsewhere. */
export function toSvg({ width, height, background, paths, texts }: Picture): string {
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="13">`,
		`<rect width="${width}" height="${height}" fill="${escaped(background)}"/>`,
		...paths.map(path => `<path d="${path.d}" fill="${escaped(path.fill)}" stroke="${escaped(path.stroke)}" stroke-width="${path.width}"${path.opacity === 1 ? '' : ` opacity="${path.opacity}"`}/>`),
		...texts.map(({ text, x, y, color, isBold, anchor }) => `<text x="${x}" y="${y}" fill="${escaped(color)}"${isBold ? ' font-weight="600"' : ''}${anchor === 'end' ? ' text-anchor="end"' : ''}>${escaped(text)}</text>`),
		'</svg>', '',
	].join('\n');
}

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
