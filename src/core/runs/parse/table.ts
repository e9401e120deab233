import Papa from 'papaparse';
import type { MetricHistory } from '../../model';
import { Numeral } from '../../parse/data';
import { notFinite } from './flatten';

/** One metric over a training with its last value as written. */
export interface Column { readonly history: MetricHistory; readonly last: Numeral }

/** Cells by column; what isn't a number is absent. */
export type Row = ReadonlyMap<string, Numeral>;

/** Of a training log; further ones are left out. */
const maxColumns = 2_000;
const stepNames = /^(?:_?global_?steps?|_?steps?|iterations?|iters?|it|current_steps|total_steps|num_timesteps)$/i;
const epochNames = /^(?:trainer[/_])?epochs?$/i;
const timeNames = /^_?(?:timestamps?|wall_?time|time|created_at)$/i;
/** Counters and clocks: they are axes, not results. */
const asideNames = /^(?:_runtime|runtime|elapsed(?:_time)?|remaining_time|percentage|_wandb.*)?$/i;

/** The rows of a table with a header, separated by comma, semicolon or tab. Empty cells and `NA` are absent. */
export function parseTable(text: string): { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] } {
	const { data } = Papa.parse<string[]>(text, { skipEmptyLines: 'greedy', delimitersToGuess: [',', '\t', ';'] });
	const [header = [], ...rows] = data;
	return { columns: header.slice(0, maxColumns).map(name => name.trim()), rows };
}

/** Cells that are numbers, by column. */
export function numericRows(table: ReturnType<typeof parseTable>): readonly Row[] {
	return table.rows.map(cells => {
		const row = new Map<string, Numeral>();
		table.columns.forEach((name, index) => {
			const cell = cells[index]?.trim() ?? '';
			const numeral = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(cell) ? new Numeral(Number(cell), cell) : notFinite(cell);
			if (numeral) { row.set(name, numeral); }
		});
		return row;
	});
}

/**
 * Rows of a training log as metrics: every column but the step, epoch and clock. Steps come from a step column, else an epoch column, else
 * count the rows from 0; wall times from a column of seconds or milliseconds since 1970.
 */
export function columnsOf(rows: readonly Row[]): ReadonlyMap<string, Column> {
	const names = [...new Set(rows.flatMap(row => [...row.keys()]))];
	const axes = [names.find(name => stepNames.test(name)), names.find(name => epochNames.test(name))].filter(name => name !== undefined);
	const clock = names.find(name => timeNames.test(name) && rows.some(row => isWallTime(row.get(name)?.value)));
	const found = new Map<string, Column>();
	for (const name of names) {
		if (stepNames.test(name) || epochNames.test(name) || timeNames.test(name) || asideNames.test(name)) { continue; }
		const steps: number[] = [];
		const values: number[] = [];
		const times: number[] = [];
		let last: Numeral | undefined;
		rows.forEach((row, index) => {
			const cell = row.get(name);
			if (!cell) { return; }
			last = cell;
			values.push(cell.value);
			steps.push(axes.map(axis => row.get(axis)?.value).find(value => value !== undefined) ?? index);
			if (clock !== undefined) { times.push(milliseconds(row.get(clock)?.value)); }
		});
		if (last) { found.set(name, { last, history: { steps, values, ...(clock === undefined ? {} : { times }) } }); }
	}
	return found;
}

function isWallTime(value: number | undefined): boolean {
	return value !== undefined && value > 1e8;
}

function milliseconds(value: number | undefined): number {
	return value === undefined ? NaN : value > 1e11 ? value : value * 1000;
}
