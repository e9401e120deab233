import type { ComparedColumn } from '../../core/compare/comparison';
import { short } from '../tree/short';
import { t } from '../words';

/** A tab has room for four names: 'churn: v4, v5'. */
const few = 4;

/** What the tab of a comparison is called. */
export function titleOf(columns: readonly ComparedColumn[]): string {
	const models = new Set(columns.map(column => column.model));
	const names = columns.length > few ? t('{0} versions', columns.length) : columns.map(column => column.name).join(', ');
	return models.size === 1 ? t('{0}: {1}', short(columns[0]?.model ?? '', 40), names) : columns.length > few ? t('{0} of {1} models', names, models.size) : names;
}
