import type { Metric, MetricHistory, Param, Warning } from '../model';
import { Numeral, type Data } from '../parse/data';
import { metricOf, metricsOf, paramsOf } from './parse/flatten';
import { orWarning } from './parse/orWarning';
import { parsePlain } from './parse/parsePlain';
import { folderId, pathIn } from './parse/pathIn';
import { listHistories } from './parse/listHistories';
import { columnsOf, numericRows, parseTable, type Row } from './parse/table';
import type { FoundRun, RunFolder, RunReader } from './reader';

const tool = 'params-file';
/** In the order in which they are believed. */
const paramsNames = ['params.yaml', 'params.yml', 'params.json', 'params.toml', 'hparams.yaml', 'hparams.yml'];
const metricsNames = ['metrics.json', 'metrics.yaml', 'metrics.yml', 'metrics.csv'];
/** A log of some hundred thousand lines. */
const logLimit = 64 * 1024 * 1024;

/** Hyperparameters and metrics in files of no particular tool: what people write by hand, and what DVC and many scripts agree on. */
export const paramsFile: RunReader = {
	tool,
	title: 'Parameter files',
	markers: [...paramsNames, ...metricsNames],
	async read(folder, { brief }) {
		const warnings: Warning[] = [];
		const params: Param[] = [];
		const found: Found[] = [];
		for (const name of paramsNames.filter(one => folder.files.includes(one))) {
			params.push(...await orWarning(warnings, () => readParams(folder, name)) ?? []);
		}
		for (const name of metricsNames.filter(one => folder.files.includes(one))) {
			const read = await orWarning(warnings, () => readMetrics(folder, name));
			if (read) { found.push(read); }
		}
		const first = [...paramsNames, ...metricsNames].find(name => folder.files.includes(name));
		if (first === undefined) { return []; }
		const written = await folder.stat(metricsNames.find(name => folder.files.includes(name)) ?? first);
		return [{
			tool, id: folderId(folder), path: pathIn(folder, first), params, metrics: found.flatMap(one => one.metrics), warnings,
			...(written ? { endedAt: written.modified } : {}),
			...(brief ? {} : { histories: Object.fromEntries(found.flatMap(one => one.histories)) }),
		} satisfies FoundRun];
	},
};

interface Found { readonly metrics: readonly Metric[]; readonly histories: readonly (readonly [string, MetricHistory])[] }

async function readParams(folder: RunFolder, name: string): Promise<readonly Param[]> {
	const path = pathIn(folder, name);
	const text = await folder.text(name);
	return text === undefined ? [] : paramsOf(parsePlain(text, path), { source: { tool, path } });
}

async function readMetrics(folder: RunFolder, name: string): Promise<Found | undefined> {
	const path = pathIn(folder, name);
	const text = await folder.text(name, logLimit);
	if (text === undefined) { return undefined; }
	if (name.endsWith('.csv')) { return fromTable(text, path); }
	const lines = name.endsWith('.json') ? jsonLines(text, path) : undefined;
	if (lines) { return fromRows(lines, path); }
	const { histories, rest } = listHistories(parsePlain(text, path));
	const series = [...histories].map(([metric, { last }]) => metricOf(metric, last, { source: { tool, path } }));
	return { metrics: [...metricsOf(rest, { source: { tool, path } }), ...series], histories: [...histories].map(([metric, { history }]) => [metric, history]) };
}

function fromTable(text: string, path: string): Found {
	const table = parseTable(text);
	const [key, value, ...more] = table.columns;
	if (more.length === 0 && /^(?:metric|name|key)$/i.test(key ?? '') && value !== undefined) {
		const named = numericRows(table).map((row, index) => [table.rows[index]?.[0]?.trim() ?? '', row.get(value)] as const);
		return { metrics: named.flatMap(([name, cell]) => (cell && name !== '' ? [metricOf(name, cell, { source: { tool, path } })] : [])), histories: [] };
	}
	return fromRows(numericRows(table), path);
}

/** The last value of each column; its history where there is more than one row. */
function fromRows(rows: readonly Row[], path: string): Found {
	const columns = [...columnsOf(rows)];
	return {
		metrics: columns.map(([name, { last }]) => metricOf(name, last, { source: { tool, path } })),
		histories: rows.length > 1 ? columns.map(([name, { history }]) => [name, history]) : [],
	};
}

/** A log of one JSON object a line, as detectron2 and mmengine write `metrics.json`; undefined where the file is anything else. */
function jsonLines(text: string, path: string): readonly Row[] | undefined {
	const lines = text.split('\n').filter(line => line.trim() !== '');
	if (lines.length < 2 || !lines.every(line => /^\s*\{.*\}\s*$/.test(line))) { return undefined; }
	return lines.map(line => rowOf(parsePlain(line, path)));
}

function rowOf(line: Data): Row {
	return new Map(line instanceof Map ? [...line as ReadonlyMap<string, Data>].filter((entry): entry is [string, Numeral] => entry[1] instanceof Numeral) : []);
}
