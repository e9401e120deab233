import type { Input, Metric, MetricHistory, Param } from '../model';
import { Numeral } from '../parse/data';
import { metricOf, paramsOf } from './parse/flatten';
import { fromText } from './parse/fromText';
import { pathIn } from './parse/pathIn';
import { Series } from './parse/series';
import { mlflowStatus, mlflowTool, placeInStore } from './mlflowStore';
import type { FoundRun, MadeFile, RunGroup, RunReader } from './reader';
import type { SqliteImage, SqlRow } from './openSqlite';
import { grouped, numberIn, textIn, withSqlite } from './sqlite';

const databaseName = /^(?:mlflow|mlruns|backend|tracking)[\w.-]*\.(?:db|sqlite3?)$/i;
/** The largest double stands for infinity. */
const infinite = Number.MAX_VALUE;
const maxRuns = 20_000;

/** MLflow's SQLite store, the default since 3.7 (mlflow/store/tracking/dbmodels/models.py). Its table of secrets is never looked at. */
export const mlflowDatabase: RunReader = {
	tool: mlflowTool,
	title: 'MLflow',
	markers: [databaseName],
	store: true,
	async read(folder, { brief, of, sqlite }) {
		const found: FoundRun[] = [];
		for (const name of folder.files.filter(one => databaseName.test(one))) {
			const store = { path: pathIn(folder, name), artifacts: pathIn(folder, 'mlruns') };
			found.push(...await withSqlite(folder, name, { brief, mark: 'latest_metrics', ...(sqlite ? { sqlite } : {}) }, image => runsIn(image, store, brief, of)) ?? []);
		}
		return found;
	},
};

interface Store { readonly path: string; readonly artifacts: string }

function runsIn(image: SqliteImage, store: Store, brief: boolean, of: MadeFile | undefined): readonly FoundRun[] {
	const tables = new Set(image.rows("SELECT name FROM sqlite_master WHERE type = 'table'").map(row => textIn(row, 'name')));
	const models = tables.has('logged_models') ? image.rows("SELECT model_id, source_run_id, artifact_location FROM logged_models WHERE lifecycle_stage = 'active'") : [];
	const wanted = of && new Set([...of.runIds, ...models.filter(row => of.runIds.includes(textIn(row, 'model_id') ?? '')).map(row => textIn(row, 'source_run_id'))]);
	const all = image.rows(`SELECT run_uuid, experiment_id, name, status, start_time, end_time, artifact_uri, source_name FROM runs WHERE lifecycle_stage = 'active' ORDER BY start_time DESC LIMIT ${maxRuns}`);
	const runs = all.filter(row => !wanted || wanted.has(textIn(row, 'run_uuid')));
	if (runs.length === 0) { return []; }
	// Few runs are asked for one by one, many in one sweep over the table.
	const one = runs.length === 1 ? textIn(runs[0], 'run_uuid') : undefined;
	const of1 = one === undefined ? '' : 'WHERE run_uuid = ?';
	const parameters = one === undefined ? [] : [one];
	const params = grouped(image.rows(`SELECT run_uuid, key, value FROM params ${of1}`, ...parameters), 'run_uuid');
	const metrics = grouped(image.rows(`SELECT run_uuid, key, value, is_nan FROM latest_metrics ${of1}`, ...parameters), 'run_uuid');
	const points = brief ? undefined : grouped(image.rows(`SELECT run_uuid, key, value, is_nan, step, timestamp FROM metrics ${of1} ORDER BY timestamp, step, value`, ...parameters), 'run_uuid');
	const datasets = !brief && tables.has('inputs') ? grouped(datasetRows(image, tables), 'run_uuid') : undefined;
	const outputs = grouped(models, 'source_run_id');
	const experiments = new Map((tables.has('experiments') ? image.rows('SELECT experiment_id, name FROM experiments') : []).map(row => [textIn(row, 'experiment_id'), textIn(row, 'name')]));
	const parents = new Map((tables.has('tags') ? image.rows("SELECT run_uuid, value FROM tags WHERE key = 'mlflow.parentRunId'") : []).map(row => [textIn(row, 'run_uuid'), textIn(row, 'value')]));
	return runs.map(row => {
		const id = textIn(row, 'run_uuid') ?? '';
		const [name, command, started, ended] = [textIn(row, 'name'), textIn(row, 'source_name'), numberIn(row, 'start_time'), numberIn(row, 'end_time')];
		const places = [row['artifact_uri'], ...(outputs.get(id) ?? []).map(model => model['artifact_location'])].map(place => placeInStore(String(place ?? ''), store.artifacts));
		return {
			tool: mlflowTool, id, path: store.path, status: mlflowStatus[textIn(row, 'status') ?? ''] ?? 'unknown',
			...(name ? { name } : {}), ...(command ? { command } : {}),
			...(started === undefined ? {} : { startedAt: new Date(started) }), ...(ended === undefined ? {} : { endedAt: new Date(ended) }),
			params: (params.get(id) ?? []).flatMap(param => paramFrom(param, store)),
			metrics: (metrics.get(id) ?? []).map(metric => metricFrom(metric, store)),
			...(points ? { histories: historiesOf(points.get(id) ?? []) } : {}),
			...(datasets ? { inputs: (datasets.get(id) ?? []).map(dataset => inputFrom(dataset, store)) } : {}),
			outputs: places.filter(path => path !== undefined).map(path => ({ path })),
			...groupOf(row, experiments, store), ...(parents.get(id) ? { parent: parents.get(id) ?? '' } : {}),
		} satisfies FoundRun;
	});
}

