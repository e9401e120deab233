import { plainLine } from '../../src/core/present/plain';
import type { ShownContest, ShownSettled, ShownSide } from '../../src/protocol/conflicts';
import { t } from '../shared/words';

const longest = 60;

/** Text from a record on one line, bounded. */
export function shown(text: string, most = longest): string {
	const line = plainLine(text).trim();
	return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/** Kind and key of a register: 'tag:team' is ['tag', 'team']. */
export function kindOf(name: string): readonly [kind: string, key: string] {
	const at = name.indexOf(':');
	return at < 0 ? [name, ''] : [name.slice(0, at), name.slice(at + 1)];
}

/** 'production', 'the tag team'. */
export function registerName(name: string): string {
	const [kind, key] = kindOf(name);
	switch (kind) {
		case 'alias': return shown(key);
		case 'tag': return t('the tag {0}', shown(key));
		case 'setting': return t('the setting {0}', shown(key));
		case 'name': return t('the name');
		case 'card': return t('the model card');
		case 'archived': return t('whether it is archived');
		default: return shown(name);
	}
}

/** 'defects', or 'defects v3' where the value is a version's. */
export function subjectName({ model, subject }: Pick<ShownContest, 'model' | 'subject'>): string {
	return subject === undefined ? shown(model) : `${shown(model)} ${shown(subject)}`;
}

export function titleOf({ name, sides, ...of }: ShownContest): string {
	const what = `${subjectName(of)}: ${registerName(name)}`;
	const [kind] = kindOf(name);
	if (sides.length === 2) { return kind === 'alias' ? t('{0} was moved on two branches', what) : t('{0} was set on two branches', what); }
	return kind === 'alias' ? t('{0} was moved on {1} branches', what, sides.length) : t('{0} was set on {1} branches', what, sides.length);
}

/** What a side is called: the version, the value, or what it means that there is none. */
export function sideName({ name }: Pick<ShownContest, 'name'>, { value, label }: ShownSide): string {
	const [kind] = kindOf(name);
	if (kind === 'card') { return t('a text'); }
	if (kind === 'archived') { return value === null ? t('not archived') : t('archived'); }
	return value === null ? t('none') : shown(label);
}

/** What the button of a side says. The side in effect is kept, any other one is used: none is ours to prefer. */
export function buttonText({ name, subject }: ShownContest, { value, label }: ShownSide, isInEffect: boolean): string {
	const [kind, key] = kindOf(name);
	const what = shown(label, 40);
	if (kind === 'card') { return isInEffect ? t('Keep This Text') : t('Use This Text'); }
	if (kind === 'archived') { return value === null ? t('Do Not Archive {0}', shown(subject ?? '')) : t('Archive {0}', shown(subject ?? '')); }
	if (kind === 'alias') { return value === null ? t('Remove {0}', shown(key, 40)) : isInEffect ? t('Keep {0} as {1}', what, shown(key, 40)) : t('Use {0} as {1}', what, shown(key, 40)); }
	if (value === null) { return kind === 'tag' ? t('Remove the Tag') : t('Clear the Setting'); }
	return isInEffect ? t('Keep {0}', what) : t('Use {0}', what);
}

/** The same where there is little room: the column says the rest. */
export function shortButton(contest: ShownContest, side: ShownSide, isInEffect: boolean): string {
	const [kind] = kindOf(contest.name);
	if (kind === 'card') { return isInEffect ? t('Keep') : t('Use'); }
	if (kind === 'archived' || side.value === null) { return side.value === null ? kind === 'archived' ? t('Restore') : t('Remove') : t('Archive'); }
	return isInEffect ? t('Keep {0}', shown(side.label, 10)) : t('Use {0}', shown(side.label, 10));
}

/** What was decided, in a sentence. */
export function decidedText(contest: ShownContest, side: ShownSide): string {
	const [kind] = kindOf(contest.name);
	if (kind === 'card') { return t('{0}: the model card is decided.', subjectName(contest)); }
	return t('{0}: {1} is {2} now.', subjectName(contest), registerName(contest.name), sideName(contest, side));
}

export function settledText(one: ShownSettled): string {
	const model = shown(one.model);
	if (one.is === 'number') { return t('Two versions of {0} claimed number {1}. The earlier keeps v{1}, the later is now {2}.', model, one.claimed, shown(one.label)); }
	const of = subjectName(one);
	return kindOf(one.name)[0] === 'card' ? t('Both sides wrote the same model card of {0}.', of) : t('Both sides set {0} of {1} to the same value, {2}.', registerName(one.name), of, shown(one.label));
}
