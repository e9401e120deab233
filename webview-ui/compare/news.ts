import type { Comparison } from '../../src/core/compare/comparison';
import { t } from '../shared/words';

/** What changed underneath since the page was drawn, in words; undefined where nothing that it shows did. */
export function newsOf(before: Comparison, now: Comparison): string | undefined {
	const changed = now.columns.filter((column, at) => {
		const was = before.columns.findIndex(one => one.id === column.id);
		const cells = (of: Comparison, index: number) => JSON.stringify([of.columns[index], of.sections.filter(section => section.id !== 'code').map(section => section.rows.map(row => [row.key, row.cells[index]?.text, row.cells[index]?.title, row.direction]))]);
		return was < 0 || cells(before, was) !== cells(now, at);
	});
	if (!changed.length) { return undefined; }
	return changed.length > 3 ? t('{0} versions changed; this is how they are now', changed.length) : t('{0} changed; this is how it is now', changed.map(column => column.name).join(', '));
}
