import { plainLine } from '../../core/present/plain';
import { toJson } from '../json';
import { defineVerb } from '../verb';

export const rename = defineVerb({
	name: 'rename',
	summary: 'Rename a model; its old names keep finding it',
	usage: ['rename MODEL NAME'],
	options: {},
	examples: [['rename churn churn-retail', 'churn@v4 still finds churn-retail@v4'], ['rename churn retention/churn', 'a slash groups models']],
	args: { least: 2, most: 2 },
	async run({ registry, args, json, terminal }) {
		const [name = '', to = ''] = args;
		const before = (await registry.model(name)).name;
		await registry.renameModel(name, to);
		const model = await registry.model(to);
		if (json) { terminal.out(toJson({ model: model.name, before })); return; }
		terminal.out(`${plainLine(before)} is called ${plainLine(model.name)} now.`);
	},
});
