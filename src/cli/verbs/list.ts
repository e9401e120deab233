import type { Id, Model } from '../../core/model';
import type { Registry } from '../../core/registry';
import { wholeNumber } from '../given';
import { toJson } from '../json';
import { foundLines, nothingFound } from '../show/foundRows';
import { modelRow } from '../show/modelRows';
import { versionLines } from '../show/versionRows';
import { versionsJson } from '../show/versionJson';
import { table } from '../table';
import { asOf, pastLine } from '../asOf';
import { defineVerb } from '../verb';

export const list = defineVerb({
	name: 'list',
	summary: 'List the models, or the versions of one',
	usage: ['list [MODEL] [--where SEARCH] [--at WHEN] [--limit N]'],
	about: 'Beside every name stands the number that matters: the primary metric, and how it changed against the version that holds production. ▲ is better, ▽ worse, ≈ the same; the sign is the arithmetic. A search compares metrics.NAME, params.NAME, tag.NAME, alias, created, author, branch, size and more; README\'s section Search has all of it.',
	options: {
		where: { type: 'string', value: 'SEARCH', about: 'only versions that this finds, of all models where none is named' },
		at: { type: 'string', value: 'WHEN', about: 'as of the end of this day (2026-05-03), of this time, or of a commit, branch or tag' },
		limit: { type: 'string', value: 'N', about: 'so many versions at most, newest first' },
	},
	examples: [['list', 'all models'], ['list churn', 'the versions of one, archived ones last'], ['list --where "metrics.auc > 0.87 and not archived"', 'versions of all models']],
	args: { least: 0, most: 1 },
	async run({ registry: now, args, values, json, terminal }) {
		const registry = values.at === undefined ? now : await asOf(now, values.at);
		const past = await registry.pastName();
		if (past && !json) { terminal.out(terminal.style.dim(pastLine(past))); }
		const [name] = args;
		const limit = wholeNumber('--limit', values.limit);
		const { where } = values;
		const page = { archived: 'both', ...(where === undefined ? {} : { where }), ...(limit === undefined ? {} : { limit }) } as const;
		if (name === undefined && where !== undefined) {
			const { versions, total } = await registry.versions(page);
			if (json) { terminal.out(toJson(await versionsJson(registry, versions))); return; }
			for (const line of total === 0 ? [await nothingFound(registry, where)] : await foundLines(registry, versions, total, terminal.style)) { terminal.out(line); }
			return;
		}
		if (name === undefined) {
			const models = (await registry.models()).slice(0, limit);
			if (json) { terminal.out(toJson(await Promise.all(models.map(model => modelJson(registry, model))))); return; }
			if (!models.length) { terminal.out('No models yet. Register one: model-registry register PATH'); return; }
			const rows = [];
			for (const model of models) { rows.push(await modelRow(registry, model, terminal.style)); }
			for (const line of table(rows)) { terminal.out(line); }
			return;
		}
		const model = await registry.model(name);
		const { versions, total } = await registry.versions({ ...page, model: name });
		if (json) { terminal.out(toJson(await versionsJson(registry, versions))); return; }
		if (where !== undefined && total === 0) { terminal.out(await nothingFound(registry, where)); return; }
		for (const line of await versionLines(registry, model, versions, total, terminal.style, terminal.columns)) { terminal.out(line); }
	},
});

/** `versions` is their count; `latest` and the values of `aliases` are version numbers, null while a number isn't settled. */
async function modelJson(registry: Registry, model: Model) {
	const numberOf = async (id: Id) => (id === '' ? null : (await registry.version(id)).number);
	const aliases: [string, number | null][] = [];
	for (const alias of model.aliases) { aliases.push([alias.name, await numberOf(alias.version)]); }
	return {
		name: model.name, versions: model.versions, latest: model.latest ? await numberOf(model.latest.id) : null, aliases: Object.fromEntries(aliases),
		archived: model.archived, tags: model.tags, primaryMetric: model.primaryMetric ?? null, directions: model.directions,
		conflicts: model.aliases.filter(alias => alias.inConflict).map(alias => alias.name), updated: model.updated,
	};
}
