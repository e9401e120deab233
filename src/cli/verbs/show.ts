import { toJson } from '../json';
import { evaluationJson } from '../show/evaluationJson';
import { detailsJson } from '../show/versionJson';
import { versionPage } from '../show/versionPage';
import { defineVerb } from '../verb';

export const show = defineVerb({
	name: 'show',
	summary: 'Show everything that is known of a version',
	usage: ['show REF'],
	options: {},
	examples: [['show churn@production', 'what is in production'], ['show churn@v3', 'one version'], ['show churn --json', 'the newest, for machines']],
	args: { least: 1, most: 1 },
	async run({ registry, args, json, terminal }) {
		const details = await registry.versionDetails(args[0] ?? '');
		if (json) { terminal.out(toJson({ ...detailsJson(details), evaluations: (await registry.evaluations({ ref: details.id })).map(evaluationJson) })); return; }
		for (const line of await versionPage(registry, details, terminal.style)) { terminal.out(line); }
	},
});
