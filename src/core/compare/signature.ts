import type { SignatureField } from '../model';
import { columnNames } from './columnNames';
import type { ComparedSection } from './comparison';
import type { ComparedVersion } from './facts';
import { notRecorded, rowOf, sectionOf, type Compared } from './rows';

/** What goes in and what comes out, in the order in which the fields were declared. */
export function signatureSection(versions: readonly ComparedVersion[], base: number): ComparedSection {
	const all = versions.map(({ details }) => details.facts.signature);
	if (!all.some(one => one)) { return sectionOf('signature', []); }
	const rows = (['inputs', 'outputs'] as const).flatMap(side => {
		const maps = all.map(signature => signature && new Map(signature[side].map((field, at) => [field.name === '' ? String(at) : field.name, field])));
		const names = [...new Set(maps.flatMap(map => [...map?.keys() ?? []]))].sort();
		return names.map(name => {
			const before = maps[base]?.get(name);
			return rowOf({ key: `${side}:${name}`, name: `${side === 'inputs' ? 'input' : 'output'} ${name}` }, maps.map((map, at): Compared => {
				if (!map) { return notRecorded; }
				const field = map.get(name);
				const change = at === base || !maps[base] ? undefined : changeOf(field, before);
				return { key: field ? textOf(field) : 'absent', cell: { text: field ? textOf(field) : 'absent', ...(field ? {} : { missing: true }), ...(change === undefined ? {} : { change }) } };
			}), base);
		});
	});
	return sectionOf('signature', rows, { unrecorded: columnNames(versions).filter((_, at) => !all[at]) });
}

const textOf = ({ dtype, shape }: SignatureField) => `${dtype} [${shape.map(size => size ?? '?').join(', ')}]`;

function changeOf(now: SignatureField | undefined, then: SignatureField | undefined): string | undefined {
	if (!now || !then) { return now ? 'added' : then ? 'removed' : undefined; }
	return textOf(now) === textOf(then) ? undefined : 'changed';
}
