import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../../../src/core/database/database';
import { openRegistry, type Registry } from '../../../src/core/registry';
import { canonicalJson, sha256 } from '../../../src/core/records/canonical';
import { fileOf, header, idOf, registered } from '../support/records';
import { withWorkspace, type Workspace } from '../support/workspace';

const processes = 4;
const registrationsEach = 25;

/** This file is also the program of the processes that register at once. */
if (process.argv[2] === 'register-many') {
	void registerMany(process.argv[3] ?? '', process.argv[4] ?? '');
} else {
	tests();
}

async function registerMany(folder: string, name: string): Promise<void> {
	const registry = openRegistry({ folder, git: false, author: { name, email: '' } });
	const numbers: (number | null)[] = [];
	for (let i = 0; i < registrationsEach; i++) {
		writeFileSync(join(folder, `${name}-${i}.bin`), `${name} ${i}`);
		numbers.push((await registry.register(`${name}-${i}.bin`, { model: 'churn' })).version.number);
	}
	await registry.close();
	process.send?.(numbers);
}

function recordsOf(workspace: Workspace): string {
	return join(workspace.folder, '.model-registry/records');
}

function put(workspace: Workspace, record: Parameters<typeof fileOf>[0]): string {
	const { month, file, text } = fileOf(record);
	mkdirSync(join(recordsOf(workspace), month), { recursive: true });
	writeFileSync(join(recordsOf(workspace), month, file), text);
	return join(recordsOf(workspace), month, file);
}

async function listing(registry: Registry): Promise<string> {
	return JSON.stringify([await registry.models(), (await registry.versions({ archived: 'both' })).versions, await registry.history()]);
}

