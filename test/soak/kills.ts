import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { temporaryName } from '../../src/core/files/temporaryName';
import { openRegistry } from '../../src/core/registry';
import { random } from '../core/support/mutations';
import { slowEnvironment, slowly } from './slow';

/** Things acknowledged in the time after which a process is killed, at most. How long they take is found out anew for each registry: a machine may be busy. */
const most = 6;
/** Kills of one registry before the next gets a fresh one. */
const perRegistry = 25;

export interface Killed { readonly kills: number; readonly acknowledged: number }

/** As the terminal has the registry, or as the editor has it: on a thread of its own, which dies with the process that asks. */
export type Where = 'work' | 'work-on-thread';

export interface How {
	readonly where?: Where;
	/** Milliseconds that every call of the file system takes, at random up to twice as long: slow.ts. */
	readonly slow?: number;
}

/** Kills processes that write at random instants. After each, all that was acknowledged is there, nothing half-done is seen, and writing goes on. */
export async function killMany(kills: number, seed: string, bundle: string, how: How = {}): Promise<Killed> {
	const next = random(seed);
	let acknowledged = 0;
	for (let done = 0; done < kills; done += perRegistry) {
		const folder = await madeForKills();
		try {
			const known = new Set<string>();
			const longest = await timeOfMost(folder, `${seed}-${done}-first`, bundle, how);
			for (let i = done; i < Math.min(kills, done + perRegistry); i++) {
				for (const id of await killOne(folder, `${seed}-${i}`, next() * longest, [bundle, how])) { known.add(id); }
				await checkAfterKill(folder, known, `kill ${i} of seed ${seed}`);
			}
			acknowledged += known.size;
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	}
	return { kills, acknowledged };
}

/** A folder with a registry, to write to and be killed. */
export async function madeForKills(): Promise<string> {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), 'model-registry-kills-')));
	prepare(folder);
	const registry = openRegistry({ folder });
	await registry.init();
	await registry.close();
	return folder;
}

/** A repository, so that snapshots of the code are among what is interrupted. */
function prepare(folder: string): void {
	writeFileSync(join(folder, 'train.py'), 'print("training")\n');
	for (const args of [['init', '-q'], ['add', '.'], ['-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'start']]) { execFileSync('git', args, { cwd: folder }); }
}

/** Milliseconds that a process takes for as much as is let happen before one is killed. */
async function timeOfMost(folder: string, seed: string, bundle: string, how: How): Promise<number> {
	const { child, said } = started(folder, seed, bundle, how);
	await untilSaid(child, said, 1);
	const since = performance.now();
	await untilSaid(child, said, 1 + most);
	const took = performance.now() - since;
	await killed(child);
	return took;
}

/** Ids of the versions that the process had acknowledged when it died, so many milliseconds after it began. */
async function killOne(folder: string, seed: string, after: number, [bundle, how]: readonly [string, How]): Promise<readonly string[]> {
	const { child, said } = started(folder, seed, bundle, how);
	await untilSaid(child, said, 1);
	await delay(after);
	await killed(child);
	return linesOf(said).filter(line => line !== 'ready' && line !== 'done');
}

function started(folder: string, seed: string, bundle: string, { where = 'work', slow }: How) {
	const child = spawn(process.execPath, [...slowly(slow), bundle, where, folder, seed], { stdio: ['ignore', 'pipe', 'inherit'], env: slowEnvironment(folder, slow) });
	const said: string[] = [];
	child.stdout.setEncoding('utf8').on('data', (text: string) => { said.push(text); });
	return { child, said };
}

async function killed(child: ChildProcess): Promise<void> {
	child.kill('SIGKILL');
	await new Promise(resolve => { child.once('close', resolve); });
}

/** A line that was cut was not said. */
const linesOf = (said: readonly string[]) => said.join('').split('\n').slice(0, -1);

async function untilSaid(child: ChildProcess, said: readonly string[], lines: number): Promise<void> {
	while (linesOf(said).length < lines) {
		assert.equal(child.exitCode, null, 'the worker ended by itself');
		await delay(5);
	}
}

/** What must be true after a kill. The versions in `known` were acknowledged. */
export async function checkAfterKill(folder: string, known: ReadonlySet<string>, what: string): Promise<void> {
	const registry = openRegistry({ folder, author: { name: 'after', email: 'after@example.com' } });
	try {
		const health = await registry.health();
		assert.deepEqual(health.problems, [], what);
		const { versions } = await registry.versions({ archived: 'both' });
		const there = new Set(versions.map(version => version.id));
		assert.deepEqual([...known].filter(id => !there.has(id)), [], `${what}: acknowledged versions are gone`);
		const whole = versions.filter(version => version.purged === undefined);
		const verified = await registry.verify(whole.map(version => version.id));
		assert.deepEqual(verified.filter(({ state }) => state !== 'ok'), [], `${what}: versions without their bytes`);
		assert.equal(verified.length, whole.length, what);
		writeFileSync(join(folder, 'after.bin'), what);
		await registry.register('after.bin', { model: 'after' });
		await registry.cleanUp();
	} finally {
		await registry.close();
	}
	const left = readdirSync(join(folder, '.model-registry'), { recursive: true, encoding: 'utf8' }).filter(name => temporaryName.test(name.split('/').at(-1) ?? ''));
	assert.deepEqual(left, [], `${what}: leftovers that cleaning up didn't sweep`);
	execFileSync('git', ['status', '--short'], { cwd: folder });
	assert.equal(execFileSync('git', ['diff', '--cached', '--name-only'], { cwd: folder, encoding: 'utf8' }), '', `${what}: the index was touched`);
}
