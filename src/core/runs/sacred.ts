import type { Metric, MetricHistory, Warning } from '../model';
import { at, isMap, listAt, mapAt, Numeral, textAt, type Data } from '../parse/data';
import { metricOf, metricsOf, paramsOf } from './parse/flatten';
import { orWarning } from './parse/orWarning';
import { parsePlain } from './parse/parsePlain';
import { folderId, folderName, pathIn } from './parse/pathIn';
import { pinnedVersions } from './parse/pinnedVersions';
import { Series } from './parse/series';
import type { FoundRun, RunReader } from './reader';

const tool = 'sacred';
const metricLimit = 64 * 1024 * 1024;
const states: Readonly<Record<string, FoundRun['status']>> = { RUNNING: 'running', COMPLETED: 'finished', FAILED: 'failed', INTERRUPTED: 'failed', TIMEOUT: 'failed' };

/** Sacred's FileStorageObserver: `run.json`, `config.json`, `metrics.json` of a run's folder (sacred/observers/file_storage.py). */
export const sacred: RunReader = {
	tool,
	title: 'Sacred',
	markers: ['run.json'],
	async read(folder, { brief }) {
		const warnings: Warning[] = [];
		const read = (name: string, limit?: number): Promise<Data | undefined> => orWarning(warnings, async () => {
			const text = await folder.text(name, limit);
			return text === undefined ? undefined : parsePlain(text, pathIn(folder, name));
		});
		const run = await read('run.json');
		const experiment = mapAt(run, 'experiment');
		if (run !== undefined && experiment.size === 0) { return []; }
		const metrics = await read('metrics.json', metricLimit);
		const source = { tool, path: pathIn(folder, 'metrics.json') };
		const series = [...mapAt(metrics)].map(([name, one]) => [name, seriesOf(one)] as const).filter(([, one]) => one.length > 0);
		const title = textAt(experiment.get('name'));
		return [{
			tool, id: folderId(folder), path: folder.path, ...(title === undefined ? {} : { name: [title, folderName(folder)].filter(Boolean).join('/') }),
			status: states[textAt(run, 'status') ?? ''] ?? 'unknown', ...time('startedAt', run, 'start_time'), ...time('endedAt', run, 'stop_time'),
			params: paramsOf(await read('config.json'), { source: { tool, path: pathIn(folder, 'config.json') } }),
			metrics: [
				...series.map(([name, one]): Metric => metricOf(name, new Numeral(one.last?.value ?? NaN, String(one.last?.value)), { source })),
				...metricsOf(new Map([['result', at(run, 'result') ?? null]]), { source: { tool, path: pathIn(folder, 'run.json') } }),
			],
			...(brief ? {} : { histories: Object.fromEntries(series.filter(([, one]) => one.length > 1).map(([name, one]): [string, MetricHistory] => [name, one.history()])) }),
			environment: {
				...pinnedVersions(listAt(experiment.get('dependencies')).map(one => textAt(one) ?? '').join('\n')),
				...(textAt(run, 'host', 'python_version') === undefined ? {} : { python: textAt(run, 'host', 'python_version') ?? '' }),
			},
			outputs: listAt(run, 'artifacts').flatMap(one => {
				const name = textAt(isMap(one) ? at(one, 'name') : one);
				return name === undefined ? [] : [{ path: pathIn(folder, name) }];
			}),
			...(title === undefined ? {} : { group: { id: [...folder.path.split('/').slice(0, -1), title].join('/'), name: title, kind: 'experiment' } }),
			warnings,
		} satisfies FoundRun];
	},
};

/** `{steps, values, timestamps}`; a numpy value is a mapping with the number in it. */
function seriesOf(metric: Data): Series {
	const series = new Series();
	const [steps, times] = [listAt(metric, 'steps'), listAt(metric, 'timestamps')];
	listAt(metric, 'values').forEach((one, index) => {
		const value = isMap(one) ? at(one, 'value') : one;
		const step = steps[index];
		if (value instanceof Numeral) { series.add(step instanceof Numeral ? step.value : index, value.value, utc(textAt(times[index]))); }
	});
	return series;
}

function time(key: 'startedAt' | 'endedAt', run: Data | undefined, field: string): { readonly [key in 'startedAt' | 'endedAt']?: Date } {
	const milliseconds = utc(textAt(run, field));
	return Number.isNaN(milliseconds) ? {} : { [key]: new Date(milliseconds) };
}

/** Sacred writes UTC without saying so. */
function utc(text: string | undefined): number {
	return text === undefined ? NaN : Date.parse(/(?:Z|[-+]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
}
