import { formatSize } from '../../core/present/quantities';
import type { Purged } from '../../core/verbs/bytes';
import { toJson } from '../json';
import { versionJson } from '../show/versionJson';
import { counted, named } from '../show/words';
import { defineVerb } from '../verb';

export const purge = defineVerb({
	name: 'purge',
	summary: 'Purge the bytes of an archived version; recover takes it back for a while',
	usage: ['purge REF [--reason TEXT]'],
	about: 'The version and all that is known of it stay. Bytes that another version needs stay too. The rest is put aside, and deleted by doctor --clean when the undo time of the registry has passed.',
	options: { reason: { type: 'string', value: 'TEXT', about: 'why; it stands in the history' } },
	examples: [['purge churn@v2', 'an archived version'], ['purge churn@v2 --reason "customer data"', 'with the reason']],
	args: { least: 1, most: 1 },
	async run({ registry, args, values, json, terminal }) {
		const purged = await registry.purge(args[0] ?? '', values.reason);
		const { version, bytes, missing } = purged;
		if (json) { terminal.out(toJson({ ...await versionJson(registry, version), freed: bytes, missing })); return; }
		const days = (await registry.config()).policies.purgeUndoDays;
		terminal.out(`The bytes of ${named(version)} are purged, ${formatSize(bytes)}. ${stays(purged)}${
			missing > 0 ? `${counted(missing, 'file')} ${missing === 1 ? 'was' : 'were'} missing before, so they can't be brought back.` : `For ${counted(days, 'day')} they can be brought back: model-registry recover ${version.ref}`}`);
	},
});

/** What is not put aside. */
function stays({ version, kept }: Purged): string {
	if (version.artifact.storage === 'reference') { return `What it refers to stays where it is. `; }
	return kept > 0 ? `Another version needs ${counted(kept, 'file')} of them, which ${kept === 1 ? 'stays' : 'stay'}. ` : '';
}
