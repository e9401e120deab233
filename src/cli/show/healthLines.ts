import { plainLine } from '../../core/present/plain';
import { formatCount, formatSize } from '../../core/present/quantities';
import type { Health } from '../../core/verbs/history';
import type { Orphans } from '../../core/verbs/orphans';
import type { Style } from '../style';
import { conflictLines } from './conflictLines';
import { counted } from './words';

/** The registry's health in sentences, each trouble with what helps. */
export function healthLines(health: Health, orphans: Orphans, style: Style): readonly string[] {
	const { bold, red, yellow } = style;
	const lines = [`${counted(health.models, 'model')}, ${counted(health.versions, 'version')}, ${formatCount(health.records)} ${health.records === 1 ? 'record' : 'records'}.`];
	for (const { path, reason } of health.problems) {
		lines.push('', `${red('Problem:')} ${bold(plainLine(path))} was set aside: ${sentence(plainLine(reason))}`, `  git checkout -- '${plainLine(path)}' brings it back; if it never was a record, delete it. Everything else works.`);
	}
	for (const conflict of health.conflicts) {
		lines.push('', ...conflictLines(conflict, style));
	}
	for (const { kind, count } of health.newer) {
		lines.push('', `${yellow('Newer:')} ${counted(count, 'record')} of kind ${plainLine(kind)} ${count === 1 ? 'was' : 'were'} written by a newer Model Registry. Update to understand ${count === 1 ? 'it' : 'them'}; ${count === 1 ? 'it is' : 'they are'} kept.`);
	}
	const { files, months, pays } = health.compactable;
	if (pays) { lines.push('', `${formatCount(files)} record files of ${counted(months, 'past month')} can become ${months === 1 ? 'one' : `${months}`}: git is faster with fewer files. model-registry compact packs them.`); }
	if ('unknown' in orphans) {
		lines.push('', `Whether bytes are stored that nothing refers to can't be told: ${plainLine(orphans.unknown)}`.replace(/[^.]$/, '$&.'));
	} else if (orphans.objects) {
		const them = orphans.objects === 1 ? 'it' : 'them';
		const found = `${formatSize(orphans.bytes)} in ${counted(orphans.objects, 'stored file')}`;
		lines.push('', `${found}: no record refers to ${them}, here or on any branch or tag of this clone. model-registry doctor --prune frees ${them}.`);
	}
	if (lines.length === 1) { lines.push('No problems, no conflicts.'); }
	return lines;
}

function sentence(text: string): string {
	return /[.!?]$/.test(text) ? text : `${text}.`;
}
