import type { Certainty, Id, Relation } from '../../model';
import type { Database } from '../database';
import { displayName, modelKeys } from './models';
import { aliasesByVersion, labelOf } from './versions';

/** What lineage is found in: read in one go, since anything may lead to anything. */
export interface LineageRows {
	/** Oldest id first. */
	readonly versions: readonly VersionRow[];
	readonly inputs: readonly InputRow[];
	readonly runs: readonly RunRow[];
	readonly links: readonly LinkRow[];
}

export interface VersionRow {
	readonly id: Id; readonly model: string; readonly label: string; readonly ref: string; readonly at: string; readonly digest: string; readonly path: string;
	readonly directory: boolean; readonly archived: boolean; readonly aliases: readonly string[]; readonly contested: readonly string[];
	readonly commit: string | null; readonly branch: string | null; readonly dirty: boolean;
}
export interface InputRow {
	readonly version: Id; readonly relation: Relation; readonly name: string; readonly digest: string | null; readonly uri: string | null;
	readonly tool: string; readonly path: string | null; readonly field: string | null; readonly certainty: Certainty;
}
export interface RunRow { readonly version: Id; readonly tool: string; readonly id: string; readonly name: string | null; readonly path: string }
/** A value in effect of a link's register: what it leads to as JSON, or null for a removal. */
export interface LinkRow {
	readonly record: Id; readonly version: Id; readonly name: string; readonly value: string | null; readonly at: string;
	readonly author_name: string; readonly author_email: string; readonly reason: string | null;
}

export function lineageRows(db: Database): LineageRows {
	const named = new Map(modelKeys(db).map(key => [key, { name: displayName(db, key), aliases: aliasesByVersion(db, key) }]));
	const rows = db.all<{ id: Id; model: string; number: number | null; claimed: number; at: string; digest: string; path: string; kind: string; archived: number; git: string | null }>(
		'select id, model, number, claimed, at, digest, path, kind, archived, git from version order by id');
	return {
		versions: rows.map(row => {
			const { name = row.model, aliases } = named.get(row.model) ?? {};
			const label = labelOf(row);
			const git = row.git === null ? undefined : JSON.parse(row.git) as { readonly commit: string | null; readonly branch: string | null; readonly dirty: boolean };
			return {
				id: row.id, model: name, label, ref: `${name}@${row.number === null ? row.id : label}`, at: row.at, digest: row.digest, path: row.path, directory: row.kind === 'directory', archived: row.archived === 1,
				aliases: aliases?.get(row.id)?.settled ?? [], contested: aliases?.get(row.id)?.contested ?? [], commit: git?.commit ?? null, branch: git?.branch ?? null, dirty: git?.dirty ?? false,
			};
		}),
		inputs: db.all<InputRow>('select version, relation, name, digest, uri, tool, path, field, certainty from input order by version, place'),
		runs: db.all<RunRow>('select version, tool, id, name, path from run order by version, place'),
		links: db.all<LinkRow>(`select record, subject as version, name, value, at, author_name, author_email, reason from value where name >= 'link:' and name < 'link;' and replaced = 0 order by record`),
	};
}
