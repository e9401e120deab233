import { pathOf, type Picture, type Shape } from './picture';

/** What a chart on the page looks like, in the colours of the theme. What only takes the mouse isn't part of it. */
export function pictureOf(svg: SVGSVGElement): Picture {
	const shapes = [...svg.querySelectorAll<SVGElement>('line, rect, circle, path, text')].flatMap((element): readonly Shape[] => {
		const style = getComputedStyle(element);
		if (element.classList.contains('hit') || style.display === 'none' || style.visibility === 'hidden') { return []; }
		const look = {
			fill: colourOf(style.fill, Number(style.fillOpacity)), stroke: colourOf(style.stroke, Number(style.strokeOpacity)), width: parseFloat(style.strokeWidth),
			dash: style.strokeDasharray === 'none' ? '' : style.strokeDasharray.replace(/px/g, ''), opacity: Number(style.opacity), font: `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`,
			anchor: (['middle', 'end'].includes(style.textAnchor) ? style.textAnchor : 'start') as Shape['anchor'],
		};
		if (element.localName === 'text') {
			const text = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.nodeValue ?? '').join('').trim();
			return [{ ...look, is: 'text', what: text, x: Number(element.getAttribute('x')), y: Number(element.getAttribute('y')), stroke: 'none' }];
		}
		const what = pathOf(element.localName, attribute => element.getAttribute(attribute));
		return what === undefined ? [] : [{ ...look, is: 'path', what, x: 0, y: 0 }];
	});
	const background = getComputedStyle(document.documentElement).getPropertyValue('--vscode-editor-background').trim() || getComputedStyle(document.body).backgroundColor;
	return { width: Number(svg.getAttribute('width')), height: Number(svg.getAttribute('height')), background, title: svg.getAttribute('aria-label') ?? '', shapes };
}

function colourOf(colour: string, opacity: number): string {
	if (colour === 'none' || opacity === 0) { return 'none'; }
	return opacity < 1 ? `color-mix(in srgb, ${colour} ${opacity * 100}%, transparent)` : colour;
}
