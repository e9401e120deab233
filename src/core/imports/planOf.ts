import type { Database } from '../database/database';
import { displayName, findModel, namesOf } from '../database/queries/models';
import { modelKey } from '../records/names';
import type { FoundStore, FoundVersion, ImportTool } from './found';
import { knownOf, type Known } from './known';
import { originTag, originText } from './marks';
import { modelNameFrom, tagsFrom, tagValue } from './names';
import type { ImportPlan, PlannedAlias, PlannedModel, PlannedVersion } from './plan';
import { planAliases } from './planAliases';
import { changesOf } from './planChanges';
import { planModel } from './planModel';
import type { PlanOptions } from './planOptions';

/** What has to be done so that the registry holds what was found. Reads, and changes nothing. */
export async function planOf(stores: readonly FoundStore[], options: PlanOptions): Promise<ImportPlan> {
	const { db, workspace } = options;
	const known = knownOf(db, options.tool);
	const versions: PlannedVersion[] = [], models: PlannedModel[] = [], aliases: PlannedAlias[] = [];
	const taken = new Map<string, string>();
	for (const store of stores) {
		for (const found of store.models) {
			const origin = originText(`${store.id}/${found.name}`);
			const earlier = known.model(origin) ?? found.versions.map(version => known.version(originOf(origin, version), found.name, version)?.model).find(model => model !== undefined);
			const { name, why } = nameFor(found.shorter ?? found.name, origin, earlier, db, taken);
			const planned = found.versions.map(version => planVersion(version, { name, called: found.name, store: store.id, origin, tool: options.tool, known, workspace, db }));
			versions.push(...planned);
			models.push(await planModel(found, planned, { model: name, store: store.id, origin, ...(why === undefined ? {} : { why }) }, options));
			aliases.push(...planAliases(found, planned, { model: name, store: store.id, origin, db }));
		}
	}
	const inOrder = versions.map((version, index) => ({ version, index })).sort((a, b) => timeOf(a.version) - timeOf(b.version) || a.index - b.index).map(({ version }) => version);
	return {
		tool: options.tool, path: options.path, stores: stores.map(store => store.id), models, aliases,
		versions: inOrder.map(version => ({ ...version, aliases: aliases.filter(alias => alias.origin === version.origin && alias.action === 'set').map(alias => alias.alias) })),
		warnings: [...new Map(stores.flatMap(store => store.warnings).map(warning => [warning.message, warning])).values()],
	};
}

/** A version without a time comes where its registry has it: after those before it. */
const timeOf = (version: PlannedVersion) => version.found.created?.getTime() ?? 0;

/** What the model is called here: as it was when it was imported first, else as near to its name as may be. Two models never become one. */
function nameFor(found: string, origin: string, earlier: string | undefined, db: Database | undefined, taken: Map<string, string>): { readonly name: string; readonly why?: string } {
	if (earlier !== undefined && db) {
		taken.set(earlier, origin);
		return { name: displayName(db, earlier) };
	}
	const plain = modelNameFrom(found);
	for (let count = 1; ; count++) {
		const name = count === 1 ? plain : `${plain}-${count}`;
		const key = db && findModel(db, name);
		const id = key ?? modelKey(name);
		// A model that differs only in case is another one.
		const free = !taken.has(id) && (db === undefined || key === undefined || namesOf(db, key).includes(name));
		if (!free) { continue; }
		taken.set(id, origin);
		return { name, ...(name === found ? {} : { why: `'${found.slice(0, 100)}' is called '${name}' here.` }) };
	}
}

interface About {
	readonly name: string;
	readonly store: string;
	readonly origin: string;
	readonly tool: ImportTool;
	/** What the other registry calls the model. */
	readonly called: string;
	readonly known: Known;
	readonly workspace: string;
	readonly db: Database | undefined;
}

function planVersion(found: FoundVersion, about: About): PlannedVersion {
	const { tool, workspace, db } = about;
	const origin = originOf(about.origin, found);
	const tags = {
		...tagsFrom(found.tags, workspace), [originTag]: origin, [`${tool}.version`]: tagValue(found.version),
		...(found.created ? { [`${tool}.created`]: found.created.toISOString() } : {}), ...(found.author ? { [`${tool}.author`]: tagValue(found.author) } : {}),
		...(found.run ? { [`${tool}.run`]: tagValue(found.run.id) } : {}),
	};
	const planned = { model: about.name, version: found.version, origin, aliases: [], tags, store: about.store, found, from: fromOf(found), changes: [], ...(found.retired === undefined ? {} : { retired: found.retired }) };
	const id = about.known.version(origin, about.called, found)?.id;
	if (id !== undefined && db) { return { ...planned, action: 'exists', id, changes: changesOf(id, planned, { db, workspace }) }; }
	return found.bytes.in === 'nowhere' ? { ...planned, action: 'skip', why: found.bytes.why } : { ...planned, action: 'register' };
}

const originOf = (model: string, { version }: FoundVersion) => originText(`${model}/${version}`);

function fromOf({ bytes }: FoundVersion): string {
	switch (bytes.in) {
		case 'workspace': return bytes.path;
		case 'pieces': return `${bytes.path} (${bytes.from})`;
		case 'nowhere': return '';
	}
}
