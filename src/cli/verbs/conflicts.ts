import { toJson } from '../json';
import { conflictLines } from '../show/conflictLines';
import { defineVerb } from '../verb';

export const conflicts = defineVerb({
	name: 'conflicts',
	summary: 'List what was set to different values on two branches',
	usage: ['conflicts [MODEL]'],
	about: 'Both sides are kept, and the later one is in effect until somebody decides with resolve.',
	options: {},
	examples: [['conflicts', 'of all models'], ['conflicts defects --json', 'for a program']],
	args: { least: 0, most: 1 },
	async run({ registry, args, json, terminal }) {
		const found = await registry.conflicts(args[0]);
		if (json) {
			terminal.out(toJson(found.map(({ model, name, subject, sides, before }) => ({
				model, name, subject: subject ?? null, before: before ? { value: before.value, label: before.label } : null,
				sides: sides.map(({ record, value, label, at, by, reason }) => ({ record, value, label, at, by, reason: reason ?? null })),
			}))));
			return;
		}
		if (!found.length) { terminal.out('No conflicts.'); }
		for (const [i, conflict] of found.entries()) {
			if (i > 0) { terminal.out(''); }
			for (const line of conflictLines(conflict, terminal.style)) { terminal.out(line); }
		}
	},
});
