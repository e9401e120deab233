import type { Id, MetricHistory } from '../model';

/** What a curve is drawn along. */
export type Along = 'step' | 'epoch' | 'time';

/** A part of the x axis: steps, epochs or seconds. */
export interface CurvePart { readonly along: Along; readonly from: number; readonly to: number }

/** One metric over the training of one version, thinned to what a screen can show. */
export interface Curve {
	readonly version: Id;
	readonly steps: readonly number[];
	/** Null where it was not finite. */
	readonly values: readonly (number | null)[];
	/** Seconds since its first point; absent where times weren't recorded. */
	readonly seconds?: readonly number[];
	/** How many times the training had been over its data, where the tool said so. */
	readonly epochs?: readonly number[];
}

export interface Curves {
	/** All metrics of which some version has a course. */
	readonly metrics: readonly string[];
	readonly metric: string;
	readonly curves: readonly Curve[];
	/** Whether points were left out: a part of the curves has more of them. */
	readonly isThinned: boolean;
}

export interface Course { readonly version: Id; readonly histories: Readonly<Record<string, MetricHistory>> }

/** Points of a curve that a screen can tell apart, twice over; of all curves together no more than a page takes in at once. */
const mostPoints = 2_000, mostOfAll = 120_000;

/**
 * The courses of a metric; of the first loss by name where none is asked for. Of a part, its own points and one beyond each edge. Undefined
 * where there are no courses.
 */
export function curvesOf(courses: readonly Course[], wanted: string | null, part?: CurvePart): Curves | undefined {
	const metrics = [...new Set(courses.flatMap(one => Object.keys(one.histories)))].sort();
	const metric = wanted !== null && metrics.includes(wanted) ? wanted : metrics.find(name => /loss/i.test(name)) ?? metrics[0];
	if (metric === undefined) { return undefined; }
	const most = Math.max(200, Math.min(mostPoints, Math.floor(mostOfAll / Math.max(1, courses.length))));
	let isThinned = false;
	const curves = courses.flatMap(({ version, histories }) => {
		const history = Object.hasOwn(histories, metric) ? histories[metric] : undefined;
		const whole = history && wholeCurve(version, history, epochsIn(histories));
		const { first, end } = whole ? range(whole, part) : { first: 0, end: 0 };
		if (!whole || end <= first) { return []; }
		isThinned ||= end - first > most;
		return [picked(whole, thinned(whole.values, first, end, most))];
	});
	return { metrics, metric, curves, isThinned };
}

function wholeCurve(version: Id, { steps, values, times }: MetricHistory, epochs: MetricHistory | undefined): Curve {
	const start = times?.[0] ?? 0;
	return {
		version, steps, values: values.map(value => (Number.isFinite(value) ? value : null)),
		...(times ? { seconds: times.map(time => (time - start) / 1000) } : {}), ...(epochs ? { epochs: epochsAt(epochs, steps) } : {}),
	};
}

/** The points of a part, and one beyond each edge so that lines reach them. None where the curve has no such axis. */
function range({ steps, seconds, epochs, values }: Curve, part: CurvePart | undefined): { readonly first: number; readonly end: number } {
	if (!part) { return { first: 0, end: values.length }; }
	const xs = { step: steps, time: seconds, epoch: epochs }[part.along] ?? [];
	const inside = xs.findIndex(x => x >= part.from), last = xs.findLastIndex(x => x <= part.to);
	return { first: Math.max(0, (inside < 0 ? xs.length : inside) - 1), end: Math.min(xs.length, last + 2) };
}

function picked({ version, steps, values, seconds, epochs }: Curve, at: readonly number[]): Curve {
	if (at.length === values.length) { return { version, steps, values, ...(seconds ? { seconds } : {}), ...(epochs ? { epochs } : {}) }; }
	const pick = <T>(list: readonly T[]) => at.map(one => list[one] as T);
	return { version, steps: pick(steps), values: pick(values), ...(seconds ? { seconds: pick(seconds) } : {}), ...(epochs ? { epochs: pick(epochs) } : {}) };
}

/** Of the points from `first` up to, not including, `end`: of every few the lowest, the highest and a gap, in their order. No spike is lost. */
export function thinned(values: readonly (number | null)[], first: number, end: number, most: number): readonly number[] {
	const count = end - first;
	if (count <= most) { return Array.from({ length: count }, (_, at) => first + at); }
	const kept: number[] = [], buckets = Math.floor(most / 3);
	for (let bucket = 0; bucket < buckets; bucket++) {
		const from = first + Math.floor(bucket * count / buckets), to = first + Math.floor((bucket + 1) * count / buckets);
		let low = -1, high = -1, gap = -1;
		for (let at = from; at < to; at++) {
			const value = values[at];
			if (value === null || value === undefined) { gap = at; continue; }
			if (low < 0 || value < (values[low] ?? 0)) { low = at; }
			if (high < 0 || value > (values[high] ?? 0)) { high = at; }
		}
		kept.push(...[...new Set([low, high, gap])].filter(at => at >= 0).sort((a, b) => a - b));
	}
	return kept;
}

/** Tools count epochs as a metric of its own. */
function epochsIn(histories: Readonly<Record<string, MetricHistory>>): MetricHistory | undefined {
	const name = Object.keys(histories).find(one => /^(?:train[/_.])?epochs?$/i.test(one));
	const found = name === undefined ? undefined : histories[name];
	return found && found.values.length > 1 && found.values.every(Number.isFinite) ? found : undefined;
}

/** The epoch at each step. Between two counts it grows evenly. */
function epochsAt({ steps: counted, values }: MetricHistory, steps: readonly number[]): readonly number[] {
	let after = 0;
	return steps.map((step, at) => {
		// Steps may begin anew.
		if (at > 0 && step < (steps[at - 1] ?? 0)) { after = 0; }
		while (after < counted.length && (counted[after] ?? 0) < step) { after++; }
		if (after === 0 || after === counted.length) { return values[after === 0 ? 0 : values.length - 1] ?? 0; }
		const [from, to] = [counted[after - 1] ?? 0, counted[after] ?? 0], part = to === from ? 1 : (step - from) / (to - from);
		return (values[after - 1] ?? 0) + part * ((values[after] ?? 0) - (values[after - 1] ?? 0));
	});
}
