/** One line of the table that `npm run bench` prints. */
export interface Line {
	readonly what: string;
	readonly figure: string;
	/** Against what it was run beside, or against the same at another size. */
	readonly ratio: string;
	readonly target: string;
}

export async function milliseconds(work: () => unknown): Promise<number> {
	const since = performance.now();
	await work();
	return performance.now() - since;
}

/** The median of several runs: single figures on a shared machine say little. */
export async function median(runs: number, work: (run: number) => Promise<number>): Promise<number> {
	const all: number[] = [];
	for (let run = 0; run < runs; run++) { all.push(await work(run)); }
	return all.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? NaN;
}

export function ms(value: number): string {
	return value < 10 ? `${value.toFixed(1)} ms` : value < 10_000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;
}

export function table(lines: readonly Line[]): string {
	const rows = [['what', 'figure', 'ratio', 'target'], ...lines.map(line => [line.what, line.figure, line.ratio, line.target])];
	const widths = [0, 1, 2, 3].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)));
	return rows.map(row => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('   ').trimEnd()).join('\n');
}
