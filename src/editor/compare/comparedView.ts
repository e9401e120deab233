import * as z from 'zod/mini';
import type { ComparedView } from '../../protocol/compare';

const flag = z.boolean(), name = z.string().check(z.maxLength(500));

/** What a page shows of a comparison, as it comes from a page or from a link. */
export const comparedView: z.ZodMiniType<ComparedView> = z.object({
	onlyDifferences: flag, isGrouped: flag, bySize: flag, query: name, isRegex: flag, evaluated: name, isTransposed: flag,
	chart: z.enum(['', 'curves', 'bars', 'scatter', 'parallel', 'importance']), chartMetric: name, chartParameter: name,
});

/** As a page begins. */
export const shownAtFirst: ComparedView = { onlyDifferences: true, isGrouped: false, bySize: false, query: '', isRegex: false, evaluated: '', isTransposed: false, chart: '', chartMetric: '', chartParameter: '' };
