import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toJson } from '../../src/cli/json';
import { openRegistry, type Registry } from '../../src/core/registry';
import { below, pick, random, type Next } from '../core/support/mutations';
import { change, register } from './changes';

/** Damages the database, a record and an artifact in random places, `rounds` times each: noticed every time, named, and all else intact. */
export async function damageMany(rounds: number, seed: string): Promise<void> {
	const next = random(seed);
	const folder = realpathSync(mkdtempSync(join(tmpdir(), 'model-registry-damage-')));
	try {
		await fill(folder, next);
		const database = join(folder, '.model-registry/registry.sqlite');
		const healthy = await opened(folder, stateOf);
		for (let i = 0; i < rounds; i++) {
			const before = readFileSync(database);
			writeFileSync(database, hurt(before, next));
			assert.equal(await opened(folder, stateOf), healthy, `database, round ${i} of seed ${seed}`);
			assert.equal(await opened(folder, stateOf), healthy, `database made again, round ${i} of seed ${seed}`);
			await hurtRecord(folder, next, healthy, `record, round ${i} of seed ${seed}`);
			await hurtArtifact(folder, next, `artifact, round ${i} of seed ${seed}`);
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function fill(folder: string, next: Next): Promise<void> {
	await opened(folder, async registry => {
		await registry.init();
		const member = { folder, registry, name: 'ada' };
		for (let i = 0; i < 12; i++) { await register(member, next, pick(next, ['churn', 'defects']), `weights of ${i}`); }
		for (let i = 0; i < 40; i++) { await change(member, next); }
	});
}

async function hurtRecord(folder: string, next: Next, healthy: string, what: string): Promise<void> {
	const records = join(folder, '.model-registry/records');
	const path = pick(next, readdirSync(records, { recursive: true, encoding: 'utf8' }).filter(name => /\.(json|gz)$/.test(name)));
	const bytes = readFileSync(join(records, path));
	writeFileSync(join(records, path), hurt(bytes, next));
	// Edited in place, it has the same name: only a reading of everything notices it.
	rmSync(join(folder, '.model-registry/registry.sqlite'), { force: true });
	assert.deepEqual(await opened(folder, async registry => (await registry.problems()).map(problem => problem.path)), [`.model-registry/records/${path}`], what);
	writeFileSync(join(records, path), bytes);
	rmSync(join(folder, '.model-registry/registry.sqlite'), { force: true });
	assert.equal(await opened(folder, stateOf), healthy, `${what}, mended`);
}

async function hurtArtifact(folder: string, next: Next, what: string): Promise<void> {
	await opened(folder, async registry => {
		const version = pick(next, (await registry.versions({ archived: 'both' })).versions.filter(one => one.purged === undefined));
		const stored = await registry.storedPath(version.id);
		assert.ok(stored !== undefined);
		const bytes = readFileSync(stored);
		rmSync(stored);
		writeFileSync(stored, hurt(bytes, next));
		const [verified] = await registry.verify([version.id]);
		assert.equal(verified?.state, 'modified', what);
		await assert.rejects(registry.get(version.id, { to: 'out' }), /The bytes of .* were changed/, what);
		rmSync(stored);
		writeFileSync(stored, bytes);
		assert.equal((await registry.verify([version.id]))[0]?.state, 'ok', what);
	});
}

/** A flipped bit, a cut, a piece of zeros: never the same bytes. */
function hurt(bytes: Buffer, next: Next): Buffer {
	const at = below(next, bytes.length);
	const damaged = Buffer.from(bytes);
	switch (below(next, 3)) {
		case 0: return damaged.subarray(0, at);
		case 1: damaged.fill(0, at, Math.min(bytes.length, at + 1 + below(next, 4096))); break;
		default: damaged[at] = (damaged[at] ?? 0) ^ (1 << below(next, 8));
	}
	return damaged.equals(bytes) ? damaged.subarray(0, at) : damaged;
}

async function opened<T>(folder: string, work: (registry: Registry) => Promise<T>): Promise<T> {
	const registry = openRegistry({ folder, git: false, author: { name: 'Ada', email: 'ada@example.com' } });
	try { return await work(registry); } finally { await registry.close(); }
}

async function stateOf(registry: Registry): Promise<string> {
	return toJson([await registry.models(), await registry.versions({ archived: 'both' }), await registry.history(), await registry.conflicts(), await registry.problems()]);
}
