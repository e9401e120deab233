import type { Input, Warning } from '../model';
import { readCsvLog } from './parse/csvLog';
import { mapAt, textAt, type Data } from '../parse/data';
import { paramsOf } from './parse/flatten';
import { orWarning } from './parse/orWarning';
import { parsePlain } from './parse/parsePlain';
import { folderId, folderName, pathIn } from './parse/pathIn';
import type { FoundRun, RunReader } from './reader';

const tool = 'ultralytics';

/** Ultralytics' run folders: `args.yaml`, `results.csv`, `weights/` (ultralytics/engine/trainer.py). */
export const ultralytics: RunReader = {
	tool,
	title: 'Ultralytics',
	markers: ['args.yaml'],
	async read(folder, { brief }) {
		const warnings: Warning[] = [];
		const path = pathIn(folder, 'args.yaml');
		const text = await folder.text('args.yaml') ?? '';
		// Others name their arguments so too: these keys are Ultralytics'.
		if (!/^imgsz:/m.test(text) || !/^task:/m.test(text)) { return []; }
		const args = await orWarning(warnings, async () => parsePlain(text, path)) ?? null;
		const log = await orWarning(warnings, async () => {
			const rows = await folder.text('results.csv');
			return rows === undefined ? undefined : readCsvLog(rows, { tool, path: pathIn(folder, 'results.csv') }, name => name.startsWith('lr/'));
		});
		const written = await folder.stat('results.csv');
		const weights = await folder.folder('weights');
		return [{
			tool, id: folderId(folder), path: folder.path,
			...(folderName(folder) === undefined ? {} : { name: folderName(folder) }),
			status: isComplete(args, log?.rows) ? 'finished' : 'unknown',
			...(written ? { endedAt: written.modified } : {}),
			params: paramsOf(args, { source: { tool, path } }), metrics: log?.metrics ?? [],
			...(brief ? {} : { histories: Object.fromEntries(log?.histories ?? []) }),
			inputs: inputsOf(args, path),
			outputs: (weights?.files ?? []).filter(name => name.endsWith('.pt')).map(name => ({ path: pathIn(folder, `weights/${name}`), ...(name === 'best.pt' ? { best: true } : {}) })),
			...progressOf(args, log?.rows),
			warnings,
		} satisfies FoundRun];
	},
};

function isComplete(args: Data, epochs: number | undefined): boolean {
	return epochs !== undefined && textAt(args, 'epochs') === String(epochs);
}

function progressOf(args: Data, epochs = 0): { readonly progress?: number } {
	const planned = Number(textAt(args, 'epochs'));
	return planned > 0 ? { progress: Math.min(1, epochs / planned) } : {};
}

function inputsOf(args: Data, path: string): readonly Input[] {
	const given = mapAt(args);
	const [model, data] = [given.get('model'), given.get('data')];
	return [
		// A model given as YAML is an architecture, trained from nothing.
		...(typeof model === 'string' && /\.pt$/i.test(model) ? [{ relation: 'fine-tuned-from', name: nameOf(model), source: { tool, path, field: 'model' }, certainty: 'likely' } satisfies Input] : []),
		...(typeof data === 'string' && data !== '' ? [{ relation: 'trained-on', name: nameOf(data), ...(/^(?:[\\/~]|[A-Za-z]:)/.test(data) ? {} : { uri: data }), source: { tool, path, field: 'data' }, certainty: 'likely' } satisfies Input] : []),
	];
}

function nameOf(path: string): string {
	return (path.split(/[\\/]/).at(-1) ?? path).replace(/\.(?:ya?ml|pt)$/i, '');
}
