import { changeAgainst } from '../present/change';
import type { Direction } from '../present/direction';
import { formatMetric, formatRelativeDelta, metricDecimals } from '../present/numbers';
import type { ComparedCell, ComparedRow } from './comparison';
import { rowOf, type Compared } from './rows';

export interface MeasuredRow extends Pick<ComparedRow, 'key' | 'name' | 'group'> {
	readonly direction: Direction | undefined;
	/** One for each column; undefined where it wasn't measured. */
	readonly values: readonly (number | undefined)[];
	/** As their source wrote them, where that is known. */
	readonly written?: readonly (string | undefined)[];
	/** What stands where a column has no value. */
	readonly absent: (column: number) => Compared;
	/** Whether the base's part is known, so that there is something to measure against. */
	readonly isMeasured: boolean;
	/** What is said of a value that the base doesn't have: 'added'. */
	readonly news?: string;
}

/** One measured number over the columns: with shared decimals, judged against the base by its direction, the best and the worst marked. */
export function metricRow({ key, name, group, direction, values, written = [], absent, isMeasured, news }: MeasuredRow, base: number): ComparedRow {
	const present = values.flatMap((value, at) => (value === undefined ? [] : [{ value, written: written[at] }]));
	const decimals = metricDecimals(present.map(one => one.value), present.map(one => one.written));
	const finite = [...new Set(present.map(one => one.value).filter(Number.isFinite))];
	const [high, low] = [Math.max(...finite), Math.min(...finite)];
	const [best, worst] = finite.length < 2 || direction === undefined ? [] : direction === 'higher' ? [high, low] : [low, high];
	const before = values[base];
	const cellOf = (value: number, at: number): Compared => {
		const text = formatMetric(value, decimals);
		const cell: ComparedCell = {
			// −0 is 0.
			text, ...(Number.isFinite(value) ? { value: value + 0 } : {}),
			...(text === String(value) || !Number.isFinite(value) ? {} : { title: String(value) }),
			...(value === best ? { mark: 'best' as const } : value === worst ? { mark: 'worst' as const } : {}),
			...(at === base || !isMeasured ? {} : before === undefined ? news === undefined ? {} : { change: news } : against(value, before, direction, decimals)),
		};
		return { key: `${value}`, cell };
	};
	// Versions with the same value share what is said of it.
	const made = new Map<number, Compared>();
	const cells = values.map((value, at): Compared => {
		if (value === undefined) { return absent(at); }
		const found = at === base ? undefined : made.get(value);
		if (found) { return found; }
		const compared = cellOf(value, at);
		if (at !== base) { made.set(value, compared); }
		return compared;
	});
	return rowOf({ key, name, ...(group === undefined ? {} : { group }), ...(direction ? { direction } : {}), numeric: true }, cells, base);
}

function against(value: number, before: number, direction: Direction | undefined, decimals: number): Partial<ComparedCell> {
	const { deltaText, verdict } = changeAgainst(value, before, direction, 0, decimals);
	if (verdict === 'same') { return { verdict }; }
	const relative = formatRelativeDelta(value, before);
	return { ...(deltaText === '' ? {} : { change: deltaText }), ...(relative === undefined ? {} : { relative }), verdict };
}
