import { RegistryError } from '../errors';
import { asRegistryError } from '../files/asRegistryError';
import { metricsOf, metricOf } from '../runs/parse/flatten';
import { parsePlain } from '../runs/parse/parsePlain';
import { columnsOf, numericRows, parseTable } from '../runs/parse/table';
import { readBounded } from '../runs/readBounded';

const limit = 16 * 1024 * 1024;

/**
 * The metrics of a JSON, YAML, TOML, CSV or TSV file, by the ending of its name. Nested names are joined by dots; of a table of metrics and
 * values each row is one, of any other table the last row counts. `path` is absolute, `shown` is what sentences call it.
 * Throws 'not-found', 'unreadable', 'damaged-file'.
 */
export async function readMetricsFile(path: string, shown: string): Promise<Readonly<Record<string, number>>> {
	const bytes = await readBounded(path, limit).catch((error: unknown) => { throw asRegistryError(error, shown); });
	if (bytes === undefined) { throw new RegistryError('not-a-file', { path: shown, what: 'no regular file' }); }
	if (bytes === 'too long') { throw new RegistryError('damaged-file', { path: shown, why: `it is longer than ${limit / 2 ** 20} MiB, which no file of final metrics is` }); }
	const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
	const source = { tool: 'user', path: shown };
	const metrics = /\.(?:csv|tsv)$/i.test(path) ? ofTable(text) : metricsOf(parsePlain(text, shown), { source });
	if (!metrics.length) { throw new RegistryError('damaged-file', { path: shown, why: 'it names no metric with a number' }); }
	return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

function ofTable(text: string): readonly { readonly name: string; readonly value: number }[] {
	const table = parseTable(text);
	const rows = numericRows(table);
	const [nameAt, value] = [table.columns.findIndex(name => /^(?:metrics?|names?|measure)$/i.test(name)), table.columns.find(name => /^(?:values?|score)$/i.test(name))];
	if (nameAt >= 0 && value !== undefined) {
		return rows.flatMap((row, i) => {
			const [name, numeral] = [table.rows[i]?.[nameAt]?.trim() ?? '', row.get(value)];
			return name === '' || !numeral ? [] : [metricOf(name, numeral, { source: { tool: 'user' } })];
		});
	}
	return [...columnsOf(rows)].map(([name, { last }]) => ({ name, value: last.value }));
}
