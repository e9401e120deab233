import type { Metric, MetricHistory, Param, Warning } from '../model';
import { at, isList, isMap, listAt, mapAt, numberAt, Numeral, textAt, type Data, type DataMap } from '../parse/data';
import { metricOf, metricsOf, paramsOf } from './parse/flatten';
import { orWarning } from './parse/orWarning';
import { folderId, folderName, pathIn } from './parse/pathIn';
import { parsePlain } from './parse/parsePlain';
import { columnsOf, type Row } from './parse/table';
import { unreadable } from './parse/unreadable';
import type { FoundRun, RunFolder, RunReader } from './reader';
import { readTrainerCard } from './trainerCard';
import { readTrainingArguments } from './trainingArguments';

const tool = 'transformers';
const stateFile = 'trainer_state.json';
const resultFiles = ['all_results.json', 'train_results.json', 'eval_results.json', 'test_results.json', 'predict_results.json'];
/** What the Trainer's state says about the settings it ran with. */
const stateSettings = ['train_batch_size', 'num_train_epochs', 'max_steps', 'eval_steps', 'logging_steps', 'save_steps', 'trial_params'];
/** Logged at every step, but settings of the optimizer rather than results. */
const aside = new Set(['learning_rate', 'grad_norm', 'epoch', 'step']);
/** A log of a long training: some hundred thousand lines. */
const stateLimit = 64 * 1024 * 1024;

/**
 * Hugging Face Trainer and what builds on it (TRL, PEFT, Unsloth, LLaMA-Factory): state, results and card of an output folder or of one of
 * its checkpoints (transformers, trainer_callback.py, 'TrainerState').
 */
export const transformers: RunReader = {
	tool,
	title: 'Hugging Face Trainer',
	markers: [stateFile, ...resultFiles, 'trainer_log.jsonl', 'adapter_config.json', /^checkpoint-\d+$/],
	async read(folder, { brief }) {
		const warnings: Warning[] = [];
		const log = await orWarning(warnings, () => readState(folder)) ?? await orWarning(warnings, () => readFactoryLog(folder));
		const results = new Map<string, Metric>();
		for (const name of resultFiles.filter(one => folder.files.includes(one))) {
			for (const metric of await orWarning(warnings, () => readResults(folder, name)) ?? []) { if (!results.has(metric.name)) { results.set(metric.name, metric); } }
		}
		const card = await orWarning(warnings, async () => {
			const text = await folder.text('README.md', 1024 * 1024);
			return text === undefined ? undefined : readTrainerCard(text, { tool, path: pathIn(folder, 'README.md') });
		});
		const settings = brief ? [] : await orWarning(warnings, () => readTrainingArguments(folder, tool)) ?? [];
		const metrics = [...results.values(), ...(log?.metrics ?? []).filter(metric => !results.has(metric.name))];
		if (!log && results.size === 0 && settings.length === 0 && !card?.params.length && !card?.inputs.length) { return unreadable(tool, folder.path, warnings); }
		const output = outputOf(folder);
		const written = await folder.stat(log?.file ?? resultFiles.find(one => folder.files.includes(one)) ?? 'README.md');
		return [{
			tool, id: folderId(output), path: output.path,
			...(folderName(output) === undefined ? {} : { name: folderName(output) }),
			status: log?.finished || results.size > 0 ? 'finished' : 'unknown',
			...(written ? { endedAt: written.modified } : {}),
			params: [...settings.filter(param => !isUnset(param)), ...card?.params ?? [], ...log?.params ?? []],
			metrics: metrics.length > 0 ? metrics : card?.metrics ?? [],
			...(brief ? {} : { histories: Object.fromEntries(log?.histories ?? []) }),
			inputs: card?.inputs ?? [],
			environment: card?.environment ?? {},
			outputs: log?.best === undefined ? [] : [{ path: pathIn(folder, log.best), best: true }],
			...(log?.progress === undefined ? {} : { progress: log.progress }),
			warnings,
		} satisfies FoundRun];
	},
};

