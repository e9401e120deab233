import type { Conflict } from '../../core/model';
import { plainLine } from '../../core/present/plain';
import { registerTitle } from '../../core/present/registerTitle';
import { formatSince, formatWhen } from '../../core/present/when';
import type { Style } from '../style';
import { firstLine, personName } from './words';

/** A conflict with its sides, and the commands that decide it: one per side, since the choice is not ours. */
export function conflictLines(conflict: Conflict, { dim, yellow }: Style): readonly string[] {
	return [
		`${yellow('Conflict:')} ${conflictSentence(conflict)}`,
		...conflict.sides.map((side, i) => `  ${plainLine(side.label)}  ${dim([personName(side.by), formatWhen(side.at), ...(side.reason ? [`"${firstLine(side.reason)}"`] : []), ...(i === 0 ? ['in effect until somebody decides'] : [])].join(', '))}`),
		...conflict.sides.map((side, i) => `  ${i === 0 ? 'Decide:' : '    or:'} model-registry resolve ${onOf(conflict)} ${quoted(registerOption(conflict.name))} --keep ${quoted(conflict.name === 'card' || isAmbiguous(conflict, side.label) ? side.record : side.label)}`),
	];
}

function conflictSentence({ model, name, subject, sides, before }: Conflict): string {
	const was = before?.value ? ` Before, it was ${plainLine(before.label)}.` : '';
	const first = sides.at(-1)?.at;
	return `${plainLine(registerTitle(name))} of ${plainLine(model)}${subject === undefined ? '' : ` ${plainLine(subject)}`} is in conflict${first ? ` ${formatSince(first)}` : ''}: ${sides.map(side => plainLine(side.label)).join(' or ')}.${was}`;
}

/** 'churn', or 'churn@v3' where the value is a version's. */
function onOf({ model, subject }: Conflict): string {
	return subject === undefined ? plainLine(model) : `${plainLine(model)}@${/\((\w+)\)$/.exec(subject)?.[1] ?? subject}`;
}

/** As `resolve` takes it: an alias by its name, anything else in full. */
export function registerOption(name: string): string {
	return name.replace(/^alias:/, '');
}

function isAmbiguous({ sides }: Conflict, label: string): boolean {
	return sides.filter(side => side.label === label).length > 1;
}

function quoted(text: string): string {
	const plain = plainLine(text);
	return /^[\w@%+=:,./-]+$/.test(plain) ? plain : `'${plain.replaceAll("'", "'\\''")}'`;
}
