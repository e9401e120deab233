import type { Input, Metric, Param, Warning } from '../model';
import { at, isMap, listAt, mapAt, numberAt, Numeral, textAt, type Data } from '../parse/data';
import { metricOf, metricsOf, paramsOf } from './parse/flatten';
import { orWarning } from './parse/orWarning';
import { parsePlain } from './parse/parsePlain';
import { folderName, pathIn } from './parse/pathIn';
import { pinnedVersions } from './parse/pinnedVersions';
import { shellWord } from './parse/shellWord';
import { unreadable } from './parse/unreadable';
import { readHead } from './readBounded';
import type { FoundRun, MadeFile, ReadOptions, RunFolder, RunGroup, RunReader } from './reader';
import { readWandbLog, type WandbLog } from './wandbLog';

const tool = 'wandb';
const runFolder = /^(?:offline-)?run-\d{8}_\d{6}-([\w-]+)$/;

/** Weights & Biases' run folders, of online and offline runs. Online ones have their values in plain files too; offline ones only in the `.wandb` log. */
export const wandb: RunReader = {
	tool,
	title: 'Weights & Biases',
	markers: ['wandb', runFolder],
	store: true,
	async read(folder, options) {
		const place = folder.folders.includes('wandb') ? await folder.folder('wandb') : folder;
		const runs: FoundRun[] = [];
		const seen = new Set<string>();
		// `latest-run` is a link to one of the others.
		for (const name of (place?.folders ?? []).filter(one => runFolder.test(one)).reverse()) {
			const found = place && (options.known?.(pathIn(place, name)) ?? await readOne(place, name, options));
			// A run that was resumed has a folder for each time; the newest has its end.
			if (found && !seen.has(found.id)) {
				seen.add(found.id);
				runs.push(found);
			}
		}
		return runs;
	},
};

async function readOne(place: RunFolder, name: string, options: ReadOptions): Promise<FoundRun | undefined> {
	const run = await place.folder(name);
	return run && readRun(run, options);
}

async function readRun(folder: RunFolder, { brief, of }: ReadOptions): Promise<FoundRun | undefined> {
	const warnings: Warning[] = [];
	const name = folder.files.find(one => one.endsWith('.wandb'));
	const files = await folder.folder('files');
	const read = (file: string): Promise<Data | undefined> => orWarning(warnings, async () => {
		const text = await files?.text(file);
		return text === undefined ? undefined : parsePlain(text, pathIn(folder, `files/${file}`));
	});
	const [config, summary, metadata] = [await read('config.yaml'), await read('wandb-summary.json'), await read('wandb-metadata.json')];
	const path = name === undefined ? undefined : await folder.locate(name);
	const log = path === undefined ? undefined : await orWarning(warnings, async () => readWandbLog(path, await readHead(path), brief));
	const id = log?.id ?? runFolder.exec(folderName(folder) ?? '')?.[1];
	if (id === undefined || (!log && !config && !summary)) { return unreadable(tool, folder.path, warnings)[0]; }
	const written = await folder.stat(name ?? '');
	const logged = name === undefined ? folder.path : pathIn(folder, name);
	const command = log?.command ?? commandOf(metadata);
	const requirements = brief ? undefined : await files?.text('requirements.txt');
	const python = log?.python ?? textAt(metadata, 'python');
	return {
		tool, id, path: folder.path, ...(log?.name === undefined ? {} : { name: log.name }),
		status: log?.exitCode === undefined ? 'unknown' : log.exitCode === 0 ? 'finished' : 'failed',
		...timesOf(log, folder, written?.modified), ...(command === undefined ? {} : { command }), ...hardwareOf(metadata),
		params: config ? paramsOf(plainConfig(config), { source: { tool, path: pathIn(folder, 'files/config.yaml') } }) : paramsIn(log, logged),
		metrics: metricsFrom(log, logged, summary, pathIn(folder, 'files/wandb-summary.json')),
		...(brief ? {} : { histories: Object.fromEntries([...log?.series ?? []].filter(([, series]) => series.length > 1).map(([key, series]) => [key, series.history()])) }),
		inputs: (log?.used ?? []).filter(one => one.name !== '').map((one): Input => ({
			relation: one.type === 'model' ? 'fine-tuned-from' : 'trained-on', name: one.name, uri: `wandb-artifact://${one.name}`, source: { tool, path: logged }, certainty: 'likely',
		})),
		environment: { ...pinnedVersions(requirements ?? ''), ...(python === undefined ? {} : { python: python.replace(/^CPython /, '') }) },
		outputs: [{ path: pathIn(folder, 'files') }, ...await outputsOf(log, of)],
		...groupOf(log, folder), ...pageOf(log, id, folder),
		warnings,
	};
}

