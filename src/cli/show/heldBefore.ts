import type { Conflict, HistoryEntry, Id } from '../../core/model';

/**
 * Record of an alias's move → the version that held it before, as far as these entries (newest first) know. The sides of a conflict all
 * began at what held it before they moved it.
 */
export function heldBefore(entries: readonly HistoryEntry[], conflicts: readonly Conflict[]): ReadonlyMap<Id, string> {
	const held = new Map<string, string>();
	const found = new Map<Id, string>();
	for (const entry of [...entries].reverse()) {
		if (entry.kind !== 'alias.set') { continue; }
		const key = `${entry.model} ${/^(?:moved|removed) (\S+)/.exec(entry.text)?.[1] ?? ''}`;
		const last = held.get(key);
		if (last !== undefined) { found.set(entry.record, last); }
		if (entry.version === undefined) { held.delete(key); } else { held.set(key, entry.version); }
	}
	for (const { name, sides, before } of conflicts) {
		if (!name.startsWith('alias:')) { continue; }
		for (const { record } of sides) {
			if (before?.value) { found.set(record, before.label); } else { found.delete(record); }
		}
	}
	return found;
}
