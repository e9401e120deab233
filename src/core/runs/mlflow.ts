import type { Input, Metric, MetricHistory, Param, Warning } from '../model';
import { numberAt, textAt, type Data } from '../parse/data';
import { metricOf, paramsOf } from './parse/flatten';
import { flatYaml } from './parse/flatYaml';
import { fromText } from './parse/fromText';
import { orWarning } from './parse/orWarning';
import { parsePlainYaml } from './parse/plainYaml';
import { folderName, pathIn } from './parse/pathIn';
import { unreadable } from './parse/unreadable';
import { mlflowStatus, mlflowTool, readMetricLines } from './mlflowStore';
import type { FoundRun, MadeFile, ReadOptions, RunFolder, RunGroup, RunReader } from './reader';

const runName = /^[0-9a-f]{32}$/;
const modelName = /^m-[0-9a-f]{32}$/;
const metricLimit = 64 * 1024 * 1024;
/** Runs read at a time. */
const abreast = 16;

/**
 * MLflow's file store: `mlruns/<experiment>/<run>/{meta.yaml,params,metrics,tags,inputs,outputs,artifacts}` (mlflow/store/tracking/file_store.py),
 * found from the folder that holds `mlruns` and from an experiment's folder.
 */
export const mlflow: RunReader = {
	tool: mlflowTool,
	title: 'MLflow',
	markers: ['mlruns', 'meta.yaml'],
	store: true,
	async read(folder, options) {
		const store = await folder.folder('mlruns');
		if (store) {
			const runs: FoundRun[] = [];
			for (const name of store.folders.filter(one => one !== 'models' && !one.startsWith('.'))) {
				const experiment = await store.folder(name);
				if (experiment?.files.includes('meta.yaml')) { runs.push(...await runsIn(experiment, options)); }
			}
			return runs;
		}
		return folder.folders.some(name => runName.test(name)) && folder.files.includes('meta.yaml') ? runsIn(folder, options) : [];
	},
};

async function runsIn(experiment: RunFolder, { brief, of, known }: ReadOptions): Promise<readonly FoundRun[]> {
	const group = await groupOf(experiment);
	const names = of ? await idsOf(experiment, of) : experiment.folders.filter(name => runName.test(name));
	const runs: FoundRun[] = [];
	for (let at = 0; at < names.length; at += abreast) {
		const some = await Promise.all(names.slice(at, at + abreast).map(async name => {
			const before = known?.(pathIn(experiment, name));
			if (before) { return before; }
			const warnings: Warning[] = [];
			const run = await orWarning(warnings, async () => {
				const folder = await experiment.folder(name);
				return folder && readRun(folder, experiment, brief, group);
			});
			return run ?? unreadable(mlflowTool, pathIn(experiment, name), warnings)[0];
		}));
		runs.push(...some.filter(run => run !== undefined));
	}
	return runs;
}

async function groupOf(experiment: RunFolder): Promise<RunGroup> {
	// Damage to it is no run's: its folder's name has to do.
	const meta = await orWarning([], async () => flatYaml(await experiment.text('meta.yaml') ?? '', pathIn(experiment, 'meta.yaml')));
	return { id: experiment.path, name: textAt(meta, 'name') || (folderName(experiment) ?? experiment.path), kind: 'experiment' };
}

/** Runs that a file names; a logged model names the run that it came from. */
async function idsOf(experiment: RunFolder, of: MadeFile): Promise<readonly string[]> {
	const models = await Promise.all(of.runIds.filter(id => modelName.test(id)).map(async id => {
		const meta = await experiment.text(`models/${id}/meta.yaml`);
		return meta === undefined ? undefined : textAt(flatYaml(meta, id), 'source_run_id');
	}));
	return [...new Set([...of.runIds, ...models])].filter(id => id !== undefined).filter(id => runName.test(id) && experiment.folders.includes(id));
}

async function readRun(folder: RunFolder, experiment: RunFolder, brief: boolean, group: RunGroup): Promise<FoundRun | undefined> {
	const path = pathIn(folder, 'meta.yaml');
	const text = await folder.text('meta.yaml');
	const meta = text === undefined ? null : flatYaml(text, path);
	const id = textAt(meta, 'run_id') ?? textAt(meta, 'run_uuid');
	if (id === undefined || textAt(meta, 'lifecycle_stage') === 'deleted') { return undefined; }
	const tags = folder.folders.includes('tags') ? await folder.folder('tags') : undefined;
	const [params, metrics, name, command, parent] = await Promise.all([
		brief ? [] : readParams(folder), readMetrics(folder, brief), textAt(meta, 'run_name') || folder.text('tags/mlflow.runName'), brief ? undefined : folder.text('tags/mlflow.source.name'),
		tags?.files.includes('mlflow.parentRunId') ? tags.text('mlflow.parentRunId', 1024) : undefined,
	]);
	return {
		tool: mlflowTool, id, path: folder.path,
		...(name ? { name } : {}),
		status: mlflowStatus[textAt(meta, 'status') ?? ''] ?? 'unknown',
		...time('startedAt', meta, 'start_time'), ...time('endedAt', meta, 'end_time'),
		...(command ? { command } : {}),
		params, metrics: metrics.last, group, ...(brief ? { paramCount: await countParams(folder) } : {}), ...(parent ? { parent } : {}),
		...(brief ? {} : { histories: Object.fromEntries(metrics.histories), inputs: await inputsOf(folder, experiment) }),
		outputs: await outputsOf(folder, experiment),
	};
}

