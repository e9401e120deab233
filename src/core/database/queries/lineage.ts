import type { Certainty, EvaluationContext, Id, Relation } from '../../model';
import type { Float } from '../../records/fields';
import { isProduction } from '../../lineage/deployments';
import type { Database } from '../database';
import { displayName, modelKeys } from './models';
import { aliasesByVersion } from './aliases';
import { labelOf } from './versionReader';

/** What lineage is found in: read in one go, since anything may lead to anything. */
export interface LineageRows {
	/** Oldest id first. */
	readonly versions: readonly VersionRow[];
	readonly inputs: readonly InputRow[];
	readonly runs: readonly RunRow[];
	readonly links: readonly LinkRow[];
	/** Oldest record first. */
	readonly evaluations: readonly EvaluationRow[];
	/** Everything that was ever said of a model's places, oldest record first. */
	readonly deployments: readonly DeploymentRow[];
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

export interface EvaluationRow { readonly record: Id; readonly version: Id; readonly context: Omit<EvaluationContext, 'at'>; readonly measured: string; readonly metrics: Readonly<Record<string, Float>> }
/** A version, or none, in a place ('deployment:moderation-api') or holding an alias of production ('alias:production'). */
export interface DeploymentRow {
	readonly record: Id; readonly model: string; readonly name: string; readonly version: Id | null; readonly uri: string | undefined; readonly replaces: readonly Id[]; readonly replaced: boolean;
	readonly at: string; readonly author_name: string; readonly author_email: string; readonly reason: string | null;
}

function evaluationRows(db: Database): readonly EvaluationRow[] {
	return db.all<{ record: Id; version: Id; context: string; measured: string; metrics: string }>('select record, version, context, measured, metrics from evaluation order by record')
		.map(row => ({ ...row, context: JSON.parse(row.context) as EvaluationRow['context'], metrics: JSON.parse(row.metrics) as EvaluationRow['metrics'] }));
}

function deploymentRows(db: Database): readonly DeploymentRow[] {
	type Row = Omit<DeploymentRow, 'version' | 'uri' | 'replaces' | 'replaced'> & { readonly value: string | null; readonly replaces: string; readonly replaced: number };
	return modelKeys(db).flatMap(model => ['alias:production', 'deployment:'].flatMap(prefix => db.all<Row>(
		`select record, model, name, value, replaces, replaced, at, author_name, author_email, reason from value where model = ? and subject = '' and name >= ? and name < ? order by name, record`,
		model, prefix, `${prefix}\u{10ffff}`))).filter(row => row.name.startsWith('deployment:') || isProduction(row.name.slice('alias:'.length))).map(({ value, replaces, replaced, ...row }) => {
		const given = row.name.startsWith('deployment:') && value !== null ? JSON.parse(value) as { readonly version: Id; readonly uri?: string } : { version: value, uri: undefined };
		return { ...row, version: given.version, uri: given.uri, replaces: JSON.parse(replaces) as Id[], replaced: replaced === 1 };
	});
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
		evaluations: evaluationRows(db), deployments: deploymentRows(db),
	};
}
