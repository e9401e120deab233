import type { Warning } from '../../model';
import type { Data } from '../../parse/data';
import { numberAt, textAt } from '../../parse/data';
import { flatYaml } from '../../runs/parse/flatYaml';
import { orWarning } from '../../runs/parse/orWarning';
import { pathIn } from '../../runs/parse/pathIn';
import type { RunFolder } from '../../runs/reader';
import { mostModels, mostVersions, type RawModel, type RawVersion } from './raw';

/**
 * The registry of MLflow's file store: `models/<name>/{meta.yaml,tags,aliases,version-<n>}` (mlflow/store/model_registry/file_store.py).
 * `store` is the `mlruns` folder. What can't be read is one of `warnings`.
 */
export async function readFileStore(store: RunFolder, warnings: Warning[]): Promise<readonly RawModel[]> {
	const place = store.folders.includes('models') ? await store.folder('models') : undefined;
	const models: RawModel[] = [];
	let versions = 0;
	for (const name of place?.folders ?? []) {
		const folder = await place?.folder(name);
		if (!folder?.files.includes('meta.yaml')) { continue; }
		const model = await orWarning(warnings, () => readModel(folder, name, warnings));
		if (!model) { continue; }
		versions += model.versions.length;
		if (models.length >= mostModels || versions > mostVersions) {
			warnings.push({ code: 'too-many', message: `${store.path} holds more than ${mostModels} models or ${mostVersions} versions; those after '${models.at(-1)?.name ?? ''}' are left out.` });
			break;
		}
		models.push(model);
	}
	return models;
}

async function readModel(folder: RunFolder, name: string, warnings: Warning[]): Promise<RawModel> {
	const meta = await metaOf(folder);
	const versions: RawVersion[] = [];
	for (const below of folder.folders) {
		const version = /^version-(\d{1,15})$/.exec(below)?.[1];
		const found = version === undefined ? undefined : await orWarning(warnings, async () => {
			const inside = await folder.folder(below);
			return inside?.files.includes('meta.yaml') ? readVersion(inside, version ?? '') : undefined;
		});
		if (found) { versions.push(found); }
	}
	const description = textAt(meta, 'description');
	return {
		name: textAt(meta, 'name') ?? name, ...(description ? { description } : {}), versions,
		tags: await valuesIn(folder, 'tags'), aliases: await valuesIn(folder, 'aliases'),
	};
}

async function readVersion(folder: RunFolder, version: string): Promise<RawVersion> {
	const meta = await metaOf(folder);
	const text = <K extends string>(key: K, field: string) => { const value = textAt(meta, field); return (value ? { [key]: value } : {}) as { readonly [key in K]?: string }; };
	const created = numberAt(meta, 'creation_timestamp');
	return {
		version, tags: await valuesIn(folder, 'tags'), ...(created === undefined ? {} : { created }),
		...text('description', 'description'), ...text('user', 'user_id'), ...text('stage', 'current_stage'), ...text('status', 'status'), ...text('source', 'source'),
		...text('storage', 'storage_location'), ...text('run', 'run_id'), ...text('runLink', 'run_link'),
	};
}

async function metaOf(folder: RunFolder): Promise<Data> {
	return flatYaml(await folder.text('meta.yaml') ?? '', pathIn(folder, 'meta.yaml'));
}

/** Files of a folder with their texts; a name with '/' is a folder. */
async function valuesIn(folder: RunFolder, name: string): Promise<ReadonlyMap<string, string>> {
	const values = new Map<string, string>();
	const walk = async (here: RunFolder | undefined, prefix: string, depth: number): Promise<void> => {
		if (!here || depth > 8) { return; }
		for (const file of here.files.slice(0, 1000)) { values.set(prefix + file, await here.text(file, 64 * 1024) ?? ''); }
		for (const below of here.folders.slice(0, 1000)) { await walk(await here.folder(below), `${prefix}${below}/`, depth + 1); }
	};
	if (folder.folders.includes(name)) { await walk(await folder.folder(name), '', 0); }
	return values;
}
