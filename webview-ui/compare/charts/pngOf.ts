import type { Picture } from './picture';

/** Pixels of the file for each of the page: sharp in print and on any screen. */
const density = 2;

/** A picture as a PNG, in base64. Painted shape by shape: the page's policy loads no images, its own neither. */
export async function pngOf({ width, height, background, shapes }: Picture): Promise<string> {
	const canvas = document.createElement('canvas');
	canvas.width = width * density;
	canvas.height = height * density;
	const context = canvas.getContext('2d');
	if (!context) { throw new Error('This window draws no canvas'); }
	context.scale(density, density);
	context.fillStyle = background;
	context.fillRect(0, 0, width, height);
	for (const { is, what, x, y, fill, stroke, width: line, dash, opacity, font, anchor } of shapes) {
		context.globalAlpha = opacity;
		context.fillStyle = fill === 'none' ? 'transparent' : fill;
		if (is === 'text') {
			context.font = font;
			context.textAlign = anchor === 'middle' ? 'center' : anchor;
			context.fillText(what, x, y);
			continue;
		}
		const path = new Path2D(what);
		if (fill !== 'none') { context.fill(path); }
		if (stroke === 'none') { continue; }
		context.strokeStyle = stroke;
		context.lineWidth = line;
		context.setLineDash(dash === '' ? [] : dash.split(/[\s,]+/).map(Number));
		context.stroke(path);
	}
	const blob = await new Promise<Blob | null>(done => { canvas.toBlob(done, 'image/png'); });
	if (!blob) { throw new Error('This chart is too large for a PNG'); }
	const bytes = new Uint8Array(await blob.arrayBuffer());
	let text = '';
	for (let at = 0; at < bytes.length; at += 0x8000) { text += String.fromCharCode(...bytes.subarray(at, at + 0x8000)); }
	return btoa(text);
}
