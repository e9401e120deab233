import { minus } from '../present/digits';
import { plainLine } from '../present/plain';
import type { ComparedRow, ComparedSection } from './comparison';
import type { ComparedVersion } from './facts';
import { namesOf, notSet, rowOf, sectionOf, type Compared } from './rows';
import { changedLines } from './text';

/** Columns whose texts come whole, as far as anybody writes one; of more columns so much comes as a tooltip shows. In characters. */
const few = 4, longest = 100_000, mostTitle = 2_000;

/** What people wrote: notes, the model's card, and tags. */
export function notesSection(versions: readonly ComparedVersion[], base: number): ComparedSection {
	const tags = versions.map(({ details }) => details.tags);
	const hasCards = versions.some(one => one.card !== undefined);
	return sectionOf('notes', [
		...(versions.some(({ details }) => details.notes.trim() !== '') ? [textRow('note', versions.map(({ details }) => details.notes), base)] : []),
		...(hasCards ? [textRow('card', versions.map(one => one.card ?? ''), base)] : []),
		...namesOf(tags).map(tag => rowOf({ key: `tag:${tag}`, name: `tag ${tag}` }, tags.map((values, at): Compared => {
			const value = Object.hasOwn(values, tag) ? values[tag] : undefined;
			const before = Object.hasOwn(tags[base] ?? {}, tag) ? tags[base]?.[tag] : undefined;
			const change = at === base || value === before ? undefined : value === undefined ? 'removed' : before === undefined ? 'added' : 'changed';
			return value === undefined ? { ...notSet, cell: { ...notSet.cell, ...(change === undefined ? {} : { change }) } } : { key: `=${value}`, cell: { text: plainLine(value) || `''`, ...(change === undefined ? {} : { change }) } };
		}), base)),
	]);
}

function textRow(name: string, written: readonly string[], base: number): ComparedRow {
	const texts = written.map(text => text.trim());
	const before = texts[base] ?? '', most = texts.length > few ? mostTitle : longest;
	return rowOf({ key: name, name }, texts.map((text, at): Compared => {
		const shown = plainLine(text.split('\n').find(line => line.trim() !== '')?.trim().replace(/^#+ /, '') ?? '');
		const lines = at === base || text === before ? undefined : changedLines(before, text);
		const change = at === base || text === before ? undefined : lines ? `+${lines.added} ${minus}${lines.removed}` : 'changed';
		return { key: text, cell: { text: shown || 'not written', ...(text === '' || text === shown ? {} : { title: text.length > most ? `${text.slice(0, most)}…` : text }), ...(shown ? {} : { missing: true }), ...(change === undefined ? {} : { change }) } };
	}), base);
}
