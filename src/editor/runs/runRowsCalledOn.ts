import type { App } from '../app';
import { isRunRow, type GroupRow, type RunNode } from './runNode';

/** The rows of the Runs Found view that a command was called on. */
export function runRowsCalledOn(app: App, first: unknown, all: unknown): readonly (RunNode | GroupRow)[] {
	const rows = Array.isArray(all) && all.length > 0 ? all.filter(isRunRow) : isRunRow(first) ? [first] : [];
	return rows.length > 0 ? rows : app.runs.selection.filter(isRunRow);
}
