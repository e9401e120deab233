import type { HistoryEntry } from '../../core/model';
import { shortCommit } from '../../core/present/hash';
import { plainLine } from '../../core/present/plain';
import { formatWhenShort } from '../../core/present/when';
import type { Registry } from '../../core/registry';
import type { Style } from '../style';
import { table, type Row } from '../table';
import { cut } from '../width';
import { firstLine, personName } from './words';

/** '21 Nov 09:14  Rosa Klein  churn  moved staging  v13 → v14  a41f9c2  "bins tenure by contract"', newest first. */
export async function historyLines(registry: Registry, entries: readonly HistoryEntry[], style: Style, columns: number | undefined, now = new Date()): Promise<readonly string[]> {
	const commits = new Map<string, string>();
	const rows: Row[] = [];
	for (const entry of entries) {
		const reason = entry.reason === undefined ? '' : firstLine(entry.reason);
		rows.push([
			{ text: formatWhenShort(entry.at, now), paint: style.dim, right: true },
			cut(personName(entry.by), 20),
			{ text: plainLine(entry.model), paint: style.bold },
			plainLine(entry.text.replace(/ here$/, '')),
			versionText(entry),
			{ text: await commitOf(registry, entry, commits), paint: style.dim },
			...(reason === '' ? [] : [`"${columns === undefined ? reason : cut(reason, Math.max(20, columns - 80))}"`]),
		]);
	}
	return table(rows);
}

function versionText({ version, kind, before }: HistoryEntry): string {
	if (kind !== 'alias.set') { return version ?? '–'; }
	return version === undefined ? `from ${before ?? 'its version'}` : before === undefined || before === version ? `→ ${version}` : `${before} → ${version}`;
}

/** The commit that a version was made from: shown where it was registered or moved. */
async function commitOf(registry: Registry, { model, version, kind }: HistoryEntry, known: Map<string, string>): Promise<string> {
	if (version === undefined || (kind !== 'alias.set' && kind !== 'version.registered')) { return '–'; }
	const ref = `${model}@${/\((\w+)\)$/.exec(version)?.[1] ?? version}`;
	let commit = known.get(ref);
	if (commit === undefined) {
		commit = shortCommit((await registry.version(ref)).git?.commit ?? '–');
		known.set(ref, commit);
	}
	return commit;
}
