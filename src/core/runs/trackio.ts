import type { Metric } from '../model';
import { isMap, mapAt, Numeral, type Data } from '../parse/data';
import { metricOf, notFinite, paramsOf } from './parse/flatten';
import { pathIn } from './parse/pathIn';
import { Series } from './parse/series';
import { parseTolerantJson } from '../parse/tolerantJson';
import type { FoundRun, RunReader } from './reader';
import { grouped, textIn, withSqlite, numberIn } from './sqlite';
import type { SqliteImage, SqlRow } from './openSqlite';

const tool = 'trackio';
const maxRows = 1_000_000;

/** Trackio's databases, one a project, where its folder lies in the workspace (trackio/sqlite_storage.py). Its usual place, the home folder's cache, is not looked at. */
export const trackio: RunReader = {
	tool,
	title: 'Trackio',
	markers: ['trackio', /^\.?trackio[\w.-]*\.db$/],
	store: true,
	async read(folder, { brief, sqlite, of }) {
		if (of) { return []; }
		const place = folder.folders.includes('trackio') ? await folder.folder('trackio') : folder;
		const runs: FoundRun[] = [];
		for (const name of (place?.files ?? []).filter(one => one.endsWith('.db') && (place !== folder || /trackio/.test(one)))) {
			if (place) { runs.push(...await withSqlite(place, name, { brief, mark: 'CREATE TABLE metrics', ...(sqlite ? { sqlite } : {}) }, image => runsIn(image, pathIn(place, name), brief)) ?? []); }
		}
		return runs;
	},
};

function runsIn(image: SqliteImage, path: string, brief: boolean): readonly FoundRun[] {
	const columns = new Set(image.rows('PRAGMA table_info(metrics)').map(row => textIn(row, 'name')));
	if (!columns.has('run_name') || !columns.has('metrics')) { return []; }
	// Older versions knew a run by its name alone.
	const key = columns.has('run_id') ? 'run_id' : 'run_name';
	const configs = new Map(image.rows(`SELECT ${key} AS run, config FROM configs`).map(row => [textIn(row, 'run') ?? '', json(row, 'config', path)]));
	const logged = grouped(image.rows(`SELECT ${key} AS run, run_name, step, timestamp, metrics FROM metrics ORDER BY id LIMIT ${maxRows}`), 'run');
	return [...logged].map(([id, rows]) => {
		const series = seriesOf(rows, path);
		const [first, last] = [timeOf(rows[0]), timeOf(rows.at(-1))];
		const config = new Map([...mapAt(configs.get(id))].filter(([name]) => !name.startsWith('_')));
		return {
			tool, id: key === 'run_id' ? id : `${path}#${id}`, name: textIn(rows[0], 'run_name') ?? id, path, status: 'unknown',
			group: { id: path, name: path.split('/').at(-1)?.replace(/\.db$/, '') ?? path, kind: 'experiment' },
			...(first ? { startedAt: first } : {}), ...(last ? { endedAt: last } : {}),
			params: paramsOf(config, { source: { tool, path, field: 'configs' } }),
			metrics: [...series].map(([name, one]): Metric => metricOf(name, new Numeral(one.last?.value ?? NaN, String(one.last?.value)), { source: { tool, path, field: 'metrics' } })),
			...(brief ? {} : { histories: Object.fromEntries([...series].filter(([, one]) => one.length > 1).map(([name, one]) => [name, one.history()])) }),
		} satisfies FoundRun;
	});
}

function seriesOf(rows: readonly SqlRow[], path: string): ReadonlyMap<string, Series> {
	const found = new Map<string, Series>();
	for (const row of rows) {
		const time = timeOf(row)?.getTime();
		const walk = (data: Data, name: string): void => {
			if (isMap(data)) {
				for (const [key, inner] of data) { walk(inner, name === '' ? key : `${name}.${key}`); }
				return;
			}
			const value = data instanceof Numeral ? data : typeof data === 'string' ? notFinite(data) : undefined;
			if (!value) { return; }
			const series = found.get(name) ?? new Series();
			series.add(numberIn(row, 'step') ?? 0, value.value, time);
			found.set(name, series);
		};
		walk(json(row, 'metrics', path), '');
	}
	return found;
}

/** JSON in a text or a blob. */
function json(row: SqlRow, column: string, path: string): Data {
	return parseTolerantJson(textIn(row, column) ?? 'null', path);
}

function timeOf(row: SqlRow | undefined): Date | undefined {
	const time = Date.parse(textIn(row, 'timestamp') ?? '');
	return Number.isNaN(time) ? undefined : new Date(time);
}
