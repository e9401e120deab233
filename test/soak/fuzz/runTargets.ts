import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { crc32, gunzipSync } from 'node:zlib';
import { listRuns } from '../../../src/core/runs/find';
import { openSqlite } from '../../core/runs/openSqlite';
import { folderTarget } from './files';
import type { FuzzTarget } from './target';

const fixtures = resolve('test/fixtures/runs');

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

/** All runs with all that they say: whatever the files hold, the answer is runs and sentences, soon. */
async function listed(workspace: string): Promise<readonly unknown[]> {
	const said: unknown[] = [];
	for await (const run of listRuns(workspace, { brief: false, sqlite: openSqlite, onProblem: problem => { said.push(problem); } })) {
		assert.ok(run.id !== '' && Array.isArray(run.params));
		said.push(run);
	}
	return said;
}

function fill(fixture: string, workspace: string): void {
	cpSync(join(fixtures, fixture), workspace, { recursive: true });
	for (const path of readdirSync(workspace, { recursive: true, encoding: 'utf8' }).filter(one => one.endsWith('.gz'))) { writeFileSync(join(workspace, path.slice(0, -3)), gunzipSync(readFileSync(join(workspace, path)))); }
}

const versions = readdirSync(fixtures).filter(tool => statSync(join(fixtures, tool)).isDirectory()).flatMap(tool => readdirSync(join(fixtures, tool)).filter(name => !name.endsWith('.py')).map(version => `${tool}/${version}`));

/** The records of every version of a training tool that has fixtures. */
export const runTargets: Readonly<Record<string, FuzzTarget>> = Object.fromEntries(versions.map(fixture => {
	const name = `training records ${fixture}`;
	return [name, folderTarget({
		name,
		fill: workspace => { fill(fixture, workspace); },
		isChanged: path => !/latest-run|expected\.json$|\.(?:gz|bin|pkl|ckpt|py|csv\.dvc)$/.test(path),
		readings: async workspace => [() => listed(workspace)],
		// One in five keeps its wrong checksums.
		mended: (place, bytes) => (place.endsWith('.wandb') && bytes.length % 5 !== 0 ? withChecksums(bytes) : bytes),
	})];
}));
