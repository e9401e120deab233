import type { MetricHistory, Param } from '../model';
import { Numeral } from '../parse/data';
import { metricOf, paramsOf } from './parse/flatten';
import { folderId, folderName } from './parse/pathIn';
import type { FoundRun, RunFolder, RunReader } from './reader';
import { readEvents, type EventLog } from './tensorboardEvents';

const tool = 'tensorboard';
const eventFile = /\btfevents\.\d+/;
/** torch's `add_hparams` writes its values to a folder of its own, named by the time, below the run's. */
const timeName = /^\d{9,11}(?:\.\d+)?$/;

/** TensorBoard event files, by whatever framework: one run is all event files of one folder. */
export const tensorboard: RunReader = {
	tool,
	title: 'TensorBoard',
	markers: [eventFile],
	async read(folder, { brief }) {
		if (timeName.test(folderName(folder) ?? '')) { return []; }
		const log = await readFolder(folder, brief);
		if (!log || (log.series.size === 0 && log.hparams.size === 0)) { return []; }
		const below = folder.folders.filter(name => timeName.test(name));
		const inner = below.length === 1 && below[0] !== undefined ? await folder.folder(below[0]) : undefined;
		const session = inner && await readFolder(inner, brief);
		const logs = session ? [log, session] : [log];
		const path = folder.path;
		const params: readonly Param[] = logs.flatMap(one => paramsOf(one.hparams, { source: { tool, path } }));
		return [{
			tool, id: folderId(folder), path: folder.path,
			...(folderName(folder) === undefined ? {} : { name: folderName(folder) }),
			status: logs.some(one => one.finished) ? 'finished' : 'unknown',
			...(log.from === undefined ? {} : { startedAt: new Date(log.from) }),
			...(log.to === undefined ? {} : { endedAt: new Date(log.to) }),
			params,
			metrics: logs.flatMap(one => [...one.series].filter(([tag]) => isResult(tag)).map(([tag, series]) => {
				const value = series.last?.value ?? NaN;
				return metricOf(tag, new Numeral(value, String(value)), { source: { tool, path } });
			})),
			...(brief ? {} : { histories: Object.fromEntries(logs.flatMap(histories)) }),
		} satisfies FoundRun];
	},
};

async function readFolder(folder: RunFolder, brief: boolean): Promise<EventLog | undefined> {
	const files: string[] = [];
	for (const name of folder.files.filter(one => eventFile.test(one))) {
		const path = await folder.locate(name);
		if (path !== undefined) { files.push(path); }
	}
	return files.length > 0 ? readEvents(files, brief) : undefined;
}

/** Lightning logs the epoch as a scalar. */
function isResult(tag: string): boolean {
	return tag !== 'epoch' && tag !== 'hp_metric';
}

function histories(log: EventLog): readonly (readonly [string, MetricHistory])[] {
	return [...log.series].filter(([, series]) => series.length > 1).map(([tag, series]) => [tag, series.history()]);
}
