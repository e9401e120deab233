import type { TrainingRun } from '../../core/runs/trainingRun';

/** A run as --json prints it. The keys are a contract: more may come, none goes. `registered` is a reference such as churn@v4. */
export function runJson(run: TrainingRun, refs: ReadonlyMap<string, string>) {
	const { tool, id, name, path, state, progress, started, ended, metric, metrics, paramCount, checkpoints, best, group, parent, url, registered } = run;
	return {
		tool, id, name, path, state, progress: progress ?? null, started: started ?? null, ended: ended ?? null,
		metric: metric ? { name: metric.name, value: metric.value, direction: metric.direction ?? null } : null, metrics, params: paramCount,
		best: best ?? null, checkpoints: checkpoints.map(one => ({ path: one.path, kind: one.kind, bytes: one.bytes ?? null, modified: one.modified })),
		group: group ? { kind: group.kind, name: group.name } : null, parent: parent ?? null, url: url ?? null, registered: registered === undefined ? null : refs.get(registered) ?? registered,
	};
}
