import { layout } from '../../src/core/lineage/layout';
import { made, type Step } from '../core/lineage/graphs';
import { random } from '../core/support/mutations';
import { median, milliseconds, ms, type Line } from './measure';

/** Versions of 40 models, most made from one of the last dozen, each of one of seven data sets. */
function history(versions: number): readonly Step[] {
	const next = random('lineage');
	return Array.from({ length: versions }, (_, i) => ({ model: Math.floor(next() * 40), bases: next() < 0.8 ? [Math.max(0, i - 1 - Math.floor(next() * 12))] : [], data: [Math.floor(next() * 7)] }));
}

/** From a graph to rows and lanes. */
export async function benchLineage(): Promise<readonly Line[]> {
	const sizes = [1_000, 10_000];
	const took: number[] = [];
	for (const size of sizes) {
		const graph = made(history(size));
		took.push(await median(5, () => milliseconds(() => layout(graph))));
	}
	return [{ what: 'rows and lanes of a lineage (1,000, 10,000 versions)', figure: took.map(ms).join(', '), ratio: `${((took[1] ?? NaN) / (took[0] ?? NaN)).toFixed(1)} ×`, target: '< 500 ms with painting at 10,000' }];
}