function time(key: 'startedAt' | 'endedAt', meta: Data, field: string): { readonly [key in 'startedAt' | 'endedAt']?: Date } {
	const milliseconds = numberAt(meta, field);
	return milliseconds === undefined ? {} : { [key]: new Date(milliseconds) };
}

/** Keys with '/' are folders. */
async function* keysIn(folder: RunFolder | undefined, prefix = '', depth = 0): AsyncGenerator<readonly [string, RunFolder, string]> {
	if (!folder || depth > 8) { return; }
	for (const file of folder.files) { yield [prefix + file, folder, file]; }
	for (const name of folder.folders) { yield* keysIn(await folder.folder(name), `${prefix}${name}/`, depth + 1); }
}

async function readParams(run: RunFolder): Promise<readonly Param[]> {
	const found: Param[] = [];
	for await (const [name, folder, file] of keysIn(run.folders.includes('params') ? await run.folder('params') : undefined)) {
		const value = fromText(await folder.text(file) ?? '');
		found.push(...paramsOf(new Map([[name, value]]), { source: { tool: mlflowTool, path: pathIn(folder, file) } }).map(param => ({ ...param, source: { tool: mlflowTool, path: pathIn(folder, file) } })));
	}
	return found;
}

/** Each is a file: a list of thousands of runs has no use for what is in them. */
async function countParams(run: RunFolder): Promise<number> {
	const folder = run.folders.includes('params') ? await run.folder('params') : undefined;
	return (folder?.files.length ?? 0) + (folder?.folders.length ?? 0);
}

async function readMetrics(run: RunFolder, brief: boolean): Promise<{ readonly last: readonly Metric[]; readonly histories: readonly (readonly [string, MetricHistory])[] }> {
	const last: Metric[] = [];
	const histories: [string, MetricHistory][] = [];
	for await (const [name, folder, file] of keysIn(run.folders.includes('metrics') ? await run.folder('metrics') : undefined)) {
		const text = await folder.text(file, metricLimit) ?? '';
		const read = readMetricLines(text, brief);
		if (!read.last) { continue; }
		last.push({ ...metricOf(name, read.last, { source: { tool: mlflowTool } }), source: { tool: mlflowTool, path: pathIn(folder, file) } });
		if (read.series.length > 1) { histories.push([name, read.series.history()]); }
	}
	return { last, histories };
}

/** Datasets that the run logged (`mlflow.log_input`). */
async function inputsOf(run: RunFolder, experiment: RunFolder): Promise<readonly Input[]> {
	const inputs = run.folders.includes('inputs') ? await run.folder('inputs') : undefined;
	return (await Promise.all((inputs?.folders ?? []).map(async (name): Promise<Input | undefined> => {
		const path = `inputs/${name}/meta.yaml`;
		const link = parsePlainYaml(await run.text(path) ?? '', pathIn(run, path));
		const id = textAt(link, 'source_id') ?? '';
		const meta = textAt(link, 'source_type') === 'DATASET' && /^[\w-]+$/.test(id) ? await experiment.text(`datasets/${id}/meta.yaml`) : undefined;
		const dataset = meta === undefined ? null : parsePlainYaml(meta, id);
		const title = textAt(dataset, 'name');
		if (title === undefined) { return undefined; }
		const context = textAt(link, 'tags', 'mlflow.data.context') ?? '';
		const digest = textAt(dataset, 'digest');
		return {
			relation: /eval|test|valid/i.test(context) ? 'evaluated-on' : 'trained-on', name: digest === undefined ? title : `${title}@${digest}`,
			source: { tool: mlflowTool, path: pathIn(run, path) }, certainty: 'likely',
		};
	}))).filter(input => input !== undefined);
}

async function outputsOf(run: RunFolder, experiment: RunFolder): Promise<NonNullable<FoundRun['outputs']>> {
	const models = run.folders.includes('outputs') ? (await run.folder('outputs'))?.folders ?? [] : [];
	return [{ path: pathIn(run, 'artifacts') }, ...models.map(id => ({ path: pathIn(experiment, `models/${id}`) }))];
}
