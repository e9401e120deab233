import type { HistoryEntry } from '../../core/model';
import { shortCommit } from '../../core/present/hash';
import { plainLine } from '../../core/present/plain';
import { formatWhenShort } from '../../core/present/when';
import type { Registry } from '../../core/registry';
import type { Style } from '../style';
import { table, type Row } from '../table';
import { cut } from '../width';
import { firstLine, personName } from './words';

/** '21 Nov 09:14  Rosa Klein  churn  moved staging  v13 → v14  "bins tenure by contract"  a41f9c2', newest first. */
export async function historyLines(registry: Registry, entries: readonly HistoryEntry[], style: Style, now = new Date()): Promise<readonly string[]> {
	const before = heldBefore(entries);
	const commits = new Map<string, string>();
	const rows: Row[] = [];
	for (const entry of entries) {
		const reason = entry.reason === undefined ? '' : firstLine(entry.reason);
		rows.push([
			{ text: formatWhenShort(entry.at, now), paint: style.dim, right: true },
			cut(personName(entry.by), 20),
			{ text: plainLine(entry.model), paint: style.bold },
			plainLine(entry.text.replace(/ here$/, '')),
			{ text: versionText(entry, before.get(entry.record)) },
			...(reason === '' ? [] : [`"${reason}"`]),
			{ text: await commitOf(registry, entry, commits), paint: style.dim },
		]);
	}
	return table(rows.map(aligned));
}

/** Facts without a reason leave their place free, so that commits stand below each other. */
function aligned(row: Row): Row {
	return row.length === 7 ? row : [...row.slice(0, 5), '', ...row.slice(5)];
}

function versionText({ version, kind }: HistoryEntry, before: string | undefined): string {
	if (kind !== 'alias.set') { return version ?? ''; }
	return version === undefined ? before ?? '' : before === undefined || before === version ? `→ ${version}` : `${before} → ${version}`;
}

/** Record of an alias's move → the version that held it before, as far as these entries know. */
function heldBefore(entries: readonly HistoryEntry[]): ReadonlyMap<string, string> {
	const held = new Map<string, string>();
	const found = new Map<string, string>();
	for (const entry of [...entries].reverse()) {
		if (entry.kind !== 'alias.set') { continue; }
		const key = `${entry.model} ${/^(?:moved|removed) (\S+)/.exec(entry.text)?.[1] ?? ''}`;
		const last = held.get(key);
		if (last !== undefined) { found.set(entry.record, last); }
		if (entry.version === undefined) { held.delete(key); } else { held.set(key, entry.version); }
	}
	return found;
}

/** The commit that a version was made from: shown where it was registered or moved. */
async function commitOf(registry: Registry, { model, version, kind }: HistoryEntry, known: Map<string, string>): Promise<string> {
	if (version === undefined || (kind !== 'alias.set' && kind !== 'version.registered')) { return ''; }
	const ref = `${model}@${/\((\w+)\)$/.exec(version)?.[1] ?? version}`;
	let commit = known.get(ref);
	if (commit === undefined) {
		commit = shortCommit((await registry.version(ref)).git?.commit ?? '');
		known.set(ref, commit);
	}
	return commit;
}
