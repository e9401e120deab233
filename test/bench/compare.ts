import { compare } from '../../src/core/compare/compare';
import { packed } from '../../src/core/compare/packed';
import { unpacked } from '../../src/core/present/unpacked';
import { curvesOf } from '../../src/core/compare/curves';
import { drawnCurves } from '../../webview-ui/compare/charts/drawn';
import { compared } from '../core/compare/facts';
import { median, milliseconds, ms, type Line } from './measure';

/** Versions with 50 metrics and 450 parameters, of which a third differ. */
const versions = (count: number) => Array.from({ length: count }, (_, i) => compared(i + 1, {
	metrics: Object.fromEntries(Array.from({ length: 50 }, (_one, at) => [at ? `accuracy_${at}` : 'auc', Number((0.5 + ((i * 31 + at * 17) % 97) / 250).toFixed(4))])),
	params: Object.fromEntries(Array.from({ length: 450 }, (_one, at) => [`group${at % 9}.key_${at}`, at % 3 === 0 ? 0.001 * (1 + (i * at) % 7) : `value ${at}`])),
}));

/** What a comparison costs before and after it crosses to its page, and curves when something of them changes. */
export async function benchCompare(): Promise<readonly Line[]> {
	const took: number[] = [];
	for (const size of [10, 100]) {
		const facts = { versions: versions(size), base: 0, code: undefined };
		took.push(await median(5, () => milliseconds(() => unpacked(packed(compare(facts))))));
	}
	const points = 10_000, courses = Array.from({ length: 200 }, (_, i) => ({
		version: String(i), histories: { loss: { steps: Array.from({ length: points }, (_one, at) => at), values: Array.from({ length: points }, (_one, at) => Math.exp(-at / 3000) + Math.sin(at * (i + 1)) / 50) } },
	}));
	const curves = curvesOf(courses, null)?.curves ?? [];
	const closer = await median(5, () => milliseconds(() => curvesOf(courses, null, { along: 'step', from: 5_000, to: 5_100 })));
	const columns = curves.map(({ version }) => ({ id: version, name: `v${version}` })) as unknown as Parameters<typeof drawnCurves>[1]['columns'];
	const box = { width: 1000, height: 280, left: 56, right: 130, top: 12, bottom: 26 };
	const drawn = await median(5, () => milliseconds(() => drawnCurves(curves, { columns, base: 0 }, { along: 'step', smoothing: 0.6, isLog: false }, box)));
	return [
		{ what: 'compare 10, 100 versions × 500 keys, to text and back', figure: took.map(ms).join(', '), ratio: `${((took[1] ?? NaN) / (took[0] ?? NaN)).toFixed(1)} ×`, target: '< 300 ms with reading and painting at 100' },
		{ what: '200 curves × 10,000 points, drawn anew', figure: ms(drawn), ratio: '', target: 'fluid' },
		{ what: '200 curves × 10,000 points, the points of a part looked at closely', figure: ms(closer), ratio: '', target: 'fluid' },
	];
}
