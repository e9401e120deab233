import { posix } from 'node:path';
import type { Input, Metric, Param, Warning, WorkspacePath } from '../model';
import { at, isMap, listAt, mapAt, numberAt, textAt, type Data } from '../parse/data';
import { metricsOf, paramsOf } from './parse/flatten';
import { orWarning } from './parse/orWarning';
import { parsePlain } from './parse/parsePlain';
import { folderId, pathIn } from './parse/pathIn';
import { unreadable } from './parse/unreadable';
import type { FoundRun, MadeFile, RunFolder, RunReader } from './reader';

const tool = 'dvc';
const lockFile = 'dvc.lock';
/** A pipeline of thousands of stages. */
const lockLimit = 4 * 1024 * 1024;
const isCode = /\.(?:py|ipynb|sh|r|jl|ya?ml|toml|json|cfg|ini|md|txt)$/i;
const isModel = /\.(?:safetensors|gguf|onnx|pt2?|pth|ckpt|bin|pkl|joblib|keras|h5|pb|tflite|model)$/i;

/**
 * DVC's pipelines: the stages of `dvc.lock` with the parameters and data that they really used, and the metrics that `dvc.yaml` names
 * (DVC documentation, 'dvc.yaml' and 'dvc.lock'). A stage is a run of that stage. `.dvc` files of imports tell where a file came from.
 */
export const dvc: RunReader = {
	tool,
	title: 'DVC',
	markers: [lockFile, /.\.dvc$/],
	store: true,
	async read(folder, { brief, of }) {
		const warnings: Warning[] = [];
		const read = (name: string): Promise<Data | undefined> => orWarning(warnings, async () => {
			const text = await folder.text(name, lockLimit);
			return text === undefined ? undefined : parsePlain(text, pathIn(folder, name));
		});
		const imports = brief ? [] : await importsIn(folder, read);
		const lock = await read(lockFile);
		const pipeline = await read('dvc.yaml');
		const stages = [...mapAt(lock, 'stages')].map(([name, data]) => stageOf(folder, name, data, pipeline));
		const written = await folder.stat(lockFile);
		const runs: FoundRun[] = [];
		for (const stage of stages) {
			// In a list, stages that only prepare data are none that anybody looks for.
			if (brief && stage.metrics.length === 0 && !stage.outs.some(out => isModel.test(out.path))) { continue; }
			// What a later stage measures of this one's model is about it: an evaluation.
			const later = stages.filter(other => other !== stage && other.deps.some(dep => stage.outs.some(out => out.path === dep.path)));
			const metrics: Metric[] = [];
			for (const path of [stage, ...later].flatMap(one => one.metrics)) {
				const known = new Set(metrics.map(metric => metric.name));
				metrics.push(...(await orWarning(warnings, () => metricsAt(folder, path)) ?? []).filter(metric => !known.has(metric.name)));
			}
			runs.push({
				tool, id: folder.path === '' ? stage.name : `${folder.path}/dvc.yaml:${stage.name}`, name: stage.name, path: pathIn(folder, lockFile), status: 'finished',
				...(written ? { endedAt: written.modified } : {}), ...(stage.command === undefined ? {} : { command: stage.command, commandFolder: stage.folder }),
				params: stage.params, metrics, inputs: stage.deps.flatMap(dep => inputOf(dep, stage.name, folder)), outputs: await claimed(stage.outs, of), warnings,
			});
		}
		return runs.length + imports.length > 0 ? [...runs, ...imports] : unreadable(tool, pathIn(folder, lockFile), warnings);
	},
};

interface Entry { readonly path: WorkspacePath; readonly md5?: string; readonly bytes?: number }
interface Stage { readonly name: string; readonly folder: WorkspacePath; readonly command?: string; readonly params: readonly Param[]; readonly deps: readonly Entry[]; readonly outs: readonly Entry[]; readonly metrics: readonly WorkspacePath[] }

