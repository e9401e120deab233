import type { Conflict, Model, Version } from '../../core/model';
import { primaryMetric } from '../../core/present/primaryMetric';
import type { Registry } from '../../core/registry';
import { RegistryError } from '../../core/errors';
import type { Standing } from './node';

/** Newest versions that decide which metric stands beside the names. */
const telling = 10;

/** What a model's rows are measured by and against. */
export async function standingOf(registry: Registry, model: Model, conflicts: readonly Conflict[]): Promise<Standing> {
	const { versions: newest } = await registry.versions({ model: model.name, limit: telling });
	const own = conflicts.filter(conflict => conflict.model === model.name);
	const contest = own.find(conflict => conflict.name === 'alias:production');
	const production = model.aliases.find(alias => alias.name === 'production');
	const held = contest ? contest.before?.value ?? undefined : production?.version;
	const find = async (id: string | undefined) => (id === undefined || id === '' ? undefined : newest.find(version => version.id === id) ?? await known(registry, id));
	const baseline = await find(held);
	return {
		metric: primaryMetric(model, baseline ? [...newest, baseline] : newest), directions: model.directions,
		baseline, contested: contest !== undefined, latest: await find(model.latest?.id), conflicts: own,
	};
}

/** An alias may point to a version whose record isn't here yet (a shallow or partial pull). */
async function known(registry: Registry, id: string): Promise<Version | undefined> {
	try {
		return await registry.version(id);
	} catch (error) {
		if (RegistryError.is(error, 'no-version')) { return undefined; }
		throw error;
	}
}
