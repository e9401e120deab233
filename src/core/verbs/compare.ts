import { join } from 'node:path';
import { compare as compareFacts } from '../compare/compare';
import type { Comparison } from '../compare/comparison';
import type { ComparedVersion, CompareFacts } from '../compare/facts';
import { evaluationsOf } from '../database/queries/evaluations';
import { RegistryError } from '../errors';
import type { CodeBetween, CodeState } from '../git/between';
import type { Id, Model, Tensor } from '../model';
import { readCard } from './cards';
import type { Context } from './context';
import { keyOf } from './writing';
import { model, registeredRecord, tensors, version, versionDetails } from './read';

/** Versions that one comparison takes. */
const most = 200;

export interface CompareOptions {
	/** The version that all others are compared with; the first when left out. It is taken in where it isn't among them. */
	readonly base?: string;
	/** False: git isn't asked for commits and files between them, which takes longer than all the rest. */
	readonly code?: boolean;
}

/**
 * Two to 200 versions side by side, of one model or of several. A version that is named twice is compared once.
 * Throws 'too-few-versions', 'too-many-versions', 'bad-reference', 'no-model', 'no-version'.
 */
export async function compare(ctx: Context, refs: readonly string[], options: CompareOptions = {}): Promise<Comparison> {
	const ids: Id[] = [];
	if (refs.length > most * 2) { throw new RegistryError('too-many-versions', { count: refs.length, most }); }
	for (const ref of refs) { ids.push((await version(ctx, ref)).id); }
	const base = options.base === undefined ? ids[0] : (await version(ctx, options.base)).id;
	const chosen = [...new Set(base === undefined || ids.includes(base) ? ids : [base, ...ids])];
	if (base === undefined || chosen.length < 2) { throw new RegistryError('too-few-versions', { refs: refs.map(ref => ref.slice(0, 80)) }); }
	if (chosen.length > most) { throw new RegistryError('too-many-versions', { count: chosen.length, most }); }
	const versions = await gather(ctx, chosen);
	const at = chosen.indexOf(base);
	return compareFacts({ versions, base: at, code: options.code === false ? undefined : await codeOf(ctx, versions, at) });
}

/** Versions of one model share its card, and equal lists of tensors, which are the same evidence, are one object. */
async function gather(ctx: Context, ids: readonly Id[]): Promise<readonly ComparedVersion[]> {
	const models = new Map<string, { readonly model: Model; readonly card: string | undefined }>();
	const db = await ctx.ledger.database();
	const lists = new Map<string, readonly Tensor[]>();
	const found: ComparedVersion[] = [];
	for (const id of ids) {
		const details = await versionDetails(ctx, id);
		const known = models.get(details.model) ?? { model: await model(ctx, details.model), card: await readCard(ctx, details.model) };
		models.set(details.model, known);
		const parts = (await registeredRecord(ctx, id)).record.evidence.tensors?.join(' ') ?? '';
		const list = lists.get(parts) ?? (parts === '' ? [] : await tensors(ctx, id));
		lists.set(parts, list);
		found.push({ details, tensors: list, evaluations: details.evaluationCount ? evaluationsOf(db, keyOf(db, { model: details.model }), id) : [], ...known });
	}
	return found;
}

/** Version → how its code differs from the base's. What lies in another repository than the base can't be compared. */
async function codeOf(ctx: Context, versions: readonly ComparedVersion[], base: number): Promise<CompareFacts['code']> {
	const git = await ctx.git();
	const from = stateOf(versions[base]);
	const at = versions[base]?.details.artifact.path;
	if (!git || !from || at === undefined) { return undefined; }
	const past = await git.past(join(ctx.layout.workspace, at));
	if (!past) { return undefined; }
	const others = versions.flatMap((one, index) => {
		const state = stateOf(one);
		return index === base || !state ? [] : [{ id: one.details.id, state }];
	});
	try {
		const between = await past.between(from, others.map(one => one.state));
		return Object.fromEntries(others.map(({ id }, index): [Id, CodeBetween | null] => [id, between[index] ?? null]));
	} catch (error) {
		// The rest of the comparison is worth having without git's part, which then says that it isn't known.
		if (!RegistryError.is(error, 'git-failed')) { throw error; }
		ctx.log.warn(error.message);
		return undefined;
	}
}

function stateOf(version: ComparedVersion | undefined): CodeState | undefined {
	const state = version?.details.gitState;
	return state?.commit ? { commit: state.commit, state: state.snapshot ?? state.commit } : undefined;
}
