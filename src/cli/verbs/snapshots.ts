import { plainLine } from '../../core/present/plain';
import { toJson } from '../json';
import { counted } from '../show/words';
import { defineVerb } from '../verb';

export const snapshots = defineVerb({
	name: 'snapshots',
	summary: 'Push or fetch the exact code of versions',
	usage: ['snapshots push [--remote NAME]', 'snapshots fetch [--remote NAME]'],
	about: 'The exact code of each version is a commit under refs/model-registry, which git neither pushes nor fetches by itself. Nothing that is there is ever overwritten.',
	options: { remote: { type: 'string', value: 'NAME', about: 'the remote; origin, or the only one, when left out' } },
	examples: [['snapshots push', 'so that team-mates can open the code of your versions'], ['snapshots fetch --remote upstream', 'the code of theirs']],
	args: { first: ['push', 'fetch'], least: 1, most: 1 },
	async run({ registry, args, values, json, terminal, signal }) {
		const way = args[0] === 'push' ? 'push' : 'fetch';
		const { remote, moved, total } = await registry.shareSnapshots(way, values.remote, signal);
		if (json) { terminal.out(toJson({ remote, [way === 'push' ? 'pushed' : 'fetched']: moved, total })); return; }
		terminal.out(total === 0 ? 'There are no snapshots.' : moved === 0 ? `Nothing new to ${way} ${way === 'push' ? 'to' : 'from'} ${plainLine(remote)}.`
			: `${way === 'push' ? 'Pushed' : 'Fetched'} ${counted(moved, 'snapshot')} ${way === 'push' ? 'to' : 'from'} ${plainLine(remote)}.`);
	},
});
