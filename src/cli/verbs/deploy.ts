import { plainLine } from '../../core/present/plain';
import { toJson } from '../json';
import { named } from '../show/words';
import { UsageError } from '../usageError';
import { defineVerb } from '../verb';

export const deploy = defineVerb({
	name: 'deploy',
	summary: 'Record where a version runs',
	usage: ['deploy REF --to PLACE [--url URL] [--reason TEXT]', 'deploy MODEL --end PLACE [--reason TEXT]'],
	about: 'Nothing is deployed: whatever does that says here that it did, so that the lineage knows what depends on what. A place runs one version of a model at a time. --end says that the model runs there no more. Who holds the alias production is a deployment by itself, and needs no record.',
	options: {
		to: { type: 'string', value: 'PLACE', about: 'as people call it: "moderation-api, EU"' },
		end: { type: 'string', value: 'PLACE', about: 'the model runs there no more' },
		url: { type: 'string', value: 'URL', about: 'where it can be looked at' },
		reason: { type: 'string', value: 'TEXT', about: 'why; it stands in the history' },
	},
	examples: [['deploy sentiment@v6 --to "moderation-api, EU"', 'in a release script'], ['deploy sentiment --end "moderation-api, EU" --reason "switched off"', 'it runs there no more']],
	args: { least: 1, most: 1 },
	async run({ registry, args, values: { to, end, url, reason }, json, terminal }) {
		const [what = ''] = args;
		if ((to === undefined) === (end === undefined)) { throw new UsageError('deploy needs --to PLACE, or --end PLACE.'); }
		if (to === undefined) {
			await registry.endDeployment(what, end ?? '', reason);
			const { name } = await registry.model(what);
			terminal.out(json ? toJson({ model: name, place: end ?? '', version: null }) : `${plainLine(name)} no longer runs in ${plainLine(end ?? '')}.`);
			return;
		}
		const done = await registry.deploy(what, { to, ...(url === undefined ? {} : { uri: url }), ...(reason === undefined ? {} : { reason }) });
		if (json) { terminal.out(toJson({ model: done.version.model, place: done.place, version: done.version.ref, before: done.before?.ref ?? null })); return; }
		terminal.out(`${named(done.version)} runs in ${plainLine(done.place)}${done.before ? `, ${done.before.label} no longer does` : ''}.`);
	},
});
