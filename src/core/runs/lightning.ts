import type { Warning } from '../model';
import { readCsvLog } from './parse/csvLog';
import { paramsOf } from './parse/flatten';
import { orWarning } from './parse/orWarning';
import { parsePlain } from './parse/parsePlain';
import { folderId, folderName, pathIn } from './parse/pathIn';
import type { FoundRun, RunReader } from './reader';

const tool = 'lightning';
const logLimit = 64 * 1024 * 1024;

/** PyTorch Lightning's `version_N` folders: `hparams.yaml`, and `metrics.csv` of its CSV logger (lightning.pytorch.loggers). */
export const lightning: RunReader = {
	tool,
	title: 'PyTorch Lightning',
	markers: ['hparams.yaml', 'metrics.csv'],
	async read(folder, { brief }) {
		const isVersion = /^version_\d+$/.test(folderName(folder) ?? '');
		if (!isVersion && !(folder.files.includes('hparams.yaml') && (folder.folders.includes('checkpoints') || folder.files.includes('metrics.csv')))) { return []; }
		const warnings: Warning[] = [];
		const params = await orWarning(warnings, async () => {
			const path = pathIn(folder, 'hparams.yaml');
			const text = await folder.text('hparams.yaml');
			return text === undefined ? [] : paramsOf(parsePlain(text, path), { source: { tool, path } });
		});
		const log = await orWarning(warnings, async () => {
			const text = await folder.text('metrics.csv', logLimit);
			return text === undefined ? undefined : readCsvLog(text, { tool, path: pathIn(folder, 'metrics.csv') }, name => /^lr-/.test(name));
		});
		const written = await folder.stat('metrics.csv') ?? await folder.stat('hparams.yaml');
		return [{
			tool, id: folderId(folder), path: folder.path,
			...(folderName(folder) === undefined ? {} : { name: folder.path.split('/').slice(-2).join('/') }),
			status: 'unknown',
			...(written ? { endedAt: written.modified } : {}),
			params: params ?? [], metrics: log?.metrics ?? [],
			...(brief ? {} : { histories: Object.fromEntries(log?.histories ?? []) }),
			warnings,
		} satisfies FoundRun];
	},
};
