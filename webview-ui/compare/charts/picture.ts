/** A shape of a chart with what the theme made of it: everything that is needed to draw it elsewhere. Lengths in px. */
export interface Shape {
	readonly is: 'path' | 'text';
	/** An SVG path; of a text the text itself. */
	readonly what: string;
	readonly x: number;
	readonly y: number;
	readonly fill: string;
	readonly stroke: string;
	readonly width: number;
	readonly dash: string;
	readonly opacity: number;
	readonly font: string;
	readonly anchor: 'start' | 'middle' | 'end';
}

export interface Picture {
	readonly width: number;
	readonly height: number;
	readonly background: string;
	readonly title: string;
	readonly shapes: readonly Shape[];
}

/** An SVG of a picture by itself: no style sheet, no script, no font but by name. */
export function svgOf({ width, height, background, title, shapes }: Picture): string {
	const drawn = shapes.map(({ is, what, x, y, fill, stroke, width: line, dash, opacity, font, anchor }) => {
		const look = `fill="${escaped(fill)}"${stroke === 'none' ? '' : ` stroke="${escaped(stroke)}" stroke-width="${line}"${dash === '' ? '' : ` stroke-dasharray="${escaped(dash)}"`}`}${opacity < 1 ? ` opacity="${opacity}"` : ''}`;
		return is === 'path' ? `<path d="${escaped(what)}" ${look}/>` : `<text x="${x}" y="${y}" text-anchor="${anchor}" style="font:${escaped(font)}" ${look}>${escaped(what)}</text>`;
	});
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">\n<title>${escaped(title)}</title>\n<rect width="100%" height="100%" fill="${escaped(background)}"/>\n${drawn.join('\n')}\n</svg>\n`;
}

/** The path of a basic shape; undefined for what isn't one. Radius 0 and boxes without size draw nothing. */
export function pathOf(name: string, get: (attribute: string) => string | null): string | undefined {
	const n = (attribute: string) => Number(get(attribute) ?? 0);
	switch (name) {
		case 'line': return `M${n('x1')} ${n('y1')}L${n('x2')} ${n('y2')}`;
		case 'rect': return `M${n('x')} ${n('y')}h${n('width')}v${n('height')}h${-n('width')}Z`;
		case 'circle': return `M${n('cx') - n('r')} ${n('cy')}a${n('r')} ${n('r')} 0 1 0 ${2 * n('r')} 0a${n('r')} ${n('r')} 0 1 0 ${-2 * n('r')} 0Z`;
		case 'path': return get('d') ?? '';
		default: return undefined;
	}
}

function escaped(text: string): string {
	return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}
