import { RegistryError } from '../../core/errors';
import type { Alias } from '../../core/model';
import { usualTolerance } from '../../core/present/regressions';
import type { Registry } from '../../core/registry';
import type { ModelAlias, ModelHead } from '../../protocol/model';
import { standingOf } from '../tree/standing';

/** Characters of a card that the page shows; the editor shows them all. */
const longestCard = 100_000;

/** What a model's page says above its versions. Throws 'no-model'. */
export async function headOf(registry: Registry, name: string): Promise<Omit<ModelHead, 'of' | 'folder' | 'isTrusted' | 'past'>> {
	const model = await registry.model(name);
	const { metric, baseline } = await standingOf(registry, model, await registry.conflicts());
	return {
		name: model.name, versions: model.versions, archived: model.archived, metric, isChosen: model.primaryMetric !== undefined && model.primaryMetric !== '', directions: model.directions, tolerance: (metric === undefined ? undefined : model.tolerances[metric]) ?? usualTolerance,
		aliases: await Promise.all(model.aliases.map(alias => aliasOf(registry, alias))), tags: model.tags, baseline: baseline?.id,
		card: (await registry.readCard(name))?.slice(0, longestCard),
	};
}

async function aliasOf(registry: Registry, { name, version, inConflict }: Alias): Promise<ModelAlias> {
	if (inConflict || version === '') { return { name, label: undefined, version: undefined, inConflict }; }
	try {
		return { name, label: (await registry.version(version)).label, version, inConflict };
	} catch (error) {
		// Its record isn't here yet: a shallow or partial pull.
		if (RegistryError.is(error, 'no-version')) { return { name, label: undefined, version: undefined, inConflict }; }
		throw error;
	}
}
