import type { Warning } from '../model';
import { listAt, textAt } from '../parse/data';
import { paramsOf } from './parse/flatten';
import { orWarning } from './parse/orWarning';
import { parsePlain } from './parse/parsePlain';
import { folderId, folderName, pathIn } from './parse/pathIn';
import { shellWord } from './parse/shellWord';
import type { FoundRun, RunReader } from './reader';

const tool = 'hydra';

/** Hydra's output folders: the composed configuration in `.hydra` (Hydra documentation, 'Output/Working directory'). Interpolations stay as written. */
export const hydra: RunReader = {
	tool,
	title: 'Hydra',
	markers: ['.hydra'],
	async read(folder) {
		const warnings: Warning[] = [];
		const path = pathIn(folder, '.hydra/config.yaml');
		const plain = (name: string): ReturnType<typeof orWarning<ReturnType<typeof parsePlain> | undefined>> => orWarning(warnings, async () => {
			const text = await folder.text(`.hydra/${name}`);
			return text === undefined ? undefined : parsePlain(text, pathIn(folder, `.hydra/${name}`));
		});
		const [config, overrides, own] = [await plain('config.yaml'), await plain('overrides.yaml'), await plain('hydra.yaml')];
		if (config === undefined && warnings.length === 0) { return []; }
		const job = textAt(own, 'hydra', 'job', 'name');
		const begun = await folder.stat('.hydra/config.yaml');
		const sweep = textAt(own, 'hydra', 'mode') === 'MULTIRUN' ? folder.path.split('/').slice(0, -1).join('/') : '';
		return [{
			tool, id: folderId(folder), path: folder.path,
			...(folderName(folder) === undefined ? {} : { name: [job, ...folder.path.split('/').slice(-2)].filter(part => part !== undefined).join('/') }),
			status: 'unknown', ...(begun ? { startedAt: begun.modified } : {}),
			...(job === undefined ? {} : { command: [`${job}.py`, ...listAt(overrides).map(one => (typeof one === 'string' ? shellWord(one) : ''))].join(' ') }),
			params: paramsOf(config, { source: { tool, path } }), metrics: [], warnings,
			...(sweep === '' ? {} : { group: { id: sweep, name: [job, ...sweep.split('/').slice(-2)].filter(part => part !== undefined).join('/'), kind: 'sweep' } }),
		} satisfies FoundRun];
	},
};
