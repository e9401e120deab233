import type { Database } from '../database/database';
import { importedFrom } from '../database/queries/imported';
import type { Id } from '../model';
import type { FoundVersion, ImportTool } from './found';
import { originText } from './marks';

/** What is here already of the registries of one tool. */
export interface Known {
	/** Key of the model that was imported from there. */
	model(origin: string): string | undefined;
	version(origin: string, name: string, found: Pick<FoundVersion, 'version' | 'created'>): { readonly id: Id; readonly model: string } | undefined;
}

/** A registry that was moved, renamed or migrated is the same one: a version of the same name and number that was made at the same millisecond is that version. */
export function knownOf(db: Database | undefined, tool: ImportTool): Known {
	const imported = db ? importedFrom(db, tool) : [];
	const models = new Map<string, string>();
	const byOrigin = new Map<string, { readonly id: Id; readonly model: string }>();
	const byTime = new Map<string, { readonly id: Id; readonly model: string; readonly origin: string }[]>();
	for (const { model, version: id, origin, created } of imported) {
		if (id === '') { models.set(origin, model); continue; }
		// Of two with one origin, which two branches may have made, the earlier counts.
		if (!byOrigin.has(origin)) { byOrigin.set(origin, { id, model }); }
		if (created !== null) { byTime.set(created, [...byTime.get(created) ?? [], { id, model, origin }]); }
	}
	return {
		model: origin => models.get(origin),
		version: (origin, name, { version, created }) => byOrigin.get(origin) ?? byTime.get(created?.toISOString() ?? '')?.find(one => one.origin.endsWith(originText(`/${name}/${version}`))),
	};
}
