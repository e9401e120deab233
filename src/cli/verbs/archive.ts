import { toJson } from '../json';
import { versionJson } from '../show/versionJson';
import { named } from '../show/words';
import { defineVerb } from '../verb';

export const archive = defineVerb({
	name: 'archive',
	summary: 'Archive a version: it keeps its number, aliases and bytes',
	usage: ['archive REF [--reason TEXT]'],
	options: { reason: { type: 'string', value: 'TEXT', about: 'why; it stands in the history' } },
	examples: [['archive churn@v2 --reason "trained on leaked labels"', 'with the reason'], ['archive models:/churn/2', `by MLflow's way to name it`]],
	args: { least: 1, most: 1 },
	async run({ registry, args, values, json, terminal }) {
		const { id } = await registry.version(args[0] ?? '');
		await registry.archive(id, values.reason);
		const version = await registry.version(id);
		if (json) { terminal.out(toJson(await versionJson(registry, version))); return; }
		const held = version.aliases.length ? ` It still holds ${version.aliases.join(' and ')}.` : '';
		terminal.out(`${named(version)} is archived.${held} Take it back: model-registry restore ${version.ref}`);
	},
});
