import type { Warning, WorkspacePath } from '../../model';
import type { FoundRun } from '../reader';

/** A record of which nothing could be read, as a run that says so; nothing where there is nothing to say. */
export function unreadable(tool: string, path: WorkspacePath, warnings: readonly Warning[]): readonly FoundRun[] {
	return warnings.length === 0 ? [] : [{ tool, id: path === '' ? '.' : path, path, params: [], metrics: [], warnings }];
}
