import type { ComparedView } from '../../src/protocol/compare';
import { chartKinds } from './charts/chartKinds';
import type { Arranged } from './state';

/** What a link carries of what the person arranged. */
export function viewOf({ onlyDifferences, isGrouped, bySize, query, isRegex, evaluated, isTransposed, folds, chart, chartMetric, chartParameter }: Arranged): ComparedView {
	const short = (text: string) => (text.length > 500 ? '' : text);
	return { onlyDifferences, isGrouped, bySize, query: short(query), isRegex, evaluated: short(evaluated), isTransposed, chart: folds['charts'] ? chart : '', chartMetric: short(chartMetric), chartParameter: short(chartParameter) };
}

/** The arrangement of a link that was opened. */
export function asLinked({ chart, ...view }: ComparedView, { folds }: Arranged): Partial<Arranged> {
	const kind = chartKinds.find(one => one === chart);
	return kind ? { ...view, chart: kind, folds: { ...folds, charts: true } } : view;
}
