import { at, listAt, mapAt, numberAt, Numeral, textAt, type Data } from '../parse/data';
import { Series } from './parse/series';
import { parseTolerantJson } from '../parse/tolerantJson';
import { optunaParam, optunaTime, type OptunaStudy, type OptunaTrial, type TrialState } from './optunaStudy';

const states: readonly TrialState[] = ['RUNNING', 'COMPLETE', 'PRUNED', 'FAIL', 'WAITING'];

/**
 * The studies of an Optuna journal: one JSON object a line, by its `op_code` (optuna/storages/journal/_storage.py). A last line that is cut off is
 * passed over. Throws RegistryError('damaged-file') for any other line that is no JSON.
 */
export function readOptunaJournal(text: string, path: string): readonly OptunaStudy[] {
	const studies: (Omit<OptunaStudy, 'trials'> & { readonly trials: OptunaTrial[]; deleted: boolean })[] = [];
	const trials: OptunaTrial[] = [];
	const lines = text.split('\n');
	for (const [index, line] of lines.entries()) {
		if (line === '' || (index === lines.length - 1 && !line.endsWith('}'))) { continue; }
		const entry = parseTolerantJson(line, path);
		const trial = trials[numberAt(entry, 'trial_id') ?? -1];
		switch (numberAt(entry, 'op_code')) {
			case 0:
				studies.push({ name: textAt(entry, 'study_name') ?? '', directions: listAt(entry, 'directions').map(one => (textAt(one) === '2' ? 'maximize' : 'minimize')), trials: [], deleted: false });
				break;
			case 1: {
				const study = studies[numberAt(entry, 'study_id') ?? -1];
				if (study) { study.deleted = true; }
				break;
			}
			case 4: {
				const study = studies[numberAt(entry, 'study_id') ?? -1];
				const made = newTrial(entry, study?.trials.length ?? 0);
				study?.trials.push(made);
				trials.push(made);
				break;
			}
			case 5: trial?.params.set(textAt(entry, 'param_name') ?? '', optunaParam(numberAt(entry, 'param_value_internal') ?? NaN, textAt(entry, 'distribution') ?? '{}')); break;
			case 6: if (trial) { finish(trial, entry); } break;
			case 7: trial?.intermediate.add(numberAt(entry, 'step') ?? 0, numberAt(entry, 'intermediate_value') ?? NaN); break;
			default:
		}
	}
	return studies.filter(study => !study.deleted);
}

function newTrial(entry: Data, number: number): OptunaTrial {
	const trial: OptunaTrial = { number, state: states[numberAt(entry, 'state') ?? 0] ?? 'RUNNING', values: valuesOf(entry), params: new Map(), intermediate: new Series() };
	const started = optunaTime(textAt(entry, 'datetime_start'));
	if (started) { trial.startedAt = started; }
	// A trial that was added whole has everything in one line.
	const distributions = mapAt(entry, 'distributions');
	for (const [name, value] of mapAt(entry, 'params')) {
		if (value instanceof Numeral) { trial.params.set(name, optunaParam(value.value, textAt(distributions.get(name)) ?? '{}')); }
	}
	for (const [step, value] of mapAt(entry, 'intermediate_values')) { if (value instanceof Numeral) { trial.intermediate.add(Number(step), value.value); } }
	return trial;
}

function finish(trial: OptunaTrial, entry: Data): void {
	trial.state = states[numberAt(entry, 'state') ?? 0] ?? trial.state;
	trial.values = valuesOf(entry);
	const started = optunaTime(textAt(entry, 'datetime_start'));
	const ended = optunaTime(textAt(entry, 'datetime_complete'));
	if (started) { trial.startedAt = started; }
	if (ended) { trial.endedAt = ended; }
}

function valuesOf(entry: Data): readonly number[] {
	const single = at(entry, 'value');
	return single instanceof Numeral ? [single.value] : listAt(entry, 'values').map(one => (one instanceof Numeral ? one.value : NaN));
}
