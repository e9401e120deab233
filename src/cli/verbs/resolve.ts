import { RegistryError } from '../../core/errors';
import type { Conflict } from '../../core/model';
import { plainLine } from '../../core/present/plain';
import { registerTitle } from '../../core/present/registerTitle';
import type { Registry } from '../../core/registry';
import { toJson } from '../json';
import { registerOption } from '../show/conflictLines';
import { UsageError } from '../usageError';
import { defineVerb } from '../verb';

export const resolve = defineVerb({
	name: 'resolve',
	summary: 'Decide a conflict: one record that replaces both sides',
	usage: ['resolve MODEL ALIAS --keep SIDE [--reason TEXT]', 'resolve MODEL|REF NAME --keep SIDE [--reason TEXT]'],
	about: 'NAME is an alias, or card, name, archived, tag:KEY, setting:KEY, as conflicts prints it. SIDE is the value to keep as conflicts shows it, or the id of the record that gave it.',
	options: { keep: { type: 'string', value: 'SIDE', about: 'the value that stands from now on' }, reason: { type: 'string', value: 'TEXT', about: 'why; it stands in the history' } },
	examples: [['resolve defects production --keep v4 --reason "better on the night shift"', 'v4 holds production from now on'], ['resolve churn@v3 tag:team --keep risk', 'a tag of a version']],
	args: { least: 2, most: 2 },
	async run({ registry, args, values, json, terminal }) {
		const [on = '', name = ''] = args;
		const conflict = await conflictOn(registry, on, name);
		const side = sideOf(conflict, values.keep);
		await registry.decide({ name: conflict.name, record: side.record }, values.reason);
		if (json) { terminal.out(toJson({ model: conflict.model, name: conflict.name, subject: conflict.subject ?? null, value: side.value, label: side.label })); return; }
		terminal.out(`${plainLine(registerTitle(conflict.name))} of ${plainLine(conflict.model)}${conflict.subject === undefined ? '' : ` ${plainLine(conflict.subject)}`} is ${plainLine(side.label)} from now on.`);
	},
});

async function conflictOn(registry: Registry, on: string, name: string): Promise<Conflict> {
	const version = on.includes('@') || on.startsWith('models:') ? await registry.version(on) : undefined;
	const open = await registry.conflicts(version?.model ?? on);
	const found = open.find(one => (one.name === name || registerOption(one.name) === name) && one.subject === version?.label);
	if (!found) { throw new RegistryError('no-conflict', { what: `${plainLine(name)} of ${plainLine(on)}` }); }
	return found;
}

function sideOf({ name, sides }: Conflict, keep: string | undefined): Conflict['sides'][number] {
	const choices = sides.map(side => (name === 'card' ? `${side.record} for ${plainLine(side.label)}` : plainLine(side.label))).join(' or ');
	if (keep === undefined) { throw new UsageError(`resolve needs --keep, one of ${choices}.`); }
	const found = sides.filter(side => side.record === keep.toUpperCase() || side.label === keep || side.value === keep || /\((\w+)\)$/.exec(side.label)?.[1] === keep);
	const [side] = found;
	if (!side || found.length > 1) { throw new UsageError(`--keep is ${side ? 'more than one side' : `none of the sides`}: it takes ${choices}, or the id of the record.`); }
	return side;
}