function groupOf(row: SqlRow, experiments: ReadonlyMap<string | undefined, string | undefined>, { path }: Store): { readonly group?: RunGroup } {
	const id = textIn(row, 'experiment_id');
	return id === undefined ? {} : { group: { id: `${path}#${id}`, name: experiments.get(id) ?? id, kind: 'experiment' } };
}

function datasetRows(image: SqliteImage, tables: ReadonlySet<string | undefined>): readonly SqlRow[] {
	const context = tables.has('input_tags') ? "(SELECT value FROM input_tags t WHERE t.input_uuid = i.input_uuid AND t.name = 'mlflow.data.context')" : 'NULL';
	return image.rows(`SELECT i.destination_id AS run_uuid, d.name, d.digest, ${context} AS context FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id WHERE i.source_type = 'DATASET' AND i.destination_type = 'RUN'`);
}

function paramFrom(row: SqlRow, store: Store): readonly Param[] {
	const name = textIn(row, 'key') ?? '';
	const source = { tool: mlflowTool, path: store.path, field: `params/${name}` };
	return paramsOf(new Map([[name, fromText(textIn(row, 'value') ?? '')]]), { source }).map(param => ({ ...param, source }));
}

function valueOf(row: SqlRow): number {
	const value = numberIn(row, 'value') ?? NaN;
	if (numberIn(row, 'is_nan') === 1) { return NaN; }
	return Math.abs(value) === infinite ? Math.sign(value) * Infinity : value;
}

function metricFrom(row: SqlRow, store: Store): Metric {
	const name = textIn(row, 'key') ?? '';
	const value = valueOf(row);
	return { ...metricOf(name, new Numeral(value, String(value)), { source: { tool: mlflowTool } }), source: { tool: mlflowTool, path: store.path, field: `metrics/${name}` } };
}

function historiesOf(rows: readonly SqlRow[]): Readonly<Record<string, MetricHistory>> {
	return Object.fromEntries([...grouped(rows, 'key')].filter(([, points]) => points.length > 1).map(([name, points]) => {
		const series = new Series();
		for (const point of points) { series.add(numberIn(point, 'step') ?? 0, valueOf(point), numberIn(point, 'timestamp')); }
		return [name, series.history()];
	}));
}

function inputFrom(row: SqlRow, store: Store): Input {
	const name = `${textIn(row, 'name') ?? ''}@${textIn(row, 'digest') ?? ''}`;
	return { relation: /eval|test|valid/i.test(textIn(row, 'context') ?? '') ? 'evaluated-on' : 'trained-on', name, source: { tool: mlflowTool, path: store.path, field: 'inputs' }, certainty: 'likely' };
}
