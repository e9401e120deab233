import type { Warning } from '../model';
import { orWarning } from './parse/orWarning';
import { pathIn } from './parse/pathIn';
import { Series } from './parse/series';
import { unreadable } from './parse/unreadable';
import { readOptunaJournal } from './optunaJournal';
import { optunaParam, optunaTime, runOfStudy, trialOf, type OptunaStudy, type TrialState } from './optunaStudy';
import type { FoundRun, RunReader } from './reader';
import { grouped, numberIn, textIn, withSqlite } from './sqlite';
import type { SqliteImage, SqlRow } from './openSqlite';

const tool = 'optuna';
const journalName = /(?:optuna|journal)[\w.-]*\.(?:log|jsonl)$/i;
const databaseName = /^(?!mlflow|mlruns).*\.(?:db|sqlite3?)$/i;
const journalLimit = 64 * 1024 * 1024;
/** Rows of trials of one study that are looked at. */
const maxTrials = 100_000;

/** Optuna's studies, in a SQLite database (optuna/storages/_rdb/models.py) or a journal. Each study is one run: that of its best trial. */
export const optuna: RunReader = {
	tool,
	title: 'Optuna',
	markers: [journalName, databaseName],
	store: true,
	async read(folder, { brief, sqlite, of }) {
		// A study never names a model file: one that was made with the very numbers of a trial is that trial's.
		if (of && !of.params?.some(({ value }) => typeof value === 'number' && !Number.isInteger(value))) { return []; }
		const runs: FoundRun[] = [];
		const warnings: Warning[] = [];
		const add = (studies: readonly OptunaStudy[] | undefined, path: string): void => {
			for (const study of studies ?? []) {
				const trial = of && trialOf(study, of.params ?? []);
				if (!of) { runs.push(runOfStudy(study, { tool, path }, brief)); } else if (trial) { runs.push({ ...runOfStudy(study, { tool, path }, brief, trial), outputs: [{ path: of.path }] }); }
			}
		};
		for (const name of folder.files.filter(one => journalName.test(one))) {
			const path = pathIn(folder, name);
			add(await orWarning(warnings, async () => {
				const text = await folder.text(name, journalLimit);
				return text?.startsWith('{"op_code"') ? readOptunaJournal(text, path) : [];
			}), path);
		}
		for (const name of folder.files.filter(one => databaseName.test(one))) {
			add(await orWarning(warnings, () => withSqlite(folder, name, { brief, mark: 'trial_intermediate_values', ...(sqlite ? { sqlite } : {}) }, studiesIn)), pathIn(folder, name));
		}
		const [first] = runs;
		if (of) { return runs; }
		if (!first) { return unreadable(tool, folder.path, warnings); }
		return warnings.length > 0 ? [{ ...first, warnings }, ...runs.slice(1)] : runs;
	},
};

function studiesIn(image: SqliteImage): readonly OptunaStudy[] {
	const directions = grouped(image.rows('SELECT study_id, direction FROM study_directions ORDER BY objective'), 'study_id');
	return image.rows('SELECT study_id, study_name FROM studies ORDER BY study_id').map(study => {
		const id = study['study_id'] ?? null;
		const of = (columns: string, table: string): ReadonlyMap<string, readonly SqlRow[]> =>
			grouped(image.rows(`SELECT ${columns} FROM ${table} JOIN trials USING (trial_id) WHERE study_id = ? LIMIT ${maxTrials * 50}`, id), 'trial_id');
		const params = of('trial_id, param_name, param_value, distribution_json', 'trial_params');
		const values = of('trial_id, objective, value, value_type', 'trial_values');
		const intermediate = of('trial_id, step, intermediate_value, intermediate_value_type', 'trial_intermediate_values');
		return {
			name: textIn(study, 'study_name') ?? '',
			directions: (directions.get(String(id)) ?? []).map(row => (textIn(row, 'direction') === 'MAXIMIZE' ? 'maximize' : 'minimize')),
			trials: image.rows(`SELECT trial_id, number, state, datetime_start, datetime_complete FROM trials WHERE study_id = ? ORDER BY number LIMIT ${maxTrials}`, id).map(row => {
				const key = textIn(row, 'trial_id') ?? '';
				const series = new Series();
				for (const one of [...intermediate.get(key) ?? []].sort((a, b) => (numberIn(a, 'step') ?? 0) - (numberIn(b, 'step') ?? 0))) {
					series.add(numberIn(one, 'step') ?? 0, valueOf(one, 'intermediate_value', 'intermediate_value_type'));
				}
				const [started, ended] = [optunaTime(textIn(row, 'datetime_start')), optunaTime(textIn(row, 'datetime_complete'))];
				return {
					number: numberIn(row, 'number') ?? 0, state: (textIn(row, 'state') ?? 'FAIL') as TrialState, intermediate: series,
					values: [...values.get(key) ?? []].sort((a, b) => (numberIn(a, 'objective') ?? 0) - (numberIn(b, 'objective') ?? 0)).map(one => valueOf(one, 'value', 'value_type')),
					params: new Map((params.get(key) ?? []).map(one => [textIn(one, 'param_name') ?? '', optunaParam(numberIn(one, 'param_value') ?? NaN, textIn(one, 'distribution_json') ?? '{}')])),
					...(started ? { startedAt: started } : {}), ...(ended ? { endedAt: ended } : {}),
				};
			}),
		};
	});
}

function valueOf(row: SqlRow, column: string, type: string): number {
	switch (textIn(row, type)) {
		case 'INF_POS': return Infinity;
		case 'INF_NEG': return -Infinity;
		case 'NAN': return NaN;
		default: return numberIn(row, column) ?? NaN;
	}
}
