import { join } from 'node:path';
import { registryFolderName } from '../../core/ledger/layout';
import { plainLine } from '../../core/present/plain';
import { toJson } from '../json';
import { defineVerb } from '../verb';

export const init = defineVerb({
	name: 'init',
	summary: 'Make a registry in a workspace folder',
	usage: ['[-C DIR] init [--name NAME]'],
	about: 'Makes .model-registry in the current folder, or in DIR. Where there is one, nothing is changed. Its records and evidence belong into git; the bytes of the models and the database stay out of it.',
	options: { name: { type: 'string', value: 'NAME', about: 'a name for the registry' } },
	examples: [['init', 'in the current folder'], ['-C ~/projects/churn init --name "Customer models"', 'in another one, with a name']],
	args: { least: 0, most: 0 },
	here: true,
	async run({ registry, workspace, values, json, terminal }) {
		const there = await registry.exists();
		const config = await registry.init(values.name);
		const folder = join(workspace, registryFolderName);
		if (json) { terminal.out(toJson({ folder, created: !there, registry: config })); return; }
		if (there) { terminal.out(`${plainLine(folder)} is there already; nothing was changed.`); return; }
		terminal.out(`Made ${plainLine(folder)}. ${await registry.inGit() ? 'Commit it, then register' : 'This folder is in no git repository: versions are not tied to code until it is. Register'} a model: model-registry register PATH`);
	},
});
