import type { Picture } from './toSvg';

/** Pixels of a canvas' side that every browser can still draw. */
const longest = 32_000;

/** A picture as the bytes of a PNG, twice as fine as the screen's points where that fits. Drawn by hand: the page's policy loads no image, an SVG neither. */
export async function toPng({ width, height, background, paths, texts }: Picture): Promise<Uint8Array> {
	const scale = Math.min(2, longest / height);
	const canvas = document.createElement('canvas');
	canvas.width = Math.ceil(width * scale);
	canvas.height = Math.ceil(height * scale);
	const context = canvas.getContext('2d');
	if (!context) { throw new Error('This window can draw no picture.'); }
	context.scale(scale, scale);
	context.fillStyle = background;
	context.fillRect(0, 0, width, height);
	for (const { d, fill, stroke, width: line, opacity } of paths) {
		const path = new Path2D(d);
		context.globalAlpha = opacity;
		if (fill !== 'none') { context.fillStyle = fill; context.fill(path); }
		context.strokeStyle = stroke;
		context.lineWidth = line;
		context.stroke(path);
	}
	context.globalAlpha = 1;
	for (const { text, x, y, color, isBold, anchor } of texts) {
		context.font = `${isBold ? '600 ' : ''}13px system-ui, sans-serif`;
		context.textAlign = anchor;
		context.fillStyle = color;
		context.fillText(text, x, y);
	}
	const blob = await new Promise<Blob | null>(resolve => { canvas.toBlob(resolve, 'image/png'); });
	if (!blob) { throw new Error('The picture is too large for a PNG. Save it as SVG.'); }
	return new Uint8Array(await blob.arrayBuffer());
}
