import { constants } from 'node:fs';
import { cp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { openImage } from '../database/image';
import { RegistryError } from '../errors';
import { asRegistryError } from '../files/asRegistryError';
import { gatherFacts } from '../facts/gather';
import type { Reproduction, Version } from '../model';
import { reproductionSentence } from '../present/reproduction';
import type { Context, LongRunning } from './context';
import { link } from './links';
import { register } from './register';
import { recordReproduction, type PreparedReproduction, type ReproductionResult } from './reproduce';

export interface RegisteredReproduction {
	/** The new one: a reproduction of the version that was made again. */
	readonly version: Version;
	readonly record: Reproduction;
}

/**
 * Puts a reproduction on record, and what came out as the model's next version: of the same bytes too, tied to the code that made it, with the metrics that
 * were measured again and a link 'reproduction of' to the version. Throws 'bad-value' where nothing came out, and what `register` throws.
 */
export async function registerReproduction(ctx: Context, { workspace }: Pick<PreparedReproduction, 'workspace'>, result: ReproductionResult, long: LongRunning = {}): Promise<RegisteredReproduction> {
	const { version: of, verdict, metrics, commit, exact, digest } = result;
	const { path } = of.artifact;
	if (digest === undefined || verdict === 'failed' || verdict === 'missing') { throw new RegistryError('bad-value', { what: `The reproduction of ${of.model} ${of.label}`, why: 'nothing came out that could be registered' }); }
	const from = join(workspace, path);
	const found = await gatherFacts({ workspace, path: from, model: of.model, sqlite: openImage, ...(long.signal ? { signal: long.signal } : {}) });
	const measured = new Set(metrics.flatMap(({ name, is }) => (is === undefined ? [] : [name])));
	const sentence = reproductionSentence({ ...result, path });
	const version = await withBytes(ctx, from, async bytesFrom => (await register(ctx, path, {
		...long, model: of.model, bytesFrom, again: true, asIs: true, notes: `Reproduction of ${of.label}. ${sentence}`,
		facts: { ...found, metrics: found.metrics.filter(({ name }) => measured.has(name)) },
		code: { commit, exact, ...(exact ? {} : { say: 'It was made from the commit that the reproduced version was based on.' }) },
	})).version);
	await link(ctx, version.id, { from: { version: of.id, name: `${of.model} ${of.label}` }, relation: 'reproduction-of', reason: sentence.slice(0, 2000) });
	return { version, record: await recordReproduction(ctx, result) };
}

/** What came out lies in a folder that goes. The store takes bytes from the workspace or from its own temporary folder: cloned there where the file system can. */
async function withBytes<T>({ artifacts }: Context, from: string, work: (bytes: string) => Promise<T>): Promise<T> {
	const folder = await artifacts.temporaryFolder();
	try {
		const bytes = join(folder.path, basename(from));
		await cp(from, bytes, { recursive: true, mode: constants.COPYFILE_FICLONE, verbatimSymlinks: true }).catch((error: unknown) => { throw asRegistryError(error, from); });
		return await work(bytes);
	} finally {
		await folder.remove();
	}
}
