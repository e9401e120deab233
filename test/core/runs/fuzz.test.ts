import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, gunzipSync } from 'node:zlib';
import { RegistryError } from '../../../src/core/errors';
import { listRuns } from '../../../src/core/runs/find';
import { openSqlite } from './openSqlite';
import { fixtures, workspaceOf, workspaceWith } from './workspace';

/** A small generator with a seed, so that a failure can be repeated (mulberry32). */
function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

function mutated(bytes: Buffer, next: () => number): Buffer {
	const copy = Buffer.from(bytes);
	const place = Math.floor(next() * copy.length);
	switch (Math.floor(next() * 6)) {
		case 0: return copy.subarray(0, place);
		case 1: return Buffer.concat([copy.subarray(0, place), copy.subarray(Math.floor(next() * copy.length))]);
		case 2: return Buffer.concat([copy.subarray(0, place), Buffer.alloc(8, 0xff), copy.subarray(place)]);
		case 3: copy.fill(Math.floor(next() * 256), place, Math.min(place + 8, copy.length)); return copy;
		case 4: return Buffer.concat([copy.subarray(0, place), Buffer.from('[{"'.charAt(Math.floor(next() * 3)).repeat(500)), copy.subarray(place)]);
		default:
			for (let flips = 0; flips < 4; flips++) { copy[Math.floor(next() * copy.length)] = Math.floor(next() * 256); }
			return copy;
	}
}

/** The checksums of a W&B log made right again: what is damaged on purpose gets past them. */
function withChecksums(log: Buffer): Buffer {
	const copy = Buffer.from(log);
	for (let block = 0; block < copy.length; block += 32768) {
		for (let at = block === 0 ? 7 : block; at + 7 <= Math.min(block + 32768, copy.length);) {
			const end = at + 7 + copy.readUInt16LE(at + 4);
			if (end > copy.length) { break; }
			copy.writeUInt32LE(crc32(copy.subarray(at + 6, end)), at);
			at = end;
		}
	}
	return copy;
}

/** Lists all runs: whatever the files hold, the answer is runs and sentences, soon. */
async function survives(workspace: string, what: string): Promise<void> {
	const begun = performance.now();
	try {
		for await (const run of listRuns(workspace, { brief: false, sqlite: openSqlite })) { assert.ok(run.id !== '' && Array.isArray(run.params), what); }
	} catch (error) {
		if (!RegistryError.is(error)) { throw new Error(`${what}: ${error instanceof Error ? error.stack : String(error)}`); }
	}
	const took = performance.now() - begun;
	assert.ok(took < 2000, `${what} took ${Math.round(took)} ms`);
}

function filesOf(folder: string): readonly string[] {
	return readdirSync(folder, { recursive: true }).map(String).filter(path => !/latest-run|expected\.json$/.test(path) && statSync(join(folder, path)).isFile());
}

describe('damaged and hostile records', () => {
	const versions = readdirSync(fixtures).flatMap(tool => (statSync(join(fixtures, tool)).isDirectory() ? readdirSync(join(fixtures, tool)).filter(name => !name.endsWith('.py')).map(version => `${tool}/${version}`) : []));

	for (const [index, fixture] of versions.entries()) {
		it(`${fixture}, changed at random`, async () => {
			const next = random(index + 1);
			const workspace = await workspaceOf(fixture);
			for (const path of filesOf(workspace).filter(one => one.endsWith('.gz'))) { writeFileSync(join(workspace, path.slice(0, -3)), gunzipSync(readFileSync(join(workspace, path)))); }
			const paths = filesOf(workspace).filter(path => !/\.(?:gz|bin|pkl|ckpt|py|csv\.dvc)$/.test(path));
			for (let round = 0; round < 16; round++) {
				const path = join(workspace, paths[Math.floor(next() * paths.length)] ?? '');
				const bytes = readFileSync(path);
				if (bytes.length === 0) { continue; }
				const changed = mutated(bytes, next);
				writeFileSync(path, path.endsWith('.wandb') ? withChecksums(changed) : changed);
				await survives(workspace, `${fixture}, round ${round}, ${path.slice(workspace.length)}`);
				writeFileSync(path, bytes);
			}
		});
	}

	const deep = 100_000;
	const hostile: Readonly<Record<string, Readonly<Record<string, string | Buffer>>>> = {
		'JSON nested deep': { 'metrics.json': '['.repeat(8_000_000), 'trainer_state.json': '{"a":'.repeat(deep) },
		'YAML nested deep': { 'params.yaml': '['.repeat(1_000_000), 'hparams.yaml': '- '.repeat(deep), 'dvc.lock': '{a: '.repeat(deep), 'args.yaml': `imgsz: 1\ntask: x\nb: ${'? '.repeat(deep)}` },
		'aliases by the billion': { 'params.yaml': `a0: &a0 [x]\n${Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(', ')}]`).join('\n')}` },
		'a table of a hundred thousand columns': { 'metrics.csv': `${Array.from({ length: 100_000 }, (_, n) => `c${n}`).join(',')}\n${'1,'.repeat(100_000)}\n`.repeat(2) },
		'quotes without an end': { 'metrics.csv': `epoch,loss\n${'"1,2\n'.repeat(200_000)}`, 'log.csv': `epoch,loss\n1,"${'x'.repeat(2_000_000)}` },
		'lines without an end': { 'README.md': `---\n${'- a: '.repeat(100_000)}`, 'training.log': `epoch,${'x'.repeat(4_000_000)}`, 'adapter_config.json': '{}' },
		'lengths past all bounds': { 'events.out.tfevents.1.h': Buffer.from(`${'ff'.repeat(8)}${'00'.repeat(40)}`, 'hex'), 'wandb/run-20260101_000000-a/run-a.wandb': Buffer.concat([Buffer.from(':W&B\xe1\xbe\0', 'latin1'), Buffer.alloc(100_000, 0xff)]) },
		'keys of every object': { 'params.json': '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}', 'metrics.json': '{"__proto__": 1, "toString": 2, "hasOwnProperty": 3}', 'run.json': '{"experiment": {"name": "x", "__proto__": 1}, "__proto__": []}' },
		'a database that is none': { 'mlflow.db': Buffer.concat([Buffer.from('SQLite format 3\0latest_metrics trial_intermediate_values', 'latin1'), Buffer.alloc(100_000, 7)]), 'mlflow.db-wal': Buffer.alloc(100_000, 0x37) },
		'many empty documents': { 'params.yaml': '---\n'.repeat(300_000) },
		'a journal of strangers': { 'optuna_journal.log': `{"op_code": 0}\n${'{"op_code": 6, "trial_id": 1e308, "values": [NaN]}\n{"op_code": 4, "study_id": -1}\n'.repeat(1000)}` },
	};
	for (const [what, files] of Object.entries(hostile)) {
		it(what, async () => {
			await survives(await workspaceWith(files), what);
			assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
		});
	}
});
