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
	private newest: { readonly step: number; readonly value: number; readonly time: number } | undefined;

	constructor(private readonly most = maxPoints) {}

	/** `time` in milliseconds since 1970, where it is known. */
	add(step: number, value: number, time = NaN): void {
		this.newest = { step, value, time };
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
		return this.newest;
	}

	/** Whether points were left out. */
	get thinned(): boolean {
		return this.stride > 1;
	}

	get length(): number {
		return this.seen;
	}

	history(): MetricHistory {
		const [steps, values, times] = [[...this.steps], [...this.values], [...this.times]];
		if (this.newest && (this.seen - 1) % this.stride !== 0) {
			steps.push(this.newest.step);
			values.push(this.newest.value);
			times.push(this.newest.time);
		}
		return { steps, values, ...(times.every(time => Number.isNaN(time)) ? {} : { times }) };
	}
}
