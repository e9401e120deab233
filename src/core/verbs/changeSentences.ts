import type { HistoryEntry } from '../model';
import type { AliasChange } from './changes';

/** Kinds that are told by their effect, not one by one. */
const told = new Set(['version.registered', 'alias.set', 'version.numbered']);

const counted: Readonly<Record<string, (count: number) => string>> = {
	'model.created': () => 'creates the model',
	'note.added': count => (count === 1 ? 'adds a note' : `adds ${count} notes`),
	'tag.set': count => (count === 1 ? 'sets a tag' : `sets ${count} tags`),
	'card.written': () => 'writes the model card',
	'version.archived': count => (count === 1 ? 'archives a version' : `archives ${count} versions`),
	'version.restored': count => (count === 1 ? 'restores a version' : `restores ${count} versions`),
	'artifact.purged': count => (count === 1 ? 'purges the files of a version' : `purges the files of ${count} versions`),
	'link.added': count => (count === 1 ? 'adds a lineage link' : `adds ${count} lineage links`),
	'link.removed': count => (count === 1 ? 'removes a lineage link' : `removes ${count} lineage links`),
};

/** What was done to one model, each as a sentence without subject: first versions, then aliases, then the rest. */
export function changeSentences(versions: readonly string[], aliases: readonly AliasChange[], entries: readonly HistoryEntry[]): readonly string[] {
	const rest = new Map<string, HistoryEntry[]>();
	for (const entry of entries) {
		if (told.has(entry.kind)) { continue; }
		rest.set(entry.kind, [...rest.get(entry.kind) ?? [], entry]);
	}
	return [
		...(versions.length === 0 ? [] : [versions.length === 1 ? `adds ${versions[0] ?? ''}` : `adds ${versions.length} versions (${listed(versions)})`]),
		...aliases.map(aliasSentence),
		...[...rest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, list]) => {
			const [only, ...others] = list;
			const labels = [...new Set(list.flatMap(entry => entry.version ?? []))];
			const named = (kind === 'version.archived' || kind === 'version.restored') && labels.length > 0 ? `${kind === 'version.archived' ? 'archives' : 'restores'} ${listed(labels)}` : undefined;
			return named ?? counted[kind]?.(list.length) ?? (others.length === 0 && only ? only.text : `${list.length} × ${kind}`);
		}),
	];
}

function aliasSentence({ alias, from, to, contested }: AliasChange): string {
	if (contested) { return `leaves ${alias} in conflict`; }
	if (to === null) { return `takes ${alias} from ${from ?? 'its version'}`; }
	return from === null ? `puts ${alias} on ${to}` : `moves ${alias} from ${from} to ${to}`;
}

/** 'v1, v2 and v3'; of many the first and the last. */
function listed(labels: readonly string[]): string {
	if (labels.length > 6) { return `${labels[0] ?? ''} to ${labels.at(-1) ?? ''}`; }
	return labels.length < 2 ? labels[0] ?? '' : `${labels.slice(0, -1).join(', ')} and ${labels.at(-1) ?? ''}`;
}
