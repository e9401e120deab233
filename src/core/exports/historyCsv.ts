import type { HistoryEntry } from '../model';

const columns = ['at', 'name', 'email', 'model', 'version', 'before', 'kind', 'what', 'why', 'record', 'file', 'commit'] as const;

/** The history as comma-separated values (RFC 4180), newest first, times in UTC. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
export function historyCsv(entries: readonly HistoryEntry[]): string {
	const rows = entries.map(({ at, by, model, version, before, kind, text, reason, record, file, commit }) => [at.toISOString(), by.name, by.email, model, version ?? '', before ?? '', kind, text, reason ?? '', record, file, commit?.id ?? '']);
	return [columns, ...rows].map(row => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function cell(text: string): string {
	const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
