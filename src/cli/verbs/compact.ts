import { formatCount, formatSize } from '../../core/present/quantities';
import { toJson } from '../json';
import { counted } from '../show/words';
import { defineVerb } from '../verb';

export const compact = defineVerb({
	name: 'compact',
	summary: 'Pack the records of past months, each month into one file',
	usage: ['compact [--before MONTH] [--dry-run]'],
	about: 'What the registry says stays the same. Branches may do it at once, or not at all: packs never conflict, and records that are in several packs are one. Commit the result as one change. doctor says when it pays.',
	options: {
		before: { type: 'string', value: 'MONTH', about: 'only months before this one, as 2026-11; the current month when left out' },
		'dry-run': { type: 'boolean', about: 'say what would be packed, and pack nothing' },
	},
	examples: [['compact', 'all months but the current one'], ['compact --before 2026-06 --dry-run', 'what older records would become']],
	args: { least: 0, most: 0 },
	async run({ registry, values, json, terminal }) {
		const isDry = values['dry-run'] === true;
		const months = await registry.compact({ ...(values.before === undefined ? {} : { before: values.before }), dryRun: isDry });
		if (json) { terminal.out(toJson({ months: months.map(({ month, records, packs, removed, before, after }) => ({ month, records, packs, removed, before, after })), packed: !isDry })); return; }
		if (!months.length) { terminal.out('Nothing to pack.'); return; }
		for (const { month, records, removed, before, after } of months) {
			terminal.out(`${month}  ${counted(records, 'record')}, ${formatCount(removed)} ${removed === 1 ? 'file' : 'files'} with ${formatSize(before)}${isDry ? '' : ` became one with ${formatSize(after)}`}`);
		}
		terminal.out(isDry ? 'Nothing was changed.' : 'Commit .model-registry/records to share it.');
	},
});
