import type { Model, Version } from '../../core/model';
import { formatAge } from '../../core/present/age';
import { plainLine } from '../../core/present/plain';
import type { Registry } from '../../core/registry';
import type { Style } from '../style';
import { table, type Row } from '../table';
import { cut, displayWidth } from '../width';
import { arrows, changeOf, standingOf, valueText, type Standing } from './standing';
import { aliasPaint, aliasWords, changePaint, counted, firstLine } from './words';

/** The versions of a model, newest first, archived ones last: value, change, aliases, age, and what was said. */
export async function versionLines(registry: Registry, model: Model, versions: readonly Version[], total: number, style: Style, columns: number | undefined, now = new Date()): Promise<readonly string[]> {
	const standing = await standingOf(registry, model, versions);
	const ordered = [...versions.filter(version => !version.archived), ...versions.filter(version => version.archived)];
	const head: Row = ['version', metricHead(standing), standing.base ? `against ${standing.base.label}` : 'change', 'aliases', 'age'].map((text, i) => ({ text, paint: style.dim, right: i === 4 }));
	const lines = table([head, ...ordered.map(version => row(version, standing, style, now))]);
	const width = Math.max(...lines.map(line => displayWidth(strip(line))));
	const room = (columns ?? 120) - width - 2;
	const notes = ordered.map(version => firstLine(version.notes));
	return [
		`${style.bold(plainLine(model.name))}  ${counted(model.versions, 'version')}${model.archived ? `, ${model.archived} archived` : ''}${total < model.versions ? `, ${total} found` : ''}`,
		...lines.map((line, i) => {
			const said = i === 0 ? (notes.some(note => note !== '') ? 'notes' : '') : notes[i - 1] ?? '';
			return said === '' || room < 12 ? line : `${line}${' '.repeat(width - displayWidth(strip(line)) + 2)}${style.dim(cut(said, room))}`;
		}),
		...(total > versions.length ? [style.dim(`${counted(total - versions.length, 'older version')} not shown; --limit ${total} shows all.`)] : []),
	];
}

function metricHead({ metric, direction }: Standing): string {
	return metric === undefined ? 'metric' : `${plainLine(metric)}${direction === undefined ? '' : ` ${arrows[direction]}`}`;
}

function row(version: Version, standing: Standing, style: Style, now: Date): Row {
	const change = changeOf(version, standing);
	const value = valueText(version, standing);
	const aliases = aliasWords(version);
	return [
		{ text: version.label, paint: version.archived ? style.dim : style.bold },
		value === undefined ? { text: 'not evaluated', paint: style.dim } : { text: value },
		standing.base?.id === version.id ? { text: 'base', paint: style.dim } : change ? { text: change.text, paint: changePaint(change, style) } : { text: '–', paint: style.dim },
		version.archived ? { text: [...(aliases === '' ? [] : [aliases]), version.purged ? 'archived, purged' : 'archived'].join(', '), paint: style.dim } : aliases === '' ? { text: '–', paint: style.dim } : { text: aliases, paint: aliasPaint(version, style) },
		{ text: formatAge(version.at, now), paint: style.dim, right: true },
	];
}

/** Without what paints it. Texts from outside hold no escapes any more. */
function strip(line: string): string {
	 
	return line.replace(/\u001b\[\d+m/g, '');
}
