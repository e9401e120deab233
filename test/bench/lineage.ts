import { layout } from '../../src/core/lineage/layout';
import { made, type Step } from '../core/lineage/graphs';
import { random } from '../core/support/mutations';
import { sceneOf } from '../../webview-ui/lineage/sceneOf';
import { arrangedAtFirst } from '../../webview-ui/lineage/state';
import { fromGraph } from '../pages/lineage/lineages';
import { median, milliseconds, ms, type Line } from './measure';

/** Versions of 40 models, most made from one of the last dozen, each of one of seven data sets. */
function history(versions: number): readonly Step[] {
	const next = random('lineage');
	return Array.from({ length: versions }, (_, i) => ({ model: Math.floor(next() * 40), bases: next() < 0.8 ? [Math.max(0, i - 1 - Math.floor(next() * 12))] : [], data: [Math.floor(next() * 7)] }));
}

/** From a graph to rows and lanes. */
export async function benchLineage(): Promise<readonly Line[]> {
	const sizes = [1_000, 10_000];
	const took: number[] = [], shown: number[] = [];
	for (const size of sizes) {
		const graph = made(history(size));
		took.push(await median(5, () => milliseconds(() => layout(graph))));
		// Over the wire's columns and back, all models open.
		shown.push(await median(5, () => milliseconds(() => sceneOf(fromGraph(graph), { arranged: { ...arrangedAtFirst, isFoldChosen: true } }))));
	}
	return [
		{ what: 'rows and lanes of a lineage (1,000, 10,000 versions)', figure: took.map(ms).join(', '), ratio: `${((took[1] ?? NaN) / (took[0] ?? NaN)).toFixed(1)} ×`, target: '< 500 ms with painting at 10,000' },
		{ what: 'from a lineage to all that its page draws of it (1,000, 10,000 versions)', figure: shown.map(ms).join(', '), ratio: `${((shown[1] ?? NaN) / (shown[0] ?? NaN)).toFixed(1)} ×`, target: 'near linear' },
	];
}