function tests(): void {
	describe('the ledger', () => {
		it(`loses no record and shares no number when ${processes} processes register ${registrationsEach} each at once`, async function () {
			this.timeout(120_000);
			await withWorkspace(async workspace => {
				const registry = await workspace.initialised();
				const children = Array.from({ length: processes }, (_, i) => new Promise<(number | null)[]>((resolve, reject) => {
					const child = fork(__filename, ['register-many', workspace.folder, `p${i}`], { execArgv: [] });
					child.once('message', numbers => resolve(numbers as number[]));
					child.once('error', reject);
					child.once('exit', code => { if (code !== 0) { reject(new Error(`a process ended with ${code}`)); } });
				}));
				const told = (await Promise.all(children)).flat();
				const all = Array.from({ length: processes * registrationsEach }, (_, i) => i + 1);
				assert.deepEqual([...told].sort((a, b) => Number(a) - Number(b)), all, 'the numbers that the processes were told');
				await registry.refresh();
				const { versions } = await registry.versions({ model: 'churn', ascending: true });
				assert.deepEqual(versions.map(version => version.number), all);
				assert.deepEqual(await registry.problems(), []);
				assert.equal(existsSync(join(workspace.folder, '.model-registry/lock')), false, 'no lock is left');
			});
		});

		it('sees what another process wrote within a second, and fires once it has', () => withWorkspace(async workspace => {
			const writer = await workspace.initialised();
			const reader = workspace.open({ watch: true });
			assert.deepEqual(await reader.models(), []);
			const changed = new Promise<number>(resolve => { const since = Date.now(); reader.onDidChange(() => resolve(Date.now() - since)); });
			await workspace.version(writer, 'churn');
			await Promise.race([changed, sleep(5_000).then(() => { throw new Error('nothing was noticed for five seconds'); })]);
			assert.deepEqual((await reader.models()).map(model => model.name), ['churn']);
		}));

		it('follows git: records that a checkout takes away are forgotten, and come back with it', () => withWorkspace(async workspace => {
			const registry = await workspace.initialised();
			workspace.git('init', '-q');
			await workspace.version(registry, 'churn');
			workspace.git('add', '-A');
			workspace.git('commit', '-qm', 'one');
			workspace.git('checkout', '-qb', 'other');
			await workspace.version(registry, 'churn');
			await workspace.version(registry, 'defects');
			await registry.setAlias('churn@v2', 'production');
			const there = await listing(registry);
			workspace.git('add', '-A');
			workspace.git('commit', '-qm', 'two');
			workspace.git('checkout', '-q', 'main');
			await registry.refresh();
			assert.deepEqual((await registry.versions()).versions.map(version => version.ref), ['churn@v1']);
			assert.deepEqual((await registry.model('churn')).aliases, []);
			workspace.git('checkout', '-q', 'other');
			await registry.refresh();
			assert.equal(await listing(registry), there);
		}));

		it('merges two branches that both took a number, and the next writer gives the later one its own', () => withWorkspace(async workspace => {
			const registry = await workspace.initialised();
			workspace.git('init', '-q');
			await workspace.version(registry, 'churn');
			workspace.git('add', '-A'); workspace.git('commit', '-qm', 'one');
			workspace.git('checkout', '-qb', 'left');
			await workspace.version(registry, 'churn', 'left');
			workspace.git('add', '-A'); workspace.git('commit', '-qm', 'left');
			workspace.git('checkout', '-q', 'main');
			await registry.refresh();
			await workspace.version(registry, 'churn', 'right');
			workspace.git('add', '-A'); workspace.git('commit', '-qm', 'right');
			workspace.git('merge', '-q', '--no-edit', 'left');
			await registry.refresh();
			const { versions } = await registry.versions({ model: 'churn' });
			assert.match(versions.map(version => version.label).join(' '), /^v2 \([0-9A-Z]{6}\) v2 v1$/);
			const [loser] = versions;
			assert.equal((await registry.version(loser?.ref ?? '')).id, loser?.id, 'it is found by its reference meanwhile');
			await workspace.version(registry, 'churn', 'next');
			assert.deepEqual((await registry.versions({ model: 'churn' })).versions.map(version => version.label), ['v4', 'v3', 'v2', 'v1']);
			assert.equal((await registry.version('churn@v3')).id, loser?.id);
		}));

		it('makes the database again when it is missing, cut, damaged, of another schema, or not a database', () => withWorkspace(async workspace => {
			const first = await workspace.initialised();
			for (let i = 0; i < 5; i++) { await workspace.version(first, 'churn'); }
			await first.setAlias('churn@v3', 'production', 'it is good');
			await first.archive('churn@v1');
			const before = await listing(first);
			await first.close();
			const path = join(workspace.folder, '.model-registry/registry.sqlite');
			const bytes = readFileSync(path);
			const newer = Buffer.from(bytes);
			newer.writeUInt32BE(99, 60);
			const flipped = Buffer.from(bytes);
			flipped[5000] = (flipped[5000] ?? 0) ^ 1;
			const harm: Record<string, () => void> = {
				missing: () => rmSync(path), cut: () => truncateSync(path, 4096), empty: () => writeFileSync(path, ''), flipped: () => writeFileSync(path, flipped),
				newer: () => writeFileSync(path, newer), foreign: () => writeFileSync(path, 'hello'), folder: () => { rmSync(path); mkdirSync(path); }, untouched: () => undefined,
			};
			for (const [name, make] of Object.entries(harm)) {
				rmSync(path, { recursive: true, force: true });
				writeFileSync(path, bytes);
				make();
				const registry = workspace.open();
				assert.equal(await listing(registry), before, name);
				await registry.close();
			}
		}));

		it('believes no database that was made in another folder, as a repository or an archive brings one along', () => withWorkspace(async workspace => {
			const first = await workspace.initialised();
			await workspace.version(first, 'churn');
			await first.close();
			const root = join(workspace.folder, '.model-registry'), path = join(root, 'registry.sqlite');
			const forge = async (home: string) => {
				const stored = await Database.from(readFileSync(path), undefined, home);
				assert.ok(stored instanceof Database);
				stored.run('update model set name = ?', 'forged');
				stored.run('update month set sure = 1');
				writeFileSync(path, stored.bytes(home));
				stored.close();
			};
			const names = async () => {
				const registry = workspace.open();
				try { return (await registry.models()).map(model => model.name); } finally { await registry.close(); }
			};
			await forge(String(statSync(root).ino));
			assert.deepEqual(await names(), ['forged'], 'what this machine made is believed: with another name in it this test proves nothing');
			const brought = `${root}-brought`;
			cpSync(root, brought, { recursive: true, preserveTimestamps: true });
			renameSync(root, `${root}-first`);
			renameSync(brought, root);
			assert.deepEqual(await names(), ['churn']);
		}));

		it('names a damaged, edited, foreign or hostile file in records and works on', () => withWorkspace(async workspace => {
			const registry = await workspace.initialised();
			await workspace.version(registry, 'churn');
			const [month = ''] = readdirSync(recordsOf(workspace));
			const folder = join(recordsOf(workspace), month);
			const good = put(workspace, registered(1, 'fraud', 1));
			const edited = put(workspace, registered(2, 'fraud', 2));
			writeFileSync(edited, readFileSync(edited, 'utf8').replace('"auc": 0.5', '"auc": 0.9'));
			const traversal = canonicalJson({ ...registered(3, 'fraud', 3), artifact: { digest: sha256('x'), kind: 'file', format: 'x', bytes: 1, path: '../../../etc/passwd', storage: 'reference' } } as never);
			writeFileSync(join(folder, `${idOf(3)}-${sha256(traversal).slice(0, 12)}.json`), traversal);
			writeFileSync(join(folder, 'README.md'), 'hello');
			writeFileSync(join(recordsOf(workspace), 'stray.txt'), 'hello');
			mkdirSync(join(recordsOf(workspace), 'not-a-month'));
			const unknown = canonicalJson({ ...header(4, 'fraud'), kind: 'model.sold', price: 3 });
			writeFileSync(join(folder, `${idOf(4)}-${sha256(unknown).slice(0, 12)}.json`), unknown);
			await registry.refresh();
			const health = await registry.health();
			assert.deepEqual(health.problems.map(problem => problem.path.split('/').slice(2).join('/').replace(/\d{4}-\d{2}\/.*(README|-[0-9a-f]{12}).*/, '$1')).map(path => path.replace(/^-.*/, 'record')).sort(),
				['README', 'not-a-month', 'record', 'record', 'stray.txt']);
			assert.ok(health.problems.every(problem => problem.reason.length > 10 && problem.path.startsWith('.model-registry/records/')));
			assert.deepEqual(health.newer, [{ kind: 'model.sold', count: 1 }]);
			assert.deepEqual((await registry.models()).map(model => model.name), ['churn', 'fraud']);
			assert.equal((await registry.versions({ model: 'fraud' })).total, 1);
			// Mended: the problem goes, and the record counts.
			rmSync(edited);
			put(workspace, registered(2, 'fraud', 2));
			rmSync(good);
			await registry.refresh();
			assert.deepEqual((await registry.versions({ model: 'fraud' })).versions.map(version => version.number), [2]);
			assert.equal((await registry.health()).problems.filter(problem => problem.path.includes(idOf(2))).length, 0);
		}));

		it('takes a lock over that a killed process left, and one that nobody can ask about when it is old', () => withWorkspace(async workspace => {
			const registry = await workspace.initialised();
			const lock = join(workspace.folder, '.model-registry/lock');
			const dead = fork(__filename, ['nothing'], { execArgv: [], stdio: 'ignore' });
			await new Promise(resolve => dead.once('exit', resolve));
			writeFileSync(lock, `${dead.pid} ${hostname()} abc`);
			await workspace.version(registry, 'churn');
			writeFileSync(lock, '1 another-host abc');
			const old = new Date(Date.now() - 60_000);
			utimesSync(lock, old, old);
			await workspace.version(registry, 'churn');
			assert.equal((await registry.versions()).total, 2);
			assert.deepEqual(readdirSync(join(workspace.folder, '.model-registry')).filter(name => name.startsWith('lock.stale')), []);
		}));

		it('writes nothing but records on the way to an acknowledged change; the database follows when idle', () => withWorkspace(async workspace => {
			const registry = await workspace.initialised();
			await workspace.version(registry, 'churn');
			const database = join(workspace.folder, '.model-registry/registry.sqlite');
			assert.equal(existsSync(database), false);
			for (let i = 0; i < 50 && !existsSync(database); i++) { await sleep(100); }
			assert.ok(statSync(database).size > 0);
		}));

		it('keeps NaN and infinities of metrics through the record and the database', () => withWorkspace(async workspace => {
			const registry = await workspace.initialised();
			workspace.write('m.bin', 'x');
			await registry.register('m.bin', { model: 'm', metrics: { a: NaN, b: Infinity, c: -Infinity, d: 0.1 } });
			await registry.close();
			const again = workspace.open();
			assert.deepEqual((await again.version('m@v1')).metrics, { a: NaN, b: Infinity, c: -Infinity, d: 0.1 });
		}));

		it('refuses to write to a registry of a newer schema, and still reads it', () => withWorkspace(async workspace => {
			const registry = await workspace.initialised();
			const ref = await workspace.version(registry, 'churn');
			const config = join(workspace.folder, '.model-registry/registry.json');
			writeFileSync(config, readFileSync(config, 'utf8').replace('"schema": 1', '"schema": 7'));
			await assert.rejects(registry.setAlias(ref, 'production'), /newer Model Registry \(schema 7, this one knows 1\)/);
			assert.equal((await registry.versions()).total, 1);
		}));

		it('survives its records folder being replaced while it is open', () => withWorkspace(async workspace => {
			const registry = await workspace.initialised();
			await workspace.version(registry, 'churn');
			renameSync(recordsOf(workspace), `${recordsOf(workspace)}-away`);
			await registry.refresh();
			assert.deepEqual(await registry.models(), []);
			renameSync(`${recordsOf(workspace)}-away`, recordsOf(workspace));
			await registry.refresh();
			assert.equal((await registry.versions()).total, 1);
		}));
	});
}
