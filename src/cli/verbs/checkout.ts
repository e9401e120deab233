import { resolve } from 'node:path';
import { shortCommit } from '../../core/present/hash';
import { plainLine } from '../../core/present/plain';
import { orNone } from '../../core/orNone';
import { toJson } from '../json';
import { named } from '../show/words';
import { table } from '../table';
import { UsageError } from '../usageError';
import { defineVerb } from '../verb';

export const checkout = defineVerb({
	name: 'checkout',
	summary: 'Open the exact code that made a version in a folder of its own, with the model in place',
	usage: ['checkout REF --to DIR', 'checkout --list', 'checkout --remove DIR [--force]'],
	about: 'The folder is a git worktree beside yours: your own files, index, branches and stash are not touched, and no hook runs. Files in Git LFS stay pointers until git lfs pull.',
	options: {
		to: { type: 'string', value: 'DIR', about: 'a folder outside the repository that is not there yet, or empty' },
		list: { type: 'boolean', about: 'list the folders that were opened so' },
		remove: { type: 'string', value: 'DIR', about: 'remove one of them' },
		force: { type: 'boolean', about: 'remove it although something in it was changed' },
	},
	examples: [['checkout churn@production --to ../churn-production', 'what production was trained with'], ['checkout --remove ../churn-production', 'clean up']],
	args: { least: 0, most: 1 },
	async run({ registry, args, values, json, terminal, base, long }) {
		const [ref] = args;
		if ([ref !== undefined, values.list, values.remove !== undefined].filter(Boolean).length !== 1) { throw new UsageError('checkout takes a version, --list or --remove DIR.'); }
		if (values.list) {
			const all = await registry.checkouts();
			const rows = await Promise.all(all.map(async one => ({ ...one, ref: (await orNone(registry.version(one.version)))?.ref ?? one.version })));
			if (json) { terminal.out(toJson(rows.map(({ ref: name, path, commit }) => ({ ref: name, path, commit })))); return; }
			if (!rows.length) { terminal.out('No code of a version is open.'); return; }
			for (const line of table(rows.map(row => [plainLine(row.ref), shortCommit(row.commit), plainLine(row.path)]))) { terminal.out(line); }
			return;
		}
		if (values.remove !== undefined) {
			const removed = await registry.removeCheckout(resolve(base, values.remove), { force: values.force === true });
			if (json) { terminal.out(toJson({ removed: removed.path })); return; }
			terminal.out(`Removed ${plainLine(removed.path)}.`);
			return;
		}
		if (values.to === undefined) { throw new UsageError('checkout needs --to DIR, a folder outside the repository.'); }
		const opened = await registry.checkout(ref ?? '', { to: resolve(base, values.to), ...long('Putting files in place') });
		if (json) {
			terminal.out(toJson({ ref: opened.version.ref, folder: opened.folder, workspace: opened.workspace, commit: opened.commit, exact: opened.exact, files: opened.files, notes: opened.notes }));
			return;
		}
		terminal.out(`${named(opened.version)}: ${opened.exact ? 'its exact code' : 'the commit it was based on'} is in ${plainLine(opened.folder)}${opened.files.length ? `, with ${plainLine(opened.files[0] ?? '')}${opened.files.length > 1 ? ` and ${opened.files.length - 1} more` : ''} in place` : ''}.`);
		for (const note of opened.notes) { terminal.out(terminal.style.dim(plainLine(note))); }
	},
});
