import { assertNever } from '../../core/assertNever';
import { formatAge } from '../../core/present/age';
import { dotted, spoken, type Row } from '../tree/row';
import { short } from '../tree/short';
import { t } from '../words';
import type { ChangesNode, EntryNode, SideNode } from './changesNode';

/** How a row of incoming and outgoing looks and sounds. */
export function changesRow(node: ChangesNode, now: Date): Row {
	switch (node.is) {
		case 'side': return sideRow(node);
		case 'model': {
			const { model, sentences } = node.model;
			const said = sentences.map(sentence => short(sentence, 200)).join(', ');
			const name = model === '' ? t('The registry') : short(model);
			return { label: name, description: said, icon: 'package', context: 'model', spoken: spoken([name, said]), opens: 'closed' };
		}
		case 'entry': return entryRow(node, now);
		case 'sentence': return { label: short(node.sentence, 300), icon: 'info', context: 'sentence', spoken: short(node.sentence, 500), opens: 'no' };
		case 'rest': return { label: t('{0} more', node.count), icon: 'ellipsis', context: 'rest', spoken: t('{0} more', node.count), opens: 'no' };
		default: return assertNever(node);
	}
}

/** `Outgoing   adds 3 versions, moves staging · to origin/main` */
function sideRow({ side, base, name, changes }: SideNode): Row {
	const label = side === 'outgoing' ? t('Outgoing') : t('Incoming');
	const where = side === 'outgoing' ? t('to {0}', short(base, 60)) : t('from {0}', short(base, 60));
	const said = summary(changes) ?? t('nothing');
	return {
		label: name === undefined ? label : `${label} · ${short(name, 40)}`, description: dotted([said, where]), icon: side === 'outgoing' ? 'arrow-up' : 'arrow-down', context: `side.${side}`,
		spoken: spoken([label, where, said]), opens: changes.models.length ? 'open' : 'no',
	};
}

/** 'adds 3 versions, moves staging': of one model in its own words, of several summed up. */
function summary({ models }: SideNode['changes']): string | undefined {
	const [only, ...others] = models;
	if (!only) { return undefined; }
	const versions = models.reduce((sum, model) => sum + model.versions.length, 0);
	const aliases = [...new Set(models.flatMap(model => model.aliases.map(change => change.alias)))];
	const parts = [
		versions === 0 ? undefined : versions === 1 ? t('adds 1 version') : t('adds {0} versions', versions),
		aliases.length === 0 ? undefined : t('moves {0}', aliases.slice(0, 3).map(alias => short(alias, 40)).join(', ') + (aliases.length > 3 ? ', …' : '')),
	].filter(part => part !== undefined);
	if (parts.length) { return parts.join(', '); }
	return others.length ? t('changes {0} models', models.length) : short(only.sentences[0] ?? '', 100);
}

function entryRow({ entry }: EntryNode, now: Date): Row {
	const icons: Readonly<Record<string, string>> = { 'version.registered': 'add', 'alias.set': 'tag', 'tag.set': 'tag', 'note.added': 'note', 'card.written': 'book', 'version.archived': 'archive' };
	const label = short([entry.version, entry.text].filter(part => part !== undefined).join(': '), 200);
	const description = dotted([short(entry.by.name, 40), formatAge(entry.at, now)]);
	return { label, description, icon: icons[entry.kind] ?? 'circle-small-filled', context: 'entry', spoken: spoken([label, description, entry.reason === undefined ? undefined : short(entry.reason, 300)]), opens: 'no' };
}
