import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { writeAtomic } from '../files/atomic';
import type { Digest } from '../model';
import type { LearntValues, Squares } from './values';

/** What a file of the cache may have at most, in bytes, and how many there are at most: the oldest go first. */
const mostBytes = 32 << 20, mostFiles = 400;

const digests = z.array(z.tuple([z.string(), z.string().check(z.regex(/^[0-9a-f]{64}$/))]));
const squares = z.array(z.tuple([z.string(), z.number(), z.number(), z.number()]));

/**
 * What was learnt of the values of tensors, by the digests of their artifacts: a folder that is on this machine only, and may go at any time.
 * What can't be read there was never learnt. Throws as writeAtomic where it can't be written.
 */
export class ValuesCache {
	readonly #folder: string;

	/** `root`: the registry's folder. */
	constructor(private readonly root: string) {
		this.#folder = join(root, 'cache', 'tensors');
	}

	async read(now: Digest, then: Digest): Promise<LearntValues> {
		const [mine, theirs, pair] = await Promise.all([this.#load(fileOf(now), digests), this.#load(fileOf(then), digests), this.#load(pairOf(now, then), squares)]);
		const isTurned = now < then;
		return {
			now: new Map(mine), then: new Map(theirs),
			squares: new Map((pair ?? []).map(([name, difference, low, high]): [string, Squares] => [name, isTurned ? { difference, then: high, now: low } : { difference, then: low, now: high }])),
		};
	}

	/** `before`: how much of each was known when it was read, so that what says nothing new isn't written. */
	async write(now: Digest, then: Digest, learnt: LearntValues, before: { readonly now: number; readonly then: number; readonly squares: number }): Promise<void> {
		const isTurned = now < then;
		const pair = [...learnt.squares].map(([name, sum]) => [name, sum.difference, isTurned ? sum.now : sum.then, isTurned ? sum.then : sum.now] as const);
		const changed = [
			...(learnt.now.size > before.now ? [[fileOf(now), [...learnt.now]] as const] : []), ...(learnt.then.size > before.then ? [[fileOf(then), [...learnt.then]] as const] : []),
			...(learnt.squares.size > before.squares ? [[pairOf(now, then), pair] as const] : []),
		];
		if (!changed.length) { return; }
		// A registry that was made before there was a cache doesn't leave it out of git.
		await writeAtomic(join(this.root, 'cache', '.gitignore'), '*\n');
		for (const [name, content] of changed) { await writeAtomic(join(this.#folder, name), JSON.stringify(content)); }
		await this.#prune();
	}

	async #load<T>(name: string, schema: z.ZodMiniType<T>): Promise<T | undefined> {
		try {
			const path = join(this.#folder, name);
			if ((await stat(path)).size > mostBytes) { return undefined; }
			return z.safeParse(schema, JSON.parse(await readFile(path, 'utf8'))).data;
		} catch {
			// Not there, or damaged: it is learnt again.
			return undefined;
		}
	}

	async #prune(): Promise<void> {
		const names = await readdir(this.#folder);
		if (names.length <= mostFiles) { return; }
		// Another process may have removed one since.
		const aged = await Promise.all(names.map(async name => ({ name, at: await stat(join(this.#folder, name)).then(one => one.mtimeMs, () => 0) })));
		for (const { name } of aged.sort((a, b) => a.at - b.at).slice(0, names.length - mostFiles)) { await rm(join(this.#folder, name), { force: true }); }
	}
}

const fileOf = (digest: Digest) => `${digest}.json`;
const pairOf = (a: Digest, b: Digest) => (a < b ? `${a}-${b}.json` : `${b}-${a}.json`);
