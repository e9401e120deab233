import type { QuickPickItem } from 'vscode';
import { complete, type SearchNames } from '../../core/search/complete';
import { filterQuery } from '../tree/filterQuery';
import { t } from '../words';

/** A row below the filter: taking it puts `value` into the box. */
export interface FilterItem extends QuickPickItem { readonly value?: string }

const most = 50;

/** What can't be read, and how what is typed can go on. */
export function filterItems(text: string, names: readonly SearchNames[]): readonly FilterItem[] {
	const { fault } = text.trim() === '' ? {} : filterQuery(text);
	const items = new Map<string, FilterItem>();
	for (const one of names) {
		const { from, to, candidates } = complete(text, text.length, one);
		const typed = text.slice(from, to).toLowerCase();
		for (const candidate of candidates) {
			if (candidate.text.toLowerCase() === typed) { continue; }
			const icon = candidate.kind === 'field' ? 'symbol-field' : candidate.kind === 'operator' ? 'symbol-operator' : candidate.kind === 'value' ? 'symbol-value' : 'symbol-keyword';
			items.set(candidate.text, { label: `$(${icon}) ${candidate.text}`, description: candidate.about, alwaysShow: true, value: `${text.slice(0, from)}${candidate.text} ${text.slice(to)}` });
		}
	}
	const wrong: readonly FilterItem[] = fault ? [{
		label: `$(info) ${t('Looked for as text')}`,
		description: fault.offset >= text.length ? t('as a search its end is missing: {0}', fault.why) : t('as a search, character {0}: {1}', fault.offset + 1, fault.why), alwaysShow: true,
	}] : [];
	return [...wrong, ...[...items.values()].slice(0, most)];
}
