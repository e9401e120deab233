import type { Metric, MetricHistory, Source } from '../../model';
import { metricOf } from './flatten';
import { columnsOf, numericRows, parseTable } from './table';

export interface CsvLog {
	readonly columns: readonly string[];
	/** How many there are. */
	readonly rows: number;
	/** The last value of each. */
	readonly metrics: readonly Metric[];
	readonly histories: readonly (readonly [string, MetricHistory])[];
}

/** A training log in CSV: one row a step or epoch. `isSetting` names columns that are no results, as learning rates: they have a history only. */
export function readCsvLog(text: string, source: Source, isSetting: (name: string) => boolean = () => false): CsvLog {
	const table = parseTable(text);
	const columns = [...columnsOf(numericRows(table))];
	return {
		columns: table.columns, rows: table.rows.length,
		metrics: columns.filter(([name]) => !isSetting(name)).map(([name, { last }]) => metricOf(name, last, { source })),
		histories: columns.filter(([, { history }]) => history.steps.length > 1).map(([name, { history }]) => [name, history]),
	};
}
