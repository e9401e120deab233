import type { ChartForm } from './chartForm';
import type { CurveChart } from './curveChart';
import { svgOf } from './picture';
import { pictureOf } from './pictureOf';
import { pngOf } from './pngOf';
import type { VersionChart } from './versionChart';

/** The chart that is on the page as the content of a file: text, of PNG in base64. Undefined where none is drawn. */
export async function savedChart(form: ChartForm): Promise<string | undefined> {
	if (form === 'vl.json') {
		const spec = document.querySelector<VersionChart | CurveChart>('version-chart, curve-chart')?.spec;
		return spec && `${JSON.stringify(spec, null, '\t')}\n`;
	}
	const svg = document.querySelector<SVGSVGElement>('#chart svg.chart');
	if (!svg) { return undefined; }
	const picture = pictureOf(svg);
	return form === 'svg' ? svgOf(picture) : pngOf(picture);
}
