import { toJson } from '../json';
import { versionJson } from '../show/versionJson';
import { named } from '../show/words';
import { defineVerb } from '../verb';

export const recover = defineVerb({
	name: 'recover',
	summary: 'Take a purge back while the bytes are still there',
	usage: ['recover REF'],
	options: {},
	examples: [['recover churn@v2', 'its bytes are there again'], ['recover churn@v2 --json', 'and the version, for machines']],
	args: { least: 1, most: 1 },
	async run({ registry, args, json, terminal }) {
		const purged = (await registry.version(args[0] ?? '')).purged;
		const version = await registry.recover(args[0] ?? '');
		if (json) { terminal.out(toJson(await versionJson(registry, version))); return; }
		terminal.out(purged ? `The bytes of ${named(version)} are there again.` : `The bytes of ${named(version)} were not purged; nothing was changed.`);
	},
});
