import { join } from 'node:path';
import { compare as compareFacts } from '../compare/compare';
import type { ComparedSection, Comparison, SectionId, Summary } from '../compare/comparison';
import type { ComparedVersion, CompareFacts } from '../compare/facts';
import { packed } from '../compare/packed';
import { plainTexts } from '../compare/plainTexts';
import { RegistryError } from '../errors';
import type { CodeBetween, CodeState } from '../git/between';
import type { Id } from '../model';
import type { ValuesBetween } from '../tensors/values';
import { comparedRun, isRunReference } from './comparedRun';
import { comparedVersions } from './comparedVersions';
import type { Context, LongRunning } from './context';
import { model } from './read';
import { resolve } from './resolve';
import { valuesBetween } from './tensorValues';

/** Versions that one comparison takes. */
const most = 200;

export interface CompareOptions extends LongRunning {
	/** The version that all others are compared with; the first when left out. It is taken in where it isn't among them. */
	readonly base?: string;
	/** False: git isn't asked for commits and files between them, which takes longer than all the rest. */
	readonly code?: boolean;
	/** Whether the bytes of the tensors are read and compared, too: safetensors, GGUF and PyTorch zip files. It takes as long as reading them. `known`: as far as they were before, without reading. */
	readonly values?: boolean | 'known';
}

/**
 * Two to 200 versions side by side, of one model or of several, and training runs that aren't registered (`run:` and the run's id). What is
 * named twice is compared once.
 * Throws 'too-few-versions', 'too-many-versions', 'bad-reference', 'no-model', 'no-version', 'no-run', 'several-runs'; with `values` 'cancelled', 'bytes-modified', 'damaged-file'.
 */
export async function compare(ctx: Context, refs: readonly string[], options: CompareOptions = {}): Promise<Comparison> {
	const ids: Id[] = [];
	if (refs.length > most * 2) { throw new RegistryError('too-many-versions', { count: refs.length, most }); }
	await ctx.config();
	const db = await ctx.ledger.database();
	const idOf = (ref: string) => (isRunReference(ref) ? ref : resolve(db, ref));
	for (const ref of refs) { ids.push(idOf(ref)); }
	const base = options.base === undefined ? ids[0] : idOf(options.base);
	const chosen = [...new Set(base === undefined || ids.includes(base) ? ids : [base, ...ids])];
	if (base === undefined || chosen.length < 2) { throw new RegistryError('too-few-versions', { refs: refs.map(ref => ref.slice(0, 80)) }); }
	if (chosen.length > most) { throw new RegistryError('too-many-versions', { count: chosen.length, most }); }
	const registered = await comparedVersions(ctx, chosen.filter(one => !isRunReference(one)));
	const versions = await inOrder(ctx, chosen, registered);
	const at = chosen.indexOf(base);
	return compareFacts({ versions, base: at, code: options.code === false ? undefined : await codeOf(ctx, versions, at), ...(options.values ? { values: await valuesOf(ctx, versions, at, options) } : {}) });
}

/** The columns as they were asked for. Runs are judged as the first version's model is. */
async function inOrder(ctx: Context, chosen: readonly Id[], registered: readonly ComparedVersion[]): Promise<readonly ComparedVersion[]> {
	if (registered.length === chosen.length) { return registered; }
	const byId = new Map(registered.map(one => [one.details.id, one]));
	const name = registered[0]?.details.model;
	const judged = name === undefined ? undefined : await model(ctx, name);
	const found: ComparedVersion[] = [];
	for (const id of chosen) { found.push(byId.get(id) ?? await comparedRun(ctx, id, judged)); }
	return found;
}

/** Version → what became of the values of its tensors since the base. Versions with the base's bytes needn't be read. */
async function valuesOf(ctx: Context, versions: readonly ComparedVersion[], at: number, { signal, onProgress, values }: CompareOptions): Promise<NonNullable<CompareFacts['values']>> {
	const base = versions[at];
	if (!base) { return {}; }
	const others = versions.filter(one => one.details.artifact.digest !== base.details.artifact.digest);
	const total = others.reduce((sum, { details }) => sum + details.artifact.bytes, 0);
	const found: [Id, ValuesBetween][] = [];
	let done = 0;
	for (const { details } of others) {
		const between = await valuesBetween(ctx, base.details, details, { reads: values === true, ...(signal ? { signal } : {}), onProgress: ({ bytes }) => onProgress?.({ bytes: done + bytes, total }) });
		if (values === true || isKnown(between)) { found.push([details.id, between]); }
		done += details.artifact.bytes;
	}
	return Object.fromEntries(found);
}

/** Whether anything is known of the values of tensors that both have. */
function isKnown(between: ValuesBetween): boolean {
	return between.is === 'compared' && between.values.some(({ state }) => state === 'same' || state === 'changed');
}

/** As compare, as the text that `unpacked` reads: for whom it crosses borders on its way to. */
export async function comparePacked(ctx: Context, refs: readonly string[], options: CompareOptions = {}): Promise<Pick<Comparison, 'columns' | 'base'> & { readonly text: string }> {
	const comparison = await compare(ctx, refs, options);
	return { columns: comparison.columns, base: comparison.base, text: packed(comparison) };
}

/** One section of a comparison, and the sentences: what was left out of it when it was first asked for. Throws as compare. */
export async function compareSection(ctx: Context, refs: readonly string[], id: SectionId, options: CompareOptions = {}): Promise<{ readonly section: ComparedSection; readonly summary: Summary }> {
	const { sections, summary } = await compare(ctx, refs, options);
	const section = sections.find(one => one.id === id);
	if (!section) { throw new Error(`A comparison has no section '${id}'`); }
	return plainTexts({ section, summary });
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
