import type { MetricHistory } from '../../core/model';
import type { Registry } from '../../core/registry';
import type { Curve, Curves } from '../../protocol/compare';

/** Points of a curve that a screen can tell apart, twice over; of all curves together no more than a page takes in at once. */
const mostPoints = 2_000, mostOfAll = 120_000;

/** The courses of a metric over the trainings of these versions; of the first by name where none is asked for. Undefined where there are none. */
export async function curvesOf(registry: Pick<Registry, 'histories'>, versions: readonly string[], wanted: string | null): Promise<Curves | undefined> {
	const all: { readonly version: string; readonly histories: Readonly<Record<string, MetricHistory>> }[] = [];
	for (const version of versions) { all.push({ version, histories: await registry.histories(version) }); }
	const metrics = [...new Set(all.flatMap(one => Object.keys(one.histories)))].sort();
	const metric = wanted !== null && metrics.includes(wanted) ? wanted : metrics.find(name => /loss/i.test(name)) ?? metrics[0];
	if (metric === undefined) { return undefined; }
	const most = Math.max(200, Math.min(mostPoints, Math.floor(mostOfAll / Math.max(1, all.length))));
	return { metrics, metric, curves: all.flatMap(({ version, histories }) => (Object.hasOwn(histories, metric) && histories[metric] ? [curveOf(version, histories[metric], epochsIn(histories), most)] : [])) };
}

function curveOf(version: string, history: MetricHistory, epochs: MetricHistory | undefined, most: number): Curve {
	const { steps, values, times } = thinned(history, most);
	const start = times?.[0] ?? 0;
	return { version, steps, values: values.map(value => (Number.isFinite(value) ? value : null)), ...(times ? { seconds: times.map(time => (time - start) / 1000) } : {}), ...(epochs ? { epochs: steps.map(step => epochAt(epochs, step)) } : {}) };
}

/** Tools count epochs as a metric of its own. */
function epochsIn(histories: Readonly<Record<string, MetricHistory>>): MetricHistory | undefined {
	const name = Object.keys(histories).find(one => /^(?:train[/_.])?epochs?$/i.test(one));
	const found = name === undefined ? undefined : histories[name];
	return found && found.values.length > 1 && found.values.every(Number.isFinite) ? found : undefined;
}

/** Between two counts the epoch grows evenly. */
function epochAt({ steps, values }: MetricHistory, step: number): number {
	const after = steps.findIndex(one => one >= step);
	if (after <= 0) { return values[after < 0 ? values.length - 1 : 0] ?? 0; }
	const [from, to] = [steps[after - 1] ?? 0, steps[after] ?? 0], part = to === from ? 1 : (step - from) / (to - from);
	return (values[after - 1] ?? 0) + part * ((values[after] ?? 0) - (values[after - 1] ?? 0));
}

/** Of every few points the lowest and the highest, in their order: no spike is lost. */
export function thinned(history: MetricHistory, most: number): MetricHistory {
	const { steps, values, times } = history;
	if (values.length <= most) { return history; }
	const kept: number[] = [];
	const buckets = Math.floor(most / 2);
	for (let bucket = 0; bucket < buckets; bucket++) {
		const from = Math.floor(bucket * values.length / buckets), to = Math.floor((bucket + 1) * values.length / buckets);
		let low = from, high = from;
		for (let at = from; at < to; at++) {
			if ((values[at] ?? NaN) < (values[low] ?? NaN)) { low = at; }
			if ((values[at] ?? NaN) > (values[high] ?? NaN)) { high = at; }
		}
		kept.push(...new Set([Math.min(low, high), Math.max(low, high)]));
	}
	const pick = (list: readonly number[]) => kept.map(at => list[at] ?? NaN);
	return { steps: pick(steps), values: pick(values), ...(times ? { times: pick(times) } : {}) };
}
