import type { Conflict } from '../../core/model';
import { plainLine } from '../../core/present/plain';
import { formatCount } from '../../core/present/quantities';
import { formatSince, formatWhen } from '../../core/present/when';
import type { Health } from '../../core/verbs/history';
import type { Style } from '../style';
import { counted, firstLine, personName } from './words';

/** The registry's health in sentences, each trouble with what helps. */
export function healthLines(health: Health, { bold, dim, red, yellow }: Style): readonly string[] {
	const lines = [`${counted(health.models, 'model')}, ${counted(health.versions, 'version')}, ${formatCount(health.records)} ${health.records === 1 ? 'record' : 'records'}.`];
	for (const { path, reason } of health.problems) {
		lines.push('', `${red('Problem:')} ${bold(plainLine(path))} was set aside: ${sentence(plainLine(reason))}`, `  git checkout -- '${plainLine(path)}' brings it back; if it never was a record, delete it. Everything else works.`);
	}
	for (const conflict of health.conflicts) {
		lines.push('', `${yellow('Conflict:')} ${conflictSentence(conflict)}`, ...conflict.sides.map((side, i) => `  ${plainLine(side.label)}  ${dim([personName(side.by), formatWhen(side.at), ...(side.reason ? [`"${firstLine(side.reason)}"`] : []), ...(i === 0 ? ['in effect until somebody decides'] : [])].join(', '))}`), ...decisions(conflict).map((command, i) => `  ${i === 0 ? 'Decide:' : '    or:'} ${command}`));
	}
	for (const { kind, count } of health.newer) {
		lines.push('', `${yellow('Newer:')} ${counted(count, 'record')} of kind ${plainLine(kind)} ${count === 1 ? 'was' : 'were'} written by a newer Model Registry. Update to understand ${count === 1 ? 'it' : 'them'}; ${count === 1 ? 'it is' : 'they are'} kept.`);
	}
	if (lines.length === 1) { lines.push('No problems, no conflicts.'); }
	return lines;
}

function sentence(text: string): string {
	return /[.!?]$/.test(text) ? text : `${text}.`;
}

function conflictSentence({ model, name, subject, sides, before }: Conflict): string {
	const [kind = '', key = ''] = split(name);
	const what = kind === 'alias' ? key : kind === 'tag' || kind === 'setting' ? `the ${kind} ${key}` : kind === 'archived' ? 'the archive' : `the ${kind}`;
	const was = before?.value ? ` Before, it was ${plainLine(before.label)}.` : '';
	const first = sides.at(-1)?.at;
	return `${plainLine(what)} of ${plainLine(model)}${subject === undefined ? '' : ` ${plainLine(subject)}`} is in conflict${first ? ` ${formatSince(first)}` : ''}: ${sides.map(side => plainLine(side.label)).join(' or ')}.${was}`;
}

function split(name: string): readonly string[] {
	const at = name.indexOf(':');
	return at < 0 ? [name] : [name.slice(0, at), name.slice(at + 1)];
}

/** Commands that write the one record which replaces all sides: one per side, since the choice is not ours. */
function decisions({ model, name, subject, sides }: Conflict): readonly string[] {
	const [kind = '', key = ''] = split(name);
	const shown = plainLine(model);
	const version = `${shown}@${/\((\w+)\)$/.exec(subject ?? '')?.[1] ?? subject ?? ''}`;
	switch (kind) {
		case 'alias': return sides.map(side => (side.value === null ? `model-registry alias remove ${shown} ${plainLine(key)}` : `model-registry alias set ${shown}@${/\((\w+)\)$/.exec(side.label)?.[1] ?? side.label} ${plainLine(key)}`));
		case 'tag': return sides.map(side => (side.value === null ? `model-registry tag remove ${subject === undefined ? shown : version} ${plainLine(key)}` : `model-registry tag set ${subject === undefined ? shown : version} '${plainLine(key)}=${plainLine(side.value)}'`));
		case 'name': return sides.map(side => `model-registry rename ${shown} ${plainLine(side.value ?? 'NAME')}`);
		case 'card': return [`model-registry card ${shown} --file PATH`];
		case 'archived': return [`model-registry archive ${version}`, `model-registry restore ${version}`];
		default: return [`set ${plainLine(name)} of ${shown} again in the editor`];
	}
}
