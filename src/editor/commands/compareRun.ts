import { runsIn } from '../runs/runNode';
import { runRowsCalledOn } from '../runs/runRowsCalledOn';
import type { App } from '../app';
import { pickVersion } from '../dialogs/pickVersion';
import { t } from '../words';

/** Most runs that one comparison takes beside a version. */
const most = 199;

/** Compares training runs that aren't registered with a version, or two runs with one another. */
export async function compareRun(app: App, first?: unknown, all?: unknown): Promise<void> {
	const rows = runRowsCalledOn(app, first, all);
	const [one] = rows;
	if (!one) { return; }
	const runs = [...new Set(rows.filter(row => row.folder === one.folder).flatMap(row => (row.kind === 'run' ? [row] : runsIn(row))).map(row => `run:${row.run.id}`))].slice(0, most);
	const picked = runs.length > 1 ? undefined : await pickVersion(app, t('Compare with'));
	if (picked && picked.entry.folder.uri.toString() === one.folder) { await app.comparisons.open({ folder: one.folder, versions: [picked.version.id, ...runs], base: picked.version.id }); return; }
	if (runs.length > 1) { await app.comparisons.open({ folder: one.folder, versions: runs, base: runs[0] ?? '' }); }
}
