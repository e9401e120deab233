import { formatAge } from '../../core/present/age';
import { formatMetric, metricDecimals } from '../../core/present/numbers';
import { plainLine } from '../../core/present/plain';
import type { TrainingRun } from '../../core/runs/trainingRun';
import type { RunsFound } from '../../core/verbs/runs';
import type { Style } from '../style';
import { table, type Row } from '../table';
import { counted } from './words';

/** 'roberta-lr2e4  f1_macro 0.9525  Hugging Face Trainer  2 d  runs/roberta-lr2e4', newest first, and how many more there are. */
export function runLines(shown: readonly TrainingRun[], { runs, registered }: RunsFound, refs: ReadonlyMap<string, string>, style: Style, now = new Date()): readonly string[] {
	const rest = registered === 0 ? '' : `${counted(registered, 'run is', 'runs are')} registered already: model-registry runs --all`;
	if (runs.length === 0) { return [rest === '' ? 'No training runs were found.' : `Nothing to register. ${rest}`]; }
	return [
		...table(shown.map(run => row(run, refs, style, now))),
		...(shown.length < runs.length ? [style.dim(`${runs.length - shown.length} more, older.`)] : []), ...(rest === '' ? [] : [style.dim(`${rest}.`)]),
	];
}

function row(run: TrainingRun, refs: ReadonlyMap<string, string>, style: Style, now: Date): Row {
	const { metric, state, started, ended, best, group } = run;
	const date = started ?? ended;
	return [
		{ text: plainLine(run.name), paint: style.bold },
		metric ? `${plainLine(metric.name)} ${formatMetric(metric.value, metricDecimals([metric.value], [metric.text]))}` : { text: 'no metrics', paint: style.dim },
		{ text: run.registered === undefined ? stateText(run) : plainLine(refs.get(run.registered) ?? 'registered'), paint: run.registered !== undefined ? style.green : state === 'failed' ? style.red : state === 'running' ? style.blue : style.dim },
		[run.title, ...(group ? [plainLine(group.name)] : [])].join(', '),
		{ text: date ? formatAge(date, now) : '', paint: style.dim },
		best ? plainLine(best.path) : { text: 'no model', paint: style.dim },
		{ text: run.id === best?.path ? '' : plainLine(shortId(run.id)), paint: style.dim },
	];
}

function stateText({ state, progress }: TrainingRun): string {
	if (state === 'unknown') { return ''; }
	return state === 'running' && progress !== undefined ? `running, ${Math.floor(progress * 100)} %` : state;
}

/** As many digits as one types: the rest is found by them. */
function shortId(id: string): string {
	return /^[0-9a-f]{32}$/.test(id) ? id.slice(0, 8) : id;
}
