import type { MetricHistory } from '../../model';

/** Points of one metric that are kept; a longer training is thinned evenly, its last point always kept. */
export const maxPoints = 100_000;

/** A metric history as it grows, point by point, within bounds. */
export class Series {
	private readonly steps: number[] = [];
	private readonly values: number[] = [];
	private readonly times: number[] = [];
	private stride = 1;
	private seen = 0;
	private newestStep = NaN;
	private newestValue = NaN;
	private newestTime = NaN;

	/** @param shown what a value is told as: reckoned for those that are kept, not for all that come */
	constructor(private readonly most = maxPoints, private readonly shown: (value: number) => number = value => value) {}

	/** `time` in milliseconds since 1970, where it is known. */
	add(step: number, value: number, time = NaN): void {
		this.newestStep = step;
		this.newestValue = value;
		this.newestTime = time;
		if (this.seen++ % this.stride !== 0) { return; }
		if (this.steps.length >= this.most) {
			for (const list of [this.steps, this.values, this.times]) { list.splice(0, list.length, ...list.filter((_, index) => index % 2 === 0)); }
			this.stride *= 2;
			if ((this.seen - 1) % this.stride !== 0) { return; }
		}
		this.steps.push(step);
		this.values.push(value);
		this.times.push(time);
	}

	get last(): { readonly step: number; readonly value: number; readonly time: number } | undefined {
		return this.seen === 0 ? undefined : { step: this.newestStep, value: this.shown(this.newestValue), time: this.newestTime };
	}

	/** Whether points were left out. */
	get thinned(): boolean {
		return this.stride > 1;
	}

	get length(): number {
		return this.seen;
	}

	history(): MetricHistory {
		const [steps, values, times] = [[...this.steps], this.values.map(this.shown), [...this.times]];
		if (this.seen > 0 && (this.seen - 1) % this.stride !== 0) {
			steps.push(this.newestStep);
			values.push(this.shown(this.newestValue));
			times.push(this.newestTime);
		}
		return { steps, values, ...(times.every(time => Number.isNaN(time)) ? {} : { times }) };
	}
}
