import type { Warning } from '../model';
import { orWarning } from './parse/orWarning';
import { readCsvLog, type CsvLog } from './parse/csvLog';
import { pathIn } from './parse/pathIn';
import { unreadable } from './parse/unreadable';
import type { FoundRun, RunReader } from './reader';

const tool = 'csv-log';
const logName = /^(?:(?:train(?:ing)?|fit|learn(?:ing)?|model)[-_.]?)?(?:logs?|history|progress|results?)\.(?:csv|tsv|log)$|^(?:train(?:ing)?|progress|losses)\.(?:csv|tsv|log)$/i;
const logLimit = 64 * 1024 * 1024;

/** Training logs in CSV as Keras' CSVLogger and many scripts write them: a column of epochs or steps, and at least one metric. */
export const csvLog: RunReader = {
	tool,
	title: 'Training log (CSV)',
	markers: [logName],
	async read(folder, { brief }) {
		const runs: FoundRun[] = [];
		for (const name of folder.files.filter(one => logName.test(one))) {
			const warnings: Warning[] = [];
			const path = pathIn(folder, name);
			const log = await orWarning(warnings, async () => {
				const text = await folder.text(name, logLimit);
				return text === undefined || !isLog(text) ? undefined : readCsvLog(text, { tool, path }, column => /^(?:lr|learning_rate)$/i.test(column));
			});
			const written = await folder.stat(name);
			if (!log?.metrics.length) {
				runs.push(...unreadable(tool, path, warnings));
				continue;
			}
			runs.push({
				tool, id: path, name, path, status: 'unknown', params: [], metrics: log.metrics, warnings,
				...(written ? { endedAt: written.modified } : {}),
				...(brief ? {} : { histories: Object.fromEntries((log satisfies CsvLog).histories) }),
			});
		}
		return runs;
	},
};

/** Whether the first line is a header with an axis in it. A `.log` is text, more often than not. */
function isLog(text: string): boolean {
	const header = text.slice(0, 10_000).split('\n', 1)[0]?.split(/[,;\t]/).map(name => name.trim().replace(/^"|"$/g, '')) ?? [];
	return header.length > 1 && header.some(name => /^(?:epochs?|(?:global_)?steps?|iterations?|iter)$/i.test(name)) && header.every(name => name.length < 100);
}
