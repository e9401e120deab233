import { formatMetric, metricDecimals } from '../../../src/core/present/numbers';
import { t } from '../../shared/words';
import { columnOrder } from '../order';
import type { Quantity } from './quantities';

export interface Bar {
	readonly column: number;
	readonly name: string;
	/** What is drawn: the value, or the difference from the base; undefined where there is none. */
	readonly value: number | undefined;
	readonly text: string;
	/** Whether the difference is for the better; undefined where nobody can know, and for values. */
	readonly isBetter: boolean | undefined;
}

/** Bars of one metric, from zero: of values, or of differences from the base. */
export function barsOf({ values, texts, direction }: Quantity, columns: readonly { readonly name: string }[], base: number, { isDifference, isSorted }: { readonly isDifference: boolean; readonly isSorted: boolean }): readonly Bar[] {
	const before = values[base];
	const decimals = metricDecimals(values.flatMap(value => value ?? []));
	const bars = columnOrder({ columns: columns as never, base }).filter(at => !isDifference || at !== base).map((at): Bar => {
		const value = values[at], name = columns[at]?.name ?? '';
		if (!isDifference) { return { column: at, name, value, text: texts[at] ?? '', isBetter: undefined }; }
		const delta = value === undefined || before === undefined ? undefined : value - before;
		const text = delta === undefined ? texts[at] ?? '' : delta === 0 ? t('equal') : `${delta > 0 ? '+' : '\u2212'}${formatMetric(Math.abs(delta), decimals)}`;
		return { column: at, name, value: delta, text, isBetter: delta === undefined || delta === 0 || direction === undefined ? undefined : (delta > 0) === (direction === 'higher') };
	});
	if (!isSorted) { return bars; }
	const sign = direction === 'lower' ? 1 : -1;
	return [...bars].sort((a, b) => (a.value === undefined ? 1 : 0) - (b.value === undefined ? 1 : 0) || ((a.value ?? 0) - (b.value ?? 0)) * sign);
}
