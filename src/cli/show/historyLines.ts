import type { HistoryEntry } from '../../core/model';
import { shortCommit } from '../../core/present/hash';
import { plainLine } from '../../core/present/plain';
import { formatWhenShort } from '../../core/present/when';
import type { Registry } from '../../core/registry';
import type { Style } from '../style';
import { table, type Row } from '../table';
import { cut, displayWidth } from '../width';
import { firstLine, personName } from './words';

/** '21 Nov 09:14  Rosa Klein  churn  moved staging  v13 → v14  a41f9c2  "bins tenure by contract"', newest first. */
export async function historyLines(registry: Registry, entries: readonly HistoryEntry[], style: Style, columns: number | undefined, now = new Date()): Promise<readonly string[]> {
	const commits = new Map<string, string>();
	const rows: Row[] = [];
	for (const entry of entries) {
		rows.push([
			{ text: formatWhenShort(entry.at, now), paint: style.dim, right: true },
			cut(personName(entry.by), 20),
			{ text: plainLine(entry.model), paint: style.bold },
			plainLine(entry.text.replace(/ here$/, '')),
			versionText(entry),
			{ text: await commitOf(registry, entry, commits), paint: style.dim },
		]);
	}
	const reasons = entries.map(entry => (entry.reason === undefined ? '' : firstLine(entry.reason)));
	return withReasons(rows, reasons, columns);
}

/** Which column says what happened. */
const happened = 3;

/**
 * Why stands last, in the room that is left. In a narrow terminal it matters more than the commit, and stands on a line of its own where
 * little of it could be read.
 */
function withReasons(rows: readonly Row[], reasons: readonly string[], columns: number | undefined): readonly string[] {
	const quoted = (at: number, most: number) => (reasons[at] ? [`"${cut(reasons[at], most)}"`] : []);
	if (columns === undefined) { return table(rows.map((row, i) => [...row, ...quoted(i, Infinity)])); }
	const wanted = Math.min(Math.max(0, ...reasons.map(displayWidth)), 32);
	const kept = room(rows, columns) >= wanted ? rows : rows.map(row => row.slice(0, -1));
	if (room(kept, columns) >= wanted) { return table(kept.map((row, i) => [...row, ...quoted(i, room(kept, columns))])); }
	const over = Math.max(0, -room(kept, columns) - 4);
	const widest = Math.max(...kept.map(row => displayWidth(textOf(row[happened] ?? ''))));
	const fitting = kept.map(row => row.map((cell, i) => (i === happened ? cut(textOf(cell), Math.max(20, widest - over)) : cell)));
	return table(fitting).flatMap((line, i) => [line, ...quoted(i, columns - 16).map(reason => `${' '.repeat(14)}${reason}`)]);
}

/** Cells that are left for a reason in its quotes. */
function room(rows: readonly Row[], columns: number): number {
	return columns - Math.max(0, ...table(rows.map(row => [...row.map(textOf), '|'])).map(displayWidth)) - 1;
}

function textOf(cell: Row[number]): string {
	return typeof cell === 'string' ? cell : cell.text;
}

function versionText({ version, kind, before }: HistoryEntry): string {
	if (kind !== 'alias.set') { return version ?? '–'; }
	return version === undefined ? `from ${before ?? 'its version'}` : before === undefined || before === version ? `→ ${version}` : `${before} → ${version}`;
}

/** The commit that a version was made from: shown where it was registered or moved. */
async function commitOf(registry: Registry, { versionId, kind }: HistoryEntry, known: Map<string, string>): Promise<string> {
	if (versionId === undefined || (kind !== 'alias.set' && kind !== 'version.registered')) { return '–'; }
	let commit = known.get(versionId);
	if (commit === undefined) {
		commit = shortCommit((await registry.version(versionId)).git?.commit ?? '–');
		known.set(versionId, commit);
	}
	return commit;
}
