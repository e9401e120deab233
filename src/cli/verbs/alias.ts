import { plainLine } from '../../core/present/plain';
import type { Registry } from '../../core/registry';
import { orNone } from '../../core/orNone';
import { toJson } from '../json';
import { named } from '../show/words';
import { defineVerb } from '../verb';

const moves = { set: 'setAlias', remove: 'removeAlias', rollback: 'rollbackAlias' } as const;

export const alias = defineVerb({
	name: 'alias',
	summary: 'Move an alias such as production to a version, back, or take it away',
	usage: ['alias set REF NAME [--reason TEXT]', 'alias remove MODEL NAME [--reason TEXT]', 'alias rollback MODEL NAME [--reason TEXT]'],
	about: 'A model has each alias once: setting it takes it from the version that held it. Setting an alias that is in conflict decides the conflict. Rollback puts it back on the version that held it before; a second one takes the first back.',
	options: { reason: { type: 'string', value: 'TEXT', about: 'why; it stands in the history' } },
	examples: [['alias set churn@v4 production --reason "beats v3 on holdout"', 'promote a version'], ['alias set churn@staging production', 'promote what is in staging'], ['alias rollback churn production --reason "errors in the logs"', 'back to what it was']],
	args: { first: Object.keys(moves), least: 3, most: 3 },
	async run({ registry, args, values, json, terminal }) {
		const [what, on = '', name = ''] = args;
		const moved = await registry[moves[what as keyof typeof moves]](on, name, values.reason);
		const from = moved.from === null ? undefined : await versionHere(registry, moved.from);
		const to = moved.to === null ? undefined : await registry.version(moved.to);
		const model = to?.model ?? (await registry.model(on)).name;
		if (json) { terminal.out(toJson({ model, alias: name, from: from?.ref ?? moved.from, to: to?.ref ?? null })); return; }
		const held = plainLine(name);
		if (!to) { terminal.out(`${plainLine(model)} has no ${held} any more${from ? `; ${from.label} held it` : ''}.`); return; }
		if (to.id === from?.id) { terminal.out(`${named(to)} holds ${held}.`); return; }
		terminal.out(`${named(to)} holds ${held}${from ? `, ${from.label} no longer does` : ''}.`);
	},
});

/** A version that another branch registered may not be here. */
async function versionHere(registry: Registry, id: string) {
	return orNone(registry.version(id));
}