/** Of the steps at most, -1 is how the Trainer's arguments say nothing: the state knows how many it made. */
function isUnset({ name, value }: Param): boolean {
	return name === 'max_steps' && value === -1;
}

/** The run of a checkpoint is that of the folder which it was saved in. */
function outputOf(folder: RunFolder): Pick<RunFolder, 'path'> {
	return /^checkpoint-\d+$/.test(folderName(folder) ?? '') ? { path: folder.path.split('/').slice(0, -1).join('/') } : folder;
}

interface Log {
	readonly file: string;
	readonly params: readonly Param[];
	readonly metrics: readonly Metric[];
	readonly histories: readonly (readonly [string, MetricHistory])[];
	readonly finished: boolean;
	/** The folder of the best checkpoint. */
	readonly best?: string;
	readonly progress?: number;
}

/** The folder's own state, else that of its newest checkpoint: a training that was stopped leaves no other. */
async function readState(folder: RunFolder): Promise<Log | undefined> {
	const checkpoints = folder.folders.filter(name => /^checkpoint-\d+$/.test(name)).sort((a, b) => Number(b.slice(11)) - Number(a.slice(11)));
	for (const file of [stateFile, ...checkpoints.slice(0, 1).map(name => `${name}/${stateFile}`)]) {
		const text = await folder.text(file, stateLimit);
		if (text === undefined) { continue; }
		const path = pathIn(folder, file);
		const state = parsePlain(text, path);
		const rows = listAt(state, 'log_history').filter(isMap);
		const { metrics, histories } = logged(rows, path);
		const best = textAt(state, 'best_model_checkpoint')?.split(/[\\/]/).at(-1);
		const bestMetric = at(state, 'best_metric');
		return {
			file, histories, params: settingsOf(state, path), finished: rows.some(row => row.has('train_runtime')),
			metrics: bestMetric instanceof Numeral ? [...metrics, metricOf('best_metric', bestMetric, { source: { tool, path } })] : metrics,
			...(best !== undefined && checkpoints.includes(best) ? { best } : {}), ...progressOf(numberAt(state, 'global_step'), numberAt(state, 'max_steps')),
		};
	}
	return undefined;
}

function progressOf(step: number | undefined, planned: number | undefined): Pick<Log, 'progress'> {
	return step === undefined || planned === undefined || !(planned > 0) ? {} : { progress: Math.max(0, Math.min(1, step / planned)) };
}

/** LLaMA-Factory's own log: one JSON object a line. */
async function readFactoryLog(folder: RunFolder): Promise<Log | undefined> {
	const file = 'trainer_log.jsonl';
	const text = await folder.text(file, stateLimit);
	if (text === undefined) { return undefined; }
	const path = pathIn(folder, file);
	const rows = text.split('\n').filter(line => line.trim() !== '').map(line => parsePlain(line, path)).filter(isMap);
	return { file, ...logged(rows, path), params: [], finished: false };
}

function logged(rows: readonly DataMap[], path: string): Pick<Log, 'metrics' | 'histories'> {
	const columns = [...columnsOf(rows.map((row): Row => new Map([...row].filter((cell): cell is [string, Numeral] => cell[1] instanceof Numeral))))];
	return {
		metrics: columns.filter(([name]) => !aside.has(name)).map(([name, { last }]) => metricOf(name, last, { source: { tool, path, field: 'log_history' } })),
		histories: columns.filter(([, { history }]) => history.steps.length > 1).map(([name, { history }]) => [name, history]),
	};
}

function settingsOf(state: Data, path: string): readonly Param[] {
	const given = stateSettings.flatMap((name): [string, Data][] => {
		const value = mapAt(state).get(name);
		return value === undefined || value === null || (isList(value) && value.length === 0) ? [] : [[name, value]];
	});
	return paramsOf(new Map(given), { source: { tool, path } });
}

async function readResults(folder: RunFolder, name: string): Promise<readonly Metric[]> {
	const path = pathIn(folder, name);
	const text = await folder.text(name);
	return text === undefined ? [] : metricsOf(parsePlain(text, path), { source: { tool, path } }).filter(metric => !aside.has(metric.name));
}
