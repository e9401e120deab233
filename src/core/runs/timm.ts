import type { Input, Warning } from '../model';
import { readCsvLog } from './parse/csvLog';
import { at, textAt, type Data } from '../parse/data';
import { paramsOf } from './parse/flatten';
import { orWarning } from './parse/orWarning';
import { parsePlain } from './parse/parsePlain';
import { folderId, folderName, pathIn } from './parse/pathIn';
import type { FoundRun, RunReader } from './reader';

const tool = 'timm';

/** timm's training folders: `args.yaml`, `summary.csv`, checkpoints beside them (pytorch-image-models, train.py). */
export const timm: RunReader = {
	tool,
	title: 'timm',
	markers: ['summary.csv'],
	async read(folder, { brief }) {
		const path = pathIn(folder, 'args.yaml');
		const text = await folder.text('args.yaml') ?? '';
		// Keys that its train.py always writes.
		if (!/^model_ema:/m.test(text) || !/^data_dir:/m.test(text)) { return []; }
		const warnings: Warning[] = [];
		const args = await orWarning(warnings, async () => parsePlain(text, path)) ?? null;
		const log = await orWarning(warnings, async () => readCsvLog(await folder.text('summary.csv') ?? '', { tool, path: pathIn(folder, 'summary.csv') }, name => name === 'lr'));
		const written = await folder.stat('summary.csv');
		return [{
			tool, id: folderId(folder), path: folder.path, ...(folderName(folder) === undefined ? {} : { name: folderName(folder) }),
			status: 'unknown', ...(written ? { endedAt: written.modified } : {}),
			params: paramsOf(args, { source: { tool, path } }), metrics: log?.metrics ?? [],
			...(brief ? {} : { histories: Object.fromEntries(log?.histories ?? []) }),
			inputs: inputsOf(args, path),
			outputs: folder.files.filter(name => /\.pth(?:\.tar)?$/.test(name)).map(name => ({ path: pathIn(folder, name), ...(name.startsWith('model_best.') ? { best: true } : {}) })),
			warnings,
		} satisfies FoundRun];
	},
};

function inputsOf(args: Data, path: string): readonly Input[] {
	const [model, data] = [textAt(args, 'model'), textAt(args, 'data_dir') ?? textAt(args, 'data')];
	return [
		...(model !== undefined && at(args, 'pretrained') === true ? [{ relation: 'fine-tuned-from', name: model, uri: `hf://timm/${model}`, source: { tool, path, field: 'model' }, certainty: 'likely' } satisfies Input] : []),
		...(data ? [{ relation: 'trained-on', name: data.split(/[\\/]/).at(-1) || data, ...(/^(?:[\\/~]|[A-Za-z]:)/.test(data) ? {} : { uri: data }), source: { tool, path, field: 'data_dir' }, certainty: 'likely' } satisfies Input] : []),
	];
}
