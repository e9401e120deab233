import { posix } from 'node:path';
import type { Metric, MetricHistory, Warning } from '../model';
import { isMap, mapAt, Numeral, textAt, type Data } from '../parse/data';
import { metricOf, paramsOf } from './parse/flatten';
import { orWarning } from './parse/orWarning';
import { parsePlain } from './parse/parsePlain';
import { folderId, folderName, pathIn } from './parse/pathIn';
import { columnsOf, numericRows, parseTable } from './parse/table';
import type { FoundRun, RunFolder, RunReader } from './reader';

const tool = 'dvclive';

/** DVCLive's folder: `metrics.json`, `params.yaml`, and a table per metric in `plots/metrics` (dvclive/live.py). */
export const dvclive: RunReader = {
	tool,
	title: 'DVCLive',
	markers: ['dvclive', 'plots'],
	async read(folder, { brief }) {
		const place = folder.folders.includes('dvclive') ? await folder.folder('dvclive') : folder;
		const plots = place?.folders.includes('plots') ? await place.folder('plots/metrics') : undefined;
		if (!place || (place === folder && (!plots || !folder.files.includes('metrics.json'))) || (!plots && !place.files.includes('metrics.json'))) { return []; }
		const warnings: Warning[] = [];
		const histories: [string, MetricHistory][] = [];
		if (!brief) {
			for await (const [name, text] of tables(plots)) {
				await orWarning(warnings, async () => {
					// The last column is the metric's own; before it the step and, if wanted, the time.
					const column = [...columnsOf(numericRows(parseTable(text))).values()].at(-1);
					if (column && column.history.steps.length > 1) { histories.push([name, column.history]); }
				});
			}
		}
		const read = (name: string): Promise<Data | undefined> => orWarning(warnings, async () => {
			const text = await place.text(name);
			return text === undefined ? undefined : parsePlain(text, pathIn(place, name));
		});
		const metrics = await read('metrics.json');
		const written = await place.stat('metrics.json');
		return [{
			tool, id: folderId(place), path: place.path, ...(folderName(folder) === undefined ? {} : { name: folderName(folder) }),
			status: place.files.some(name => /^report\./.test(name)) ? 'finished' : 'unknown', ...(written ? { endedAt: written.modified } : {}),
			params: paramsOf(await read('params.yaml'), { source: { tool, path: pathIn(place, 'params.yaml') } }),
			metrics: metrics === undefined ? [] : latest(metrics, pathIn(place, 'metrics.json')),
			...(brief ? {} : { histories: Object.fromEntries(histories) }), outputs: await outputsOf(folder, place), warnings,
		} satisfies FoundRun];
	},
};

/** What `log_artifact` made known as a model, in the `dvc.yaml` beside its folder or, before 3.0, in it. */
async function outputsOf(...folders: readonly RunFolder[]): Promise<NonNullable<FoundRun['outputs']>> {
	const found: NonNullable<FoundRun['outputs']>[number][] = [];
	for (const folder of new Set(folders)) {
		// Damage to it is told by DVC's own reader.
		const data = await orWarning([], async () => parsePlain(await folder.text('dvc.yaml') ?? '', 'dvc.yaml'));
		for (const artifact of mapAt(data ?? null, 'artifacts').values()) {
			const path = textAt(artifact, 'path');
			if (path !== undefined && (textAt(artifact, 'type') ?? 'model') === 'model') { found.push({ path: posix.join(folder.path, path) }); }
		}
	}
	return found;
}

/** `train/loss` is a mapping in a mapping; `step` counts. */
function latest(data: Data, path: string, prefix = ''): readonly Metric[] {
	if (!isMap(data)) { return []; }
	return [...data].flatMap(([key, value]) => {
		if (value instanceof Numeral) { return prefix === '' && key === 'step' ? [] : [metricOf(prefix + key, value, { source: { tool, path } })]; }
		return latest(value, path, `${prefix}${key}/`);
	});
}

async function* tables(folder: RunFolder | undefined, prefix = '', depth = 0): AsyncGenerator<readonly [string, string]> {
	if (!folder || depth > 8) { return; }
	for (const file of folder.files.filter(name => name.endsWith('.tsv'))) {
		const text = await folder.text(file, 64 * 1024 * 1024);
		if (text !== undefined) { yield [prefix + file.slice(0, -4), text]; }
	}
	for (const name of folder.folders) { yield* tables(await folder.folder(name), `${prefix}${name}/`, depth + 1); }
}
