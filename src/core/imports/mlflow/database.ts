import type { Warning } from '../../model';
import { grouped, numberIn, textIn } from '../../runs/sqlite';
import type { SqliteImage, SqlRow } from '../../runs/openSqlite';
import { mostModels, mostVersions, type RawModel, type RawVersion } from './raw';

/**
 * The registry in MLflow's database (mlflow/store/model_registry/dbmodels/models.py). Columns are asked for by name, since every release has
 * others; 'workspace', a part of the keys since 2026, is one of them. `path` is only for the sentence.
 */
export function readDatabase(image: SqliteImage, path: string, warnings: Warning[]): readonly RawModel[] {
	const tables = new Set(image.rows("SELECT name FROM sqlite_master WHERE type = 'table'").map(row => textIn(row, 'name')));
	const all = (table: string, most: number): readonly SqlRow[] => (tables.has(table) ? image.rows(`SELECT * FROM ${table} LIMIT ${most + 1}`) : []);
	const commits = new Map(tables.has('tags') ? image.rows("SELECT run_uuid, value FROM tags WHERE key = 'mlflow.source.git.commit'").map(row => [textIn(row, 'run_uuid') ?? '', textIn(row, 'value')]) : []);
	const models = all('registered_models', mostModels);
	const versions = all('model_versions', mostVersions);
	if (models.length > mostModels || versions.length > mostVersions) {
		warnings.push({ code: 'too-many', message: `${path} holds more than ${mostModels} models or ${mostVersions} versions; the rest is left out.` });
	}
	const byModel = (rows: readonly SqlRow[]) => grouped(rows.map(row => ({ ...row, owner: ownerOf(row) })), 'owner');
	const [versionsOf, tagsOf, aliasesOf] = [byModel(versions.slice(0, mostVersions)), byModel(all('registered_model_tags', 100_000)), byModel(all('registered_model_aliases', 100_000))];
	const versionTags = grouped(all('model_version_tags', 200_000).map(row => ({ ...row, owner: `${ownerOf(row)}\0${textIn(row, 'version') ?? ''}` })), 'owner');
	return models.slice(0, mostModels).map(row => {
		const owner = ownerOf(row);
		const space = textIn(row, 'workspace');
		const description = textIn(row, 'description');
		return {
			name: textIn(row, 'name') ?? '', ...(space === undefined || space === 'default' ? {} : { space }), ...(description ? { description } : {}),
			tags: pairs(tagsOf.get(owner), 'key', 'value'), aliases: pairs(aliasesOf.get(owner), 'alias', 'version'),
			versions: (versionsOf.get(owner) ?? []).map(version => versionOf(version, pairs(versionTags.get(`${owner}\0${textIn(version, 'version') ?? ''}`), 'key', 'value'), commits.get(textIn(version, 'run_id') ?? ''))),
		};
	});
}

function ownerOf(row: SqlRow): string {
	return `${textIn(row, 'workspace') ?? 'default'}\0${textIn(row, 'name') ?? ''}`;
}

function pairs(rows: readonly SqlRow[] | undefined, key: string, value: string): ReadonlyMap<string, string> {
	return new Map((rows ?? []).map(row => [textIn(row, key) ?? '', textIn(row, value) ?? '']));
}

function versionOf(row: SqlRow, tags: ReadonlyMap<string, string>, commit: string | undefined): RawVersion {
	const text = <K extends string>(key: K, column: string) => { const value = textIn(row, column); return (value ? { [key]: value } : {}) as { readonly [key in K]?: string }; };
	const created = numberIn(row, 'creation_time');
	return {
		version: textIn(row, 'version') ?? '', tags, ...(created === undefined ? {} : { created }), ...(commit === undefined ? {} : { commit }),
		...text('description', 'description'), ...text('user', 'user_id'), ...text('stage', 'current_stage'), ...text('status', 'status'), ...text('source', 'source'),
		...text('storage', 'storage_location'), ...text('run', 'run_id'), ...text('runLink', 'run_link'),
	};
}
