import { toJson } from '../json';
import { healthLines } from '../show/healthLines';
import { formatSize } from '../../core/present/quantities';
import { counted } from '../show/words';
import { defineVerb } from '../verb';

export const doctor = defineVerb({
	name: 'doctor',
	summary: 'Say what is wrong with the registry, what is in conflict, and what helps',
	usage: ['doctor [--clean] [--prune] [--check]'],
	about: 'Looks at every record. verify looks at the bytes.',
	options: {
		clean: { type: 'boolean', about: 'delete purged bytes whose undo time has passed, and what killed processes left' },
		prune: { type: 'boolean', about: 'delete stored bytes that no record refers to, here or on any branch or tag of this clone' },
		check: { type: 'boolean', about: 'exit with 1 when something is wrong or in conflict' },
	},
	examples: [['doctor', 'in sentences'], ['doctor --check --json', 'in CI'], ['doctor --clean', 'free space']],
	args: { least: 0, most: 0 },
	async run({ registry, values, json, terminal }) {
		await registry.config();
		const cleaned = values.clean ? await registry.cleanUp() : undefined;
		const pruned = values.prune ? await registry.removeOrphans() : undefined;
		const health = await registry.health();
		const orphans = await registry.orphans();
		if (json) {
			const { problems, conflicts, newer, records, versions, models, compactable } = health;
			terminal.out(toJson({
				problems: problems.map(({ path, reason }) => ({ path, reason })),
				conflicts: conflicts.map(({ model, name, subject, sides, before }) => ({
					model, name, subject: subject ?? null, before: before ? { value: before.value, label: before.label } : null,
					sides: sides.map(({ record, value, label, at, by, reason }) => ({ record, value, label, at, by, reason: reason ?? null })),
				})),
				newer, records, versions, models, compactable, orphans: 'unknown' in orphans ? null : orphans, ...(cleaned ? { cleaned } : {}), ...(pruned ? { pruned } : {}),
			}));
		} else {
			for (const line of healthLines(health, orphans, terminal.style)) { terminal.out(line); }
			if (cleaned) { terminal.out(`Freed ${formatSize(cleaned.bytes)}, removed ${counted(cleaned.leftovers, 'leftover')}.`); }
			if (pruned) { terminal.out(`Freed ${formatSize(pruned.bytes)} in ${counted(pruned.objects, 'file')} that no record referred to.`); }
		}
		return values.check && (health.problems.length || health.conflicts.length) ? 1 : 0;
	},
});