function stageOf(folder: RunFolder, name: string, data: Data, pipeline: Data | undefined): Stage {
	// A stage that a `foreach` or `matrix` made is `name@item`.
	const written = at(pipeline, 'stages', name) ?? at(pipeline, 'stages', name.split('@')[0] ?? '', 'do');
	const wdir = textAt(written, 'wdir') ?? '.';
	const place = (path: string): WorkspacePath => posix.normalize(posix.join(folder.path, wdir, path));
	const entries = (key: string): readonly Entry[] => listAt(data, key).flatMap(one => {
		const path = textAt(one, 'path');
		const [md5, bytes] = [textAt(one, 'md5'), numberAt(one, 'size')];
		return path === undefined ? [] : [{ path: /^[a-z][\w+.-]*:\/\//i.test(path) ? path : place(path), ...(md5 === undefined ? {} : { md5 }), ...(bytes === undefined ? {} : { bytes }) }];
	});
	const metrics = listAt(written, 'metrics').flatMap(one => (isMap(one) ? [...one.keys()] : typeof one === 'string' ? [one] : []));
	const command = at(data, 'cmd');
	return {
		name, folder: place('.').replace(/^\.$/, ''), deps: entries('deps'), outs: entries('outs'), metrics: metrics.filter(path => !path.includes('${')).map(place),
		...(typeof command === 'string' ? { command } : Array.isArray(command) ? { command: command.map(one => textAt(one as Data) ?? '').join(' && ') } : {}),
		params: [...mapAt(data, 'params')].flatMap(([file, values]) => paramsOf(values, { source: { tool, path: pathIn(folder, lockFile), field: `stages.${name}.params.${file}` } })),
	};
}

/** Data that a stage read; its code is in git, where the version is tied to it. */
function inputOf(dep: Entry, stage: string, folder: RunFolder): readonly Input[] {
	if (isCode.test(dep.path)) { return []; }
	return [{
		relation: isModel.test(dep.path) ? 'trained-from' : 'trained-on', name: dep.path, uri: dep.path, certainty: 'likely',
		source: { tool, path: pathIn(folder, lockFile), field: `stages.${stage}.deps${dep.md5 === undefined ? '' : ` (md5 ${dep.md5})`}` },
	}];
}

/** Outputs, with the file that is asked for among them where one has its digest: it was moved since. */
async function claimed(outs: readonly Entry[], of: MadeFile | undefined): Promise<NonNullable<FoundRun['outputs']>> {
	const same = outs.find(out => of?.bytes !== undefined && out.bytes === of.bytes && out.path !== of.path && out.md5?.length === 32);
	const md5 = same && await of?.md5?.();
	return [...outs, ...(of && md5 !== undefined && same?.md5 === md5 ? [{ path: of.path }] : [])];
}

async function metricsAt(folder: RunFolder, path: WorkspacePath): Promise<readonly Metric[]> {
	const text = await folder.text(posix.relative(folder.path, path));
	return text === undefined || !/\.(?:json|ya?ml|toml)$/i.test(path) ? [] : metricsOf(parsePlain(text, path), { source: { tool, path } });
}

/** `<file>.dvc` of `dvc import` and `dvc import-url`: the file is a copy of one elsewhere. */
async function importsIn(folder: RunFolder, read: (name: string) => Promise<Data | undefined>): Promise<readonly FoundRun[]> {
	const runs: FoundRun[] = [];
	for (const name of folder.files.filter(one => one.endsWith('.dvc') && one !== '.dvc')) {
		const data = await read(name);
		const source = { tool, path: pathIn(folder, name), field: 'deps' };
		const inputs = listAt(data, 'deps').flatMap((dep): Input[] => {
			const [path, url] = [textAt(dep, 'path'), textAt(dep, 'repo', 'url')];
			const from = url === undefined ? path : `${url}#${textAt(dep, 'repo', 'rev_lock') ?? ''}`;
			return path === undefined || from === undefined ? [] : [{ relation: 'converted-from', name: path, uri: from, source, certainty: 'likely' }];
		});
		if (inputs.length === 0) { continue; }
		const outputs = listAt(data, 'outs').flatMap(out => (textAt(out, 'path') === undefined ? [] : [{ path: posix.normalize(posix.join(folder.path, textAt(data, 'wdir') ?? '.', textAt(out, 'path') ?? '')) }]));
		runs.push({ tool, id: folderId({ path: pathIn(folder, name) }), name, path: pathIn(folder, name), params: [], metrics: [], inputs, outputs });
	}
	return runs;
}
