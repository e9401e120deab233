import type { TrainingRun } from '../../core/runs/trainingRun';
import type { BestRun } from './runNode';

/** The best of several runs by the metric that most of them are judged by; undefined where nobody can say which way is better. */
export function bestRun(runs: readonly TrainingRun[]): BestRun | undefined {
	const counts = new Map<string, number>();
	for (const { metric } of runs) { if (metric) { counts.set(metric.name, (counts.get(metric.name) ?? 0) + 1); } }
	const [name] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
	let best: BestRun | undefined;
	for (const run of runs) {
		const { metric } = run;
		if (!metric || metric.name !== name || metric.direction === undefined || !Number.isFinite(metric.value)) { continue; }
		const sign = metric.direction === 'higher' ? 1 : -1;
		if (!best || sign * metric.value > sign * best.metric.value) { best = { run, metric }; }
	}
	return best;
}
