import type { FoundRun } from './reader';
import { fromText } from './parse/fromText';
import { notFinite } from './parse/flatten';
import { Numeral } from '../parse/data';
import { Series } from './parse/series';

export const mlflowTool = 'mlflow';

/** What both of MLflow's stores say alike. */
export const mlflowStatus: Readonly<Record<string, FoundRun['status']>> = {
	1: 'running', 2: 'running', 3: 'finished', 4: 'failed', 5: 'failed', RUNNING: 'running', SCHEDULED: 'running', FINISHED: 'finished', FAILED: 'failed', KILLED: 'failed',
};

/** How much of a metric's file is looked at for its last value alone. */
const tail = 1024;

/**
 * A metric's file: one line a point, `<timestamp ms> <value> <step>`; old ones have no step, new ones more fields behind it. `last` is the newest
 * point as written, by step and then by time, as MLflow reckons it. `brief`: from the end of the file, and no series.
 */
export function readMetricLines(text: string, brief: boolean): { readonly last: Numeral | undefined; readonly series: Series } {
	const series = new Series();
	let newest: { readonly step: number; readonly time: number; readonly written: string } | undefined;
	let before = '';
	const lines = (brief && text.length > tail ? text.slice(text.indexOf('\n', text.length - tail) + 1) : text).split('\n');
	for (const line of lines) {
		// MLflow 3 writes a point twice: for the run, and for the run's model.
		if (line === '' || line === before) { continue; }
		before = line;
		const [time = '', written = '', ordinal = '0'] = line.split(' ', 3);
		const step = Number(ordinal);
		const at = Number(time);
		if (!newest || step > newest.step || (step === newest.step && at >= newest.time)) { newest = { step, time: at, written }; }
		const value = brief ? undefined : Number(written);
		if (value !== undefined) { series.add(step, Number.isNaN(value) ? notFinite(written)?.value ?? NaN : value, at); }
	}
	const last = newest && fromText(newest.written);
	return { last: last instanceof Numeral ? last : undefined, series };
}

/**
 * A place that MLflow recorded as a URI or an absolute path, as it stands in this workspace: such paths are of the machine and folder where the
 * run was made, so only what follows the store's folder counts. `store` is that folder's workspace path, `suffix` its last parts.
 */
export function placeInStore(uri: string, store: string): string | undefined {
	const parts = uri.replace(/^file:\/\//, '').split(/[\\/]+/);
	const tail = parts.findLastIndex(part => part === 'mlruns');
	return tail < 0 ? undefined : [store, ...parts.slice(tail + 1)].filter(part => part !== '').join('/');
}
