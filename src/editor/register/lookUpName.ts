import { modelNameFault } from '../../core/records/names';
import { RegistryError } from '../../core/errors';
import type { Registry } from '../../core/registry';
import type { Named } from './question';

/** What a typed name would mean. */
export async function lookUpName(registry: Registry, name: string, initialized: boolean): Promise<Named> {
	const why = modelNameFault(name);
	if (why !== undefined) { return { is: 'impossible', why }; }
	const model = initialized ? await registry.modelNamed(name) : undefined;
	if (!model) { return { is: 'new' }; }
	if (model.name !== name && model.name.toLowerCase() === name.toLowerCase()) { return { is: 'near', model }; }
	return { is: 'existing', model, number: await nextNumber(registry, model.name) };
}

async function nextNumber(registry: Registry, model: string): Promise<number> {
	try {
		const { versions } = await registry.versions({ model, archived: 'both', limit: 5 });
		return Math.max(0, ...versions.map(version => version.number ?? 0)) + 1;
	} catch (error) {
		if (RegistryError.is(error, 'no-model')) { return 1; }
		throw error;
	}
}
