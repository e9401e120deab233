import { formatWhen } from '../../core/present/when';
import { plainLine } from '../../core/present/plain';
import { toJson } from '../json';
import { defineVerb } from '../verb';
import { table } from '../table';
import { targetOf } from '../target';

export const deployments = defineVerb({
	name: 'deployments',
	summary: 'Show everywhere that versions run and ran',
	usage: ['deployments [REF|MODEL]'],
	about: 'What was recorded with deploy, and who holds and held the alias production (or one that begins so, as production-eu). What runs stands first.',
	options: {},
	examples: [['deployments', 'what runs where'], ['deployments churn@v8', 'everywhere that one version was']],
	args: { least: 0, most: 1 },
	async run({ registry, args, json, terminal }) {
		const [what] = args;
		const found = await registry.deployments(what === undefined ? undefined : targetOf(what));
		if (json) {
			terminal.out(toJson(found.map(({ model, version, place, isAlias, since, until, by, reason, times, uri }) => ({ model, version: version.ref, place, alias: isAlias, since, until: until ?? null, by, reason: reason ?? null, times, url: uri ?? null }))));
			return;
		}
		if (!found.length) { terminal.out('Nothing is recorded to run anywhere.'); return; }
		for (const line of table(found.map(({ model, version, place, isAlias, since, until, by, reason, times }) => [
			`${plainLine(model)} ${version.label}`, isAlias ? `alias ${plainLine(place)}` : plainLine(place), until ? `${formatWhen(since)} to ${formatWhen(until)}` : `since ${formatWhen(since)}`,
			{ text: `${plainLine(by.name || by.email || 'somebody')}${reason ? `: ${plainLine(reason)}` : ''}${times > 1 ? ` (${times} times)` : ''}`, paint: terminal.style.dim },
		]))) { terminal.out(line); }
	},
});
