import { toJson } from '../json';
import { versionJson } from '../show/versionJson';
import { named } from '../show/words';
import { defineVerb } from '../verb';

export const restore = defineVerb({
	name: 'restore',
	summary: 'Take a version back from the archive',
	usage: ['restore REF [--reason TEXT]'],
	options: { reason: { type: 'string', value: 'TEXT', about: 'why; it stands in the history' } },
	examples: [['restore churn@v2', 'it stands among the others again'], ['restore churn@v2 --reason "the labels were right"', 'with the reason']],
	args: { least: 1, most: 1 },
	async run({ registry, args, values, json, terminal }) {
		const { id, archived } = await registry.version(args[0] ?? '');
		await registry.restore(id, values.reason);
		const version = await registry.version(id);
		if (json) { terminal.out(toJson(await versionJson(registry, version))); return; }
		terminal.out(archived ? `${named(version)} is restored.` : `${named(version)} is not archived; nothing was changed.`);
	},
});
