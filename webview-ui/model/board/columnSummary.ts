import { formatMetric, metricDecimals } from '../../../src/core/present/numbers';
import type { NumberColumn, TextColumn } from '../../../src/protocol/model';
import { t } from '../../shared/words';
import { evaluationPrefix } from '../evaluations/evaluationColumns';
import type { ColumnId } from '../columnIds';
import type { VersionList, VersionRow } from '../versionList';

/** How the values of a column are spread over some rows. */
export interface ColumnSummary {
	/** Rows in each bin: of numbers from the lowest to the highest, of texts from the most frequent. */
	readonly bins: readonly number[];
	/** The bin of a place in the list; undefined where it has no value. */
	readonly binOf: (at: number) => number | undefined;
	/** '0.839 to 0.876', '3 values' */
	readonly text: string;
	/** How many of the rows have a value. */
	readonly count: number;
	readonly isNumeric: boolean;
}

const numericBins = 10, textBins = 10;

/** Undefined for a column of which there is nothing to draw: the version, aliases, tags, age. */
export function columnSummary(list: VersionList, rows: readonly VersionRow[], id: ColumnId): ColumnSummary | undefined {
	if (id.startsWith('metrics.')) { const column = list.metrics.get(id.slice(8)); return column && ofNumbers(rows, numberIn(column)); }
	if (id.startsWith(evaluationPrefix)) { const column = list.evaluations.get(id); return column && ofNumbers(rows, numberIn(column.values)); }
	const texts = id === 'author' ? list.author : id.startsWith('params.') ? list.params.get(id.slice(7)) : id.startsWith('tag.') ? list.tagged.get(id.slice(4)) : undefined;
	if (!texts) { return undefined; }
	const used = texts.numbers.length > 0 && texts.numbers.every(number => !Number.isNaN(number));
	return used ? ofNumbers(rows, at => { const place = texts.of[at] ?? 0; return place === 0 ? NaN : texts.numbers[place - 1] ?? NaN; }) : ofTexts(rows, texts);
}

const numberIn = ({ numbers, has }: NumberColumn) => (at: number) => (has[at] ? numbers[at] ?? NaN : NaN);

function ofNumbers(rows: readonly VersionRow[], valueOf: (at: number) => number): ColumnSummary {
	let low = Infinity, high = -Infinity, count = 0;
	for (const { at } of rows) {
		const value = valueOf(at);
		if (!Number.isFinite(value)) { continue; }
		count++;
		if (value < low) { low = value; }
		if (value > high) { high = value; }
	}
	const span = high - low;
	const binOf = (at: number) => {
		const value = valueOf(at);
		return Number.isFinite(value) ? span > 0 ? Math.min(numericBins - 1, Math.floor((value - low) / span * numericBins)) : 0 : undefined;
	};
	const bins = Array.from({ length: span > 0 ? numericBins : 1 }, () => 0);
	for (const { at } of rows) { const bin = binOf(at); if (bin !== undefined) { bins[bin] = (bins[bin] ?? 0) + 1; } }
	return { bins: count ? bins : [], binOf, count, isNumeric: true, text: count === 0 ? t('no value') : span > 0 ? t('{0} to {1}', ...range(low, high)) : t('always {0}', formatMetric(low)) };
}

/** Both ends with the decimals that tell them apart. */
function range(low: number, high: number): readonly [string, string] {
	const decimals = metricDecimals([low, high]);
	const text = (value: number) => (Number.isInteger(value) && Math.abs(value) >= 1 ? formatMetric(value) : formatMetric(value, Math.abs(value) < 1e-3 && value !== 0 ? undefined : Math.min(decimals, 4)));
	return [text(low), text(high)];
}

function ofTexts(rows: readonly VersionRow[], { texts, of }: TextColumn): ColumnSummary {
	const counts = new Uint32Array(texts.length + 1);
	let count = 0;
	for (const { at } of rows) { const place = of[at] ?? 0; if (place !== 0) { counts[place] = (counts[place] ?? 0) + 1; count++; } }
	const ranked = [...counts.keys()].filter(place => (counts[place] ?? 0) > 0).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
	const bin = new Map(ranked.slice(0, textBins).map((place, at) => [place, at]));
	return {
		bins: ranked.slice(0, textBins).map(place => counts[place] ?? 0), binOf: at => bin.get(of[at] ?? 0), count, isNumeric: false,
		text: ranked.length === 1 ? t('1 value') : t('{0} values', ranked.length),
	};
}
