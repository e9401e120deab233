import type { ComparedRow } from '../compare/comparison';
import { recordPlace } from '../database/queries/history';
import { displayName } from '../database/queries/models';
import { givenBy } from '../database/queries/registers';
import { agreedRows, renumberedRows } from '../database/queries/settled';
import { versionRow } from '../database/queries/findVersions';
import { labelOf } from '../database/queries/versionReader';
import { RegistryError } from '../errors';
import type { Conflict, FileState, Id, Person } from '../model';
import { verify } from './bytes';
import { cardOf } from './cards';
import { compare } from './compare';
import type { Context } from './context';
import { conflicts, valueLabel } from './history';
import { versionById } from './read';

/** One of the values that stand, or the one that stood before: what somebody needs to choose by. */
export interface ContestSide {
	readonly record: Id;
	readonly value: string | null;
	readonly label: string;
	readonly at: Date;
	readonly by: Person;
	readonly reason: string | undefined;
	/** Of an alias: the version, where its record is here. */
	readonly version: Id | undefined;
	/** Of a version: whether its bytes are there, by names and sizes. */
	readonly bytes: FileState | 'purged' | undefined;
	/** Of a card: how it begins, and how long it is. Undefined where it can't be read. */
	readonly text: { readonly begins: string; readonly lines: number } | undefined;
}

export interface Contest {
	readonly model: string;
	/** 'alias:production', 'tag:team', 'name', 'card', 'archived', 'setting:primary-metric' */
	readonly name: string;
	/** The version that the value belongs to, where it isn't the model's. */
	readonly subject: string | undefined;
	readonly before: ContestSide | undefined;
	/** Earliest first: the last is in effect for the time being. */
	readonly sides: readonly ContestSide[];
	/** Of an alias: the versions that are compared, the one before first, and their metrics in that order. */
	readonly versions: readonly Id[];
	readonly metrics: readonly ComparedRow[];
}

/** All conflicts with what tells their sides apart, but for what git knows of them (`contestOrigins`). Throws 'no-model'. */
export async function contests(ctx: Context, model?: string): Promise<readonly Contest[]> {
	const found: Contest[] = [];
	for (const conflict of await conflicts(ctx, model)) { found.push(await contestOf(ctx, conflict)); }
	return found;
}

async function contestOf(ctx: Context, conflict: Conflict): Promise<Contest> {
	const { name } = conflict;
	const before = conflict.before && await sideOf(ctx, name, conflict.before.record, conflict.before.label);
	const sides: ContestSide[] = [];
	for (const side of [...conflict.sides].reverse()) { sides.push(await sideOf(ctx, name, side.record, side.label)); }
	const versions = [...new Set([before, ...sides].flatMap(side => side?.version ?? []))];
	return { model: conflict.model, name, subject: conflict.subject, before, sides, versions, metrics: versions.length > 1 ? await metricsOf(ctx, versions) : [] };
}

async function sideOf(ctx: Context, name: string, record: Id, label: string): Promise<ContestSide> {
	const db = await ctx.ledger.database();
	const given = givenBy(db, record, name);
	if (!given) { throw new Error(`The record ${record} of a conflict gives ${name} no value`); }
	const version = name.startsWith('alias:') && given.value !== null && versionRow(db, given.value) ? given.value : undefined;
	return {
		record, value: given.value, label, at: given.at, by: given.by, reason: given.reason, version,
		bytes: version === undefined ? undefined : await bytesOf(ctx, version), text: name === 'card' ? await textOf(ctx, record) : undefined,
	};
}

async function bytesOf(ctx: Context, id: Id): Promise<ContestSide['bytes']> {
	if (versionById(await ctx.ledger.database(), id).purged) { return 'purged'; }
	const files = await verify(ctx, [id], { deep: false });
	return files.find(file => file.state !== 'ok')?.state ?? 'ok';
}

async function textOf(ctx: Context, record: Id): Promise<ContestSide['text']> {
	try {
		const text = await cardOf(ctx, record);
		return { begins: text.slice(0, 600), lines: text === '' ? 0 : text.replace(/\n$/, '').split('\n').length };
	} catch (error) {
		// Its evidence isn't here, or damaged: the side is still one that can be chosen.
		if (RegistryError.is(error)) { return undefined; }
		throw error;
	}
}

async function metricsOf(ctx: Context, versions: readonly Id[]): Promise<readonly ComparedRow[]> {
	try {
		return (await compare(ctx, versions, { code: false })).sections.find(section => section.id === 'metrics')?.rows ?? [];
	} catch (error) {
		// A record that went bad is named in the problems; the choice can be made without its numbers.
		if (RegistryError.is(error)) { return []; }
		throw error;
	}
}

/** Something that two branches did at once, and that needed nobody to decide: by the records of both. */
export type SettledByItself =
	| { readonly is: 'number'; readonly record: Id; readonly earlier: Id; readonly model: string; readonly claimed: number; readonly label: string; readonly at: Date }
	| { readonly is: 'same'; readonly record: Id; readonly earlier: Id; readonly model: string; readonly subject: string | undefined; readonly name: string; readonly label: string; readonly at: Date };

/** The latest of what settled by itself, newest first. */
export async function settledByItself(ctx: Context, limit = 50): Promise<readonly SettledByItself[]> {
	await ctx.config();
	const db = await ctx.ledger.database();
	const label = (id: Id) => { const row = versionRow(db, id); return row ? labelOf(row) : id.slice(0, 6); };
	const renumbered = renumberedRows(db, limit).map((row): SettledByItself => ({
		is: 'number', record: row.record, earlier: row.earlier, model: displayName(db, row.model), claimed: row.claimed, label: label(row.version), at: timeOf(row.record),
	}));
	const agreed = agreedRows(db, limit).map((row): SettledByItself => ({
		is: 'same', record: row.record, earlier: row.earlier, model: displayName(db, row.model), subject: row.subject === '' ? undefined : label(row.subject),
		name: row.name, label: valueLabel(db, row.name, row.value), at: timeOf(row.record),
	}));
	return [...renumbered, ...agreed].sort((a, b) => (a.record < b.record ? 1 : -1)).slice(0, limit);

	function timeOf(record: Id): Date {
		return new Date(recordPlace(db, record)?.at ?? NaN);
	}
}
