import type { ComparedVersion } from '../compare/facts';
import { evaluationsOf } from '../database/queries/evaluations';
import { versionRow } from '../database/queries/findVersions';
import { RegistryError } from '../errors';
import type { Id, Model, Tensor, Version, VersionDetails } from '../model';
import { readCard } from './cards';
import type { Context } from './context';
import { detailsOf, model, readerOf, registeredRecord, tensors } from './read';

/** What of a version doesn't change: what its record and evidence say. */
interface Kept { readonly details: VersionDetails; readonly tensors: string }

/** Versions that are kept: two of the largest comparisons. */
const mostKept = 400;
const kept = new WeakMap<Context['ledger'], Map<Id, Kept>>();

/** What is known of versions that are compared. Those of one model share its card, and equal lists of tensors, which are the same evidence, are one object. */
export async function comparedVersions(ctx: Context, ids: readonly Id[]): Promise<readonly ComparedVersion[]> {
	const db = await ctx.ledger.database();
	const reader = readerOf(db);
	const models = new Map<string, { readonly model: Model; readonly card: string | undefined }>();
	const lists = new Map<string, readonly Tensor[]>();
	const found: ComparedVersion[] = [];
	for (const id of ids) {
		const row = versionRow(db, id);
		if (!row) { throw new RegistryError('no-version', { ref: id }); }
		const { details: then, tensors: parts } = await keptOf(ctx, id, () => reader.version(row));
		const details = { ...then, ...reader.standing(row) };
		const known = models.get(details.model) ?? { model: await model(ctx, details.model), card: await readCard(ctx, details.model) };
		models.set(details.model, known);
		const list = lists.get(parts) ?? (parts === '' ? [] : await tensors(ctx, id));
		lists.set(parts, list);
		found.push({ details, tensors: list, evaluations: details.evaluationCount ? evaluationsOf(db, row.model, id) : [], ...known });
	}
	return found;
}

/** A record never changes: another baseline, or another order of the columns, doesn't read it again. */
async function keptOf(ctx: Context, id: Id, whole: () => Version): Promise<Kept> {
	const versions = kept.get(ctx.ledger) ?? new Map<Id, Kept>();
	kept.set(ctx.ledger, versions);
	const found = versions.get(id) ?? await read(ctx, whole());
	versions.delete(id);
	versions.set(id, found);
	for (const [oldest] of versions) { if (versions.size <= mostKept) { break; } versions.delete(oldest); }
	return found;
}

async function read(ctx: Context, short: Version): Promise<Kept> {
	const registered = await registeredRecord(ctx, short.id);
	return { details: await detailsOf(ctx, short, registered), tensors: registered.record.evidence.tensors?.join(' ') ?? '' };
}
