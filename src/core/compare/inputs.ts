import type { Input, Relation } from '../model';
import { shortDigest } from '../present/hash';
import type { ComparedRow, ComparedSection } from './comparison';
import type { ComparedVersion } from './facts';
import { naturally, rowOf, sectionOf, type Compared } from './rows';

/** Datasets and base models: by digest where it is known, else by name. */
export function inputsSection(versions: readonly ComparedVersion[], base: number): ComparedSection {
	const all = versions.map(({ details }) => details.facts.inputs);
	const relations = [...new Set(all.flatMap(inputs => inputs.map(input => input.relation)))].sort();
	return sectionOf('inputs', relations.flatMap(relation => rowsOf(relation, all.map(inputs => inputs.filter(input => input.relation === relation)), base)));
}

/** Where every version has one at most, one row; else one for each name. */
function rowsOf(relation: Relation, all: readonly (readonly Input[])[], base: number): readonly ComparedRow[] {
	const said = spoken(relation);
	if (all.every(inputs => inputs.length <= 1)) { return [row(relation, said, all.map(([input]) => input), base, true)]; }
	const names = [...new Set(all.flatMap(inputs => inputs.map(input => input.name)))].sort(naturally);
	return names.map(name => row(`${relation}:${name}`, `${said} ${name}`, all.map(inputs => inputs.find(input => input.name === name)), base, false));
}

/** 'trained-on' → 'trained on'. */
export function spoken(relation: Relation): string {
	return relation.replaceAll('-', ' ');
}

function row(key: string, name: string, inputs: readonly (Input | undefined)[], base: number, isNamed: boolean): ComparedRow {
	const before = inputs[base];
	return rowOf({ key, name }, inputs.map((input, at): Compared => {
		if (!input) { return { key: 'none', cell: { text: 'not recorded', missing: true, ...(at === base || !before ? {} : { change: 'removed' }) } }; }
		const digest = input.digest === undefined ? '' : shortDigest(input.digest);
		const text = isNamed ? input.name : digest === '' ? 'digest not recorded' : digest;
		const change = at === base ? undefined : changeOf(input, before, digest);
		return { key: input.digest ?? `${input.name} ${input.uri ?? ''}`, cell: { text, ...(input.digest ?? input.uri ? { title: input.digest ?? input.uri ?? '' } : {}), ...(change === undefined ? {} : { change }) } };
	}), base);
}

function changeOf(now: Input, then: Input | undefined, digest: string): string | undefined {
	if (!then) { return 'added'; }
	if (now.digest !== undefined && then.digest !== undefined) { return now.digest === then.digest ? undefined : now.name === then.name ? `different bytes, ${digest}` : 'changed'; }
	return now.name === then.name && now.uri === then.uri && now.digest === then.digest ? undefined : 'changed';
}
