import { plainLine } from '../../core/present/plain';
import { toJson } from '../json';
import { counted, named } from '../show/words';
import { UsageError } from '../usageError';
import { defineVerb } from '../verb';

export const get = defineVerb({
	name: 'get',
	summary: 'Put the files of a version into a folder',
	usage: ['get REF --to DIR [--force]'],
	about: 'Each file is checked against its digest on the way, and put there by clone or link where the file system can. What is there already and differs is not replaced.',
	options: {
		to: { type: 'string', value: 'DIR', about: 'the folder; made where it is not there' },
		force: { type: 'boolean', about: 'replace files that differ' },
	},
	examples: [['get churn@production --to deploy/churn', 'what is in production'], ['get churn@v3 --to /tmp/v3 --force', 'replace what is there']],
	args: { least: 1, most: 1 },
	async run({ registry, args, values, json, terminal, long, path }) {
		const [ref = ''] = args;
		if (values.to === undefined || values.to === '') { throw new UsageError('get needs --to DIR, the folder to put the files into.'); }
		const to = path(values.to);
		const { version, written, left } = await registry.get(ref, { to, force: values.force === true, ...long(`Getting ${ref}`) });
		terminal.status('');
		if (json) { terminal.out(toJson({ ref: version.ref, to, files: [...written, ...left].sort(), written, left })); return; }
		const there = left.length ? `${written.length ? ', ' : ''}${counted(left.length, 'file')} ${left.length === 1 ? 'was' : 'were'} there already` : '';
		terminal.out(`${named(version)}: ${written.length ? `${counted(written.length, 'file')} put into ${plainLine(values.to)}` : ''}${there}.`);
	},
});