function groupOf(log: WandbLog | undefined, folder: RunFolder): { readonly group?: RunGroup } {
	const store = folder.path.split('/').slice(0, -1).join('/');
	if (log?.sweep) { return { group: { id: `${store}#sweep ${log.sweep}`, name: log.sweep, kind: 'sweep' } }; }
	return log?.runGroup ? { group: { id: `${store}#group ${log.runGroup}`, name: log.runGroup, kind: 'experiment' } } : {};
}

/** Where the run was synced to: an offline run may never have been. */
function pageOf(log: WandbLog | undefined, id: string, folder: RunFolder): { readonly url?: string } {
	if (!log?.entity || !log.project || folder.path.split('/').at(-1)?.startsWith('offline-')) { return {}; }
	return { url: `https://wandb.ai/${[log.entity, log.project, 'runs', id].map(encodeURIComponent).join('/')}` };
}

/** Files of the artifacts that the run logged. Only a file that is asked for is hashed, and only where its size is right. */
async function outputsOf(log: WandbLog | undefined, of: MadeFile | undefined): Promise<NonNullable<FoundRun['outputs']>> {
	const files = (log?.made ?? []).flatMap(artifact => artifact.files.map(file => ({ ...file, ...(artifact.type === 'model' ? { name: file.path } : {}) })));
	const same = files.find(file => of?.bytes !== undefined && file.bytes === of.bytes && file.md5.length === 32);
	const md5 = same && await of?.md5?.();
	return files.map(file => ({ md5: file.md5, bytes: file.bytes, ...(file.name === undefined ? {} : { name: file.name }), ...(of && md5 !== undefined && file.md5 === md5 ? { path: of.path } : {}) }));
}

function timesOf(log: WandbLog | undefined, folder: RunFolder, written: Date | undefined): { readonly startedAt?: Date; readonly endedAt?: Date } {
	const [, y, mo, d, h, mi, s] = (/run-(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)-/.exec(folderName(folder) ?? '') ?? []).map(Number);
	const started = log?.startedAt ?? (y && mo ? new Date(y, mo - 1, d, h, mi, s) : undefined);
	const ended = log?.startedAt && log.runtimeSeconds ? new Date(log.startedAt.getTime() + log.runtimeSeconds * 1000) : written;
	return { ...(started ? { startedAt: started } : {}), ...(ended ? { endedAt: ended } : {}) };
}

/** 'NVIDIA A100 × 2', or the number of processors where there is no GPU. */
function hardwareOf(metadata: Data | undefined): { readonly hardware?: string } {
	const [gpu, count, cpus] = [textAt(metadata, 'gpu'), numberAt(metadata, 'gpu_count'), numberAt(metadata, 'cpu_count')];
	const hardware = gpu === undefined ? (cpus === undefined ? undefined : `${cpus} CPUs, no GPU`) : `${gpu}${count !== undefined && count > 1 ? ` × ${count}` : ''}`;
	return hardware === undefined ? {} : { hardware: hardware.slice(0, 200) };
}

function commandOf(metadata: Data | undefined): string | undefined {
	const program = textAt(metadata, 'program');
	return program === undefined ? undefined : [program, ...listAt(metadata, 'args').map(word => (typeof word === 'string' ? shellWord(word) : word instanceof Numeral ? word.text : ''))].join(' ');
}

/** `config.yaml` has `{value: …}` behind every key, and W&B's own settings among them. */
function plainConfig(config: Data): Data {
	return new Map([...mapAt(config)].filter(([key, value]) => key !== '_wandb' && key !== 'wandb_version' && isMap(value)).map(([key, value]): [string, Data] => [key, at(value, 'value') ?? null]));
}

function paramsIn(log: WandbLog | undefined, path: string): readonly Param[] {
	return paramsOf(new Map([...log?.config ?? []].filter(([key]) => !/^_wandb(?:\.|$)/.test(key))), { source: { tool, path } });
}

/** The summary, and the last point of whatever it doesn't name. */
function metricsFrom(log: WandbLog | undefined, logged: string, summary: Data | undefined, summaryPath: string): readonly Metric[] {
	const said = [...metricsOf(summary, { source: { tool, path: summaryPath } }), ...metricsOf(log?.summary, { source: { tool, path: logged } })];
	const own = said.filter((metric, index) => !metric.name.startsWith('_') && said.findIndex(one => one.name === metric.name) === index);
	const known = new Set(own.map(metric => metric.name));
	const points = [...log?.series ?? []].filter(([name]) => !known.has(name)).map(([name, series]) => {
		const value = series.last?.value ?? NaN;
		return metricOf(name, new Numeral(value, String(value)), { source: { tool, path: logged } });
	});
	return [...own, ...points];
}
