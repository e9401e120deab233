import type { Change, ImportPlan, PlannedVersion } from '../../core/imports/plan';
import { plainLine } from '../../core/present/plain';
import type { ImportResult } from '../../core/verbs/importRegistry';
import type { Style } from '../style';
import { table, type Row } from '../table';
import { counted, named } from './words';

/** A plan as a table: what is done with each version, then what there is to know of models and aliases. */
export function planLines(plan: ImportPlan, style: Style): readonly string[] {
	const { bold, dim, yellow } = style;
	const rows = plan.versions.map((one): Row => {
		const detail = one.action === 'register' ? { text: plainLine(one.from), paint: dim } : one.action === 'skip' ? { text: plainLine(one.why ?? ''), paint: yellow } : { text: changesText(one.changes), paint: dim };
		return [one.action, { text: plainLine(one.model), paint: bold }, plainLine(shortVersion(one.version)), [...one.aliases, ...(one.retired === undefined ? [] : ['(archived)'])].map(plainLine).join(', '), detail];
	});
	const notes = [
		...plan.models.filter(one => one.why !== undefined && one.action !== 'skip').map(one => `${plainLine(one.model)}: ${plainLine(one.why ?? '')}`),
		...plan.models.filter(one => one.action === 'create').map(one => `${plainLine(one.model)}: a model without versions.`),
		...plan.versions.flatMap(one => one.changes.flatMap(change => (change.do === 'keep' ? [`${plainLine(one.model)} ${plainLine(shortVersion(one.version))}: ${plainLine(change.why)}`] : []))),
		...plan.aliases.filter(one => one.action === 'keep').map(one => `${plainLine(one.model)}@${plainLine(one.alias)} stays as it is. ${plainLine(one.why ?? '')}`),
		...plan.aliases.filter(one => one.action === 'set' && plan.versions.some(version => version.origin === one.origin && version.action === 'exists')).map(one => `${plainLine(one.model)}@${plainLine(one.alias)} moves to ${plainLine(shortVersion(one.version ?? ''))}.`),
		...plan.aliases.filter(one => one.action === 'remove').map(one => `${plainLine(one.model)}@${plainLine(one.alias)} is taken away: it isn't there any more.`),
		...plan.warnings.map(warning => plainLine(warning.message)),
	];
	return [bold(`From ${plan.stores.map(plainLine).join(', ')}`), ...table(rows, '  '), ...notes.map(note => `  ${yellow('•')} ${note}`), `  ${countsText(plan)}`];
}

/** What was done, and what could not be. */
export function doneLines(result: ImportResult, style: Style): readonly string[] {
	const { bold, red, yellow, green } = style;
	const { registered, changed, models, aliases, failed } = result;
	const counts = [
		...(registered.length > 0 ? [`registered ${counted(registered.length, 'version')}`] : []), ...(changed.length > 0 ? [`brought ${counted(changed.length, 'version')} up to date`] : []),
		...(models.length > 0 ? [`described ${counted(models.length, 'model')}`] : []), ...(aliases.length > 0 ? [`set ${counted(aliases.length, 'alias', 'aliases')}`] : []),
	].join(', ');
	return [
		...table(registered.map(({ planned, version }) => [{ text: named(version), paint: bold }, `from ${plainLine(shortVersion(planned.version))}`, { text: plainLine(version.tags['imported-from'] ?? ''), paint: style.dim }])),
		...failed.map(({ what, why }) => `${red('Failed:')} ${plainLine(what)}. ${plainLine(why)}`),
		...(counts === '' && failed.length === 0 && !result.cancelled ? ['Nothing was new.'] : counts === '' ? [] : [green(`${counts.charAt(0).toUpperCase()}${counts.slice(1)}.`)]),
		...(result.cancelled ? [`${yellow('Stopped.')} What is registered stays, and the next import goes on from there.`] : []),
	];
}

function countsText({ versions }: ImportPlan): string {
	const count = (action: PlannedVersion['action']) => versions.filter(one => one.action === action).length;
	return `${count('register')} to register, ${count('exists')} there already, ${count('skip')} skipped.`;
}

/** Digests and commits as people write them. */
function shortVersion(version: string): string {
	return /^[0-9a-f]{32,64}$/.test(version) ? version.slice(0, 8) : version;
}

function changesText(changes: readonly Change[]): string {
	return changes.flatMap(change => {
		switch (change.do) {
			case 'tag': return [`tag ${plainLine(change.tag)}`];
			case 'note': return ['a note'];
			case 'archive': return ['archived'];
			case 'restore': return ['restored'];
			case 'keep': return [];
		}
	}).join(', ');
}
