import type { HistoryEntry } from '../model';
import { markdownTable, markdownText } from './markdown';

/** The history as a table for an auditor or a pull request. Times are in UTC. */
export function historyMarkdown(entries: readonly HistoryEntry[]): string {
	return `${markdownTable(['When (UTC)', 'Who', 'Model', 'Version', 'What', 'Why', 'Record', 'Commit'], entries.map(({ at, by, model, version, before, text, reason, record, commit }) => [
		at.toISOString().slice(0, 19).replace('T', ' '), [markdownText(by.name), by.email ? `\\<${markdownText(by.email)}\\>` : ''].filter(Boolean).join(' '), markdownText(model), version ?? '',
		markdownText(text) + (before === undefined || before === version ? '' : ` (before: ${before})`), markdownText(reason ?? ''), `\`${record}\``, commit ? `\`${commit.id.slice(0, 12)}\`` : commit === null ? 'not committed' : '',
	]))}\n`;
}
