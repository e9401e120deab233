import { posix } from 'node:path';
import type { FormatFacts } from '../formats/format';
import type { Metric, MetricHistory, WorkspacePath } from '../model';
import type { FoundRun } from '../runs/reader';

/**
 * A run's metrics as they stood when a checkpoint of it was written, by its histories: a checkpoint of the second epoch isn't judged by the last one's.
 * Where nothing tells which point of the histories that was, the run as it is. A metric of which no history is kept stays the run's last.
 */
export function atCheckpoint<T extends FoundRun>(run: T, path: WorkspacePath, { format, facts }: { readonly format: string; readonly facts: FormatFacts }): T {
	const { histories } = run;
	const pointOf = histories && Object.keys(histories).length > 0 ? pointFor(run, posix.basename(path), format, facts) : undefined;
	if (!histories || !pointOf) { return run; }
	return { ...run, metrics: run.metrics.flatMap((metric): Metric[] => {
		const history = histories[metric.name];
		const at = history ? pointOf(history) : -1;
		if (!history || at === history.values.length - 1) { return [metric]; }
		const [value, step] = [history.values[at], history.steps[at]];
		// What was first measured later says nothing of it.
		return value === undefined ? [] : [{ name: metric.name, value, source: { ...metric.source, field: `step ${step ?? at}` }, certainty: metric.certainty }];
	}) };
}

type PointOf = (history: MetricHistory) => number;

function pointFor(run: FoundRun, name: string, format: string, facts: FormatFacts): PointOf | undefined {
	const own = (key: string): number | undefined => {
		const value = facts.params?.find(param => param.name === key)?.value;
		return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
	};
	const steps = own('global_step');
	// Lightning counts the steps that are done, and logs the number of the one that it is in.
	if (facts.library === 'lightning' && steps !== undefined && ['lightning', 'tensorboard', 'csv-log', 'mlflow'].includes(run.tool)) { return ({ steps: logged }) => logged.findLastIndex(step => step < steps); }
	const epoch = own('epoch');
	if (run.tool === 'timm' && epoch !== undefined) { return ({ steps: logged }) => logged.findLastIndex(step => step <= epoch); }
	return run.tool === 'csv-log' && /^keras/.test(format) ? kerasPoint(run.histories ?? {}, name) : undefined;
}

/**
 * ModelCheckpoint of Keras puts into a name what its pattern asks for: epochs from 1 on, and rounded metrics (`best-03-0.87.keras`). Believed where the
 * numbers of that epoch are those of the name; an epoch alone only where the name says that it is one.
 */
function kerasPoint(histories: Readonly<Record<string, MetricHistory>>, name: string): PointOf | undefined {
	const numbers = name.replace(/(?:\.weights)?\.(?:keras|h5|hdf5)$/i, '').match(/\d+(?:\.\d+)?/g) ?? [];
	const decimals = numbers.filter(number => number.includes('.'));
	for (const number of numbers.filter(one => !one.includes('.'))) {
		// CSVLogger counts them from 0 on.
		const epoch = Number(number) - 1;
		const there = Object.values(histories).flatMap(({ steps, values }) => values[steps.indexOf(epoch)] ?? []);
		const told = decimals.length > 0 ? decimals.every(text => there.some(value => value.toFixed(text.split('.')[1]?.length ?? 0) === text)) : new RegExp(`(?:^|[^a-z])ep(?:och)?[-_=.]?0*${Number(number)}(?!\\d)`, 'i').test(name);
		if (there.length > 0 && told) { return ({ steps }) => steps.findLastIndex(step => step <= epoch); }
	}
	return undefined;
}
